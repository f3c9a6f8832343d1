import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SandboxKind } from '../model/check.ts'
import { limitCommand } from './limitCommand.ts'
import type { Sandbox } from './sandbox.ts'
import { scrubbedEnvironment } from './scrubbedEnvironment.ts'
import { supervise } from './supervise.ts'

/**
 * No walls: the command runs with the user's own rights, a scrubbed environment, a home and temp folder
 * of its own, the limits, and its whole group is killed in the end. It protects from accidents only.
 * @param wrap puts walls round the command where another program does that (sandbox-exec).
 */
export function bare(
  kind: SandboxKind = 'none',
  wrap: (command: string[], temp: string) => string[] = command => command,
): Sandbox {
  return {
    kind,
    async run(command, options) {
      const temp = await mkdtemp(join(tmpdir(), 'git-improver-run-'))
      const mark = `GIT_IMPROVER_RUN=${randomUUID()}`
      let watchdog: ChildProcess | undefined
      try {
        const result = await supervise({
          command: isLimited => wrap(isLimited ? command : limitCommand(command, options, false), temp),
          cwd: options.cwd,
          env: { ...scrubbedEnvironment(temp, temp, options.env), GIT_IMPROVER_RUN: mark.slice(17) },
          limits: options,
          writable: [...options.writable, temp],
          mark,
          started: child => {
            watchdog = killWhenWeDie(child.pid ?? 0)
          },
        })
        return { kind, ...result }
      } finally {
        watchdog?.kill('SIGKILL')
        await rm(temp, { recursive: true, force: true })
      }
    },
  }
}

/**
 * A shell that waits for the end of its input, which comes when this process ends in any way, SIGKILL
 * too, and then kills the group. It has a group of its own and is itself killed when the run is over.
 */
function killWhenWeDie(group: number): ChildProcess {
  const script = 'read -r _; kill -s KILL -- "-$1" 2>/dev/null'
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(group)], {
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.on('error', () => {})
  watchdog.stdin?.on('error', () => {})
  watchdog.unref()
  return watchdog
}
