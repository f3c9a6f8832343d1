import { spawnSync } from 'node:child_process'

export type Ended = { code: number; output: string; seconds: number }

/** Runs a line for the shell as a person would, in CI's manner and without colours. */
export function shell(line: string, cwd: string, env: NodeJS.ProcessEnv = {}): Ended {
  const start = process.hrtime.bigint()
  const { status, stdout, stderr, error } = spawnSync('sh', ['-c', line], {
    cwd,
    env: { ...plain(), ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (error) throw error
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  return { code: status ?? 128, output: stdout + stderr, seconds }
}

/** Runs git and gives what it printed, byte for byte as text; throws with git's words when it fails. */
export function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd,
    env: plain(),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

function plain(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(GIT_|FORCE_COLOR$|NODE_OPTIONS$|NODE_TEST_CONTEXT$|NO_COLOR$|npm_)/.test(name)) env[name] = value
  }
  return { ...env, CI: 'true', GIT_TERMINAL_PROMPT: '0' }
}
