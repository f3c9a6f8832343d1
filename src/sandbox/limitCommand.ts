import { existsSync, readFileSync } from 'node:fs'
import { release } from 'node:os'
import type { Limits } from './sandbox.ts'

/** Code of ordinary programs reserves writable memory that it never touches; what it touches is polled. */
const RESERVED_BYTES = 2 ** 30

/** What does not change while this process runs: looked up for every command it would cost each start a third of a millisecond. */
let machine: { prlimit: string | undefined; openFiles: number } | undefined

/**
 * The command with the kernel's own limits put on it: those that hold without anyone watching. No
 * limit on address space, since V8 reserves far more than it uses.
 * @param ownUsers whether the command gets a user namespace of its own, so that the limit on processes
 *   counts only its own (Linux 5.14 and later; before that it counts all processes of the user).
 */
export function limitCommand(command: string[], limits: Limits, ownUsers: boolean): string[] {
  const seconds = Math.ceil(limits.timeoutMs / 1000) * 8 + 10
  const file = limits.diskBytes ?? 2 ** 31
  machine ??= { prlimit: findPrlimit(), openFiles: mostOpenFiles() }
  const open = Math.min(limits.openFiles ?? 4096, machine.openFiles)
  const { prlimit } = machine
  if (process.platform === 'linux' && prlimit) {
    const data = limits.memoryBytes + RESERVED_BYTES
    const own = ownUsers && kernelIsAtLeast(5, 14) ? [`--nproc=${limits.processes}`] : []
    return [
      prlimit,
      '--core=0',
      `--cpu=${seconds}`,
      `--fsize=${file}`,
      `--data=${data}`,
      `--nofile=${open}`,
      ...own,
      '--',
      ...command,
    ]
  }
  // ulimit counts files in blocks of 512 bytes.
  const script = `ulimit -c 0; ulimit -t ${seconds}; ulimit -f ${Math.ceil(file / 512)}; ulimit -n ${open}; exec "$@"`
  return ['/bin/sh', '-c', script, 'sh', ...command]
}

function findPrlimit(): string | undefined {
  return ['/usr/bin/prlimit', '/bin/prlimit'].find(path => existsSync(path))
}

/** What this process may not exceed itself: asking for more would be refused, and the command never start. */
function mostOpenFiles(): number {
  try {
    const [, hard] = /^Max open files +\S+ +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function kernelIsAtLeast(major: number, minor: number): boolean {
  const [has = 0, hasMinor = 0] = release().split('.').map(Number)
  return has > major || (has === major && hasMinor >= minor)
}
