import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * What git may inherit. Everything else that begins with GIT_ is dropped, because an inherited
 * GIT_DIR or GIT_INDEX_FILE silently points a command at another repository.
 */
const INHERITED = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_EXEC_PATH',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'GIT_SSL_CAINFO',
  'GIT_TRACE2_EVENT',
])

/**
 * What a hook must keep as well: git passes it the index that is being committed and, in
 * pre-receive, the quarantine that holds the pushed objects.
 */
const INHERITED_BY_HOOKS = new Set([
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
])

/** Configuration that could run a program, ask a person or change what plumbing prints. */
const PINNED = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.attributesFile=/dev/null',
  'gc.auto=0',
  'maintenance.auto=false',
  'log.showSignature=false',
  'advice.detachedHead=false',
].flatMap(setting => ['-c', setting])

export type RunOptions = {
  cwd: string
  /** Keep what git told the hook that we run in. */
  inHook?: boolean
  env?: Record<string, string>
  /** What git reads; a promise of it lets git start before it is known, and ends git where it fails. */
  input?: string | Uint8Array | Promise<string | Uint8Array>
  /** Exit codes besides 0 that are an answer and no error. */
  accept?: number[]
}

export type RunResult = { code: number; stdout: Buffer; stderr: string }

/** git said no: the arguments, where, and its own words. */
export class GitError extends Error {
  readonly args: string[]
  readonly code: number
  readonly stderr: string

  constructor(args: string[], cwd: string, code: number, stderr: string) {
    super(`git ${args.join(' ')} failed with ${code} in ${cwd}: ${stderr.trim()}`)
    this.name = 'GitError'
    this.args = args
    this.code = code
    this.stderr = stderr
  }
}

/** The environment for a git child: no inherited repository, no replace objects, no prompt, one language. */
export function gitEnvironment(inHook: boolean, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_') || INHERITED.has(name) || (inHook && INHERITED_BY_HOOKS.has(name)))
      env[name] = value
  }
  return {
    ...env,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
    ...extra,
  }
}

/** Starts git with the pinned environment; the caller owns the child. */
export function startGit(args: string[], options: RunOptions) {
  return spawn('git', [...PINNED, ...args], {
    cwd: options.cwd,
    env: gitEnvironment(options.inHook ?? false, options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/**
 * Runs git to its end and gives what it printed.
 * @throws GitError on an exit code that is neither 0 nor in `accept`; what a promised input failed with.
 */
export async function runGit(args: string[], options: RunOptions): Promise<RunResult> {
  const child = startGit(args, options)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', chunk => out.push(chunk))
  child.stderr.on('data', chunk => err.push(chunk))
  // A child that exits before it has read its input must not end us with EPIPE: its exit code tells.
  child.stdin.on('error', () => {})
  const { input = '' } = options
  let noInput: { because: unknown } | undefined
  if (input instanceof Promise)
    input.then(
      known => child.stdin.end(known),
      error => {
        noInput = { because: error }
        child.kill()
      },
    )
  else child.stdin.end(input)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  const stderr = Buffer.concat(err).toString('utf8')
  const exit = code ?? 128
  if (noInput) throw noInput.because
  if (signal) throw new GitError(args, options.cwd, exit, `killed by ${signal}`)
  if (exit !== 0 && !options.accept?.includes(exit)) throw new GitError(args, options.cwd, exit, stderr)
  return { code: exit, stdout: Buffer.concat(out), stderr }
}
