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
  const { prlimit } = look()
  if (process.platform === 'linux' && prlimit) {
    const { seconds, file, data, open } = measures(limits)
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
  return ['/bin/sh', '-c', `${limitScript(limits).join('; ')}; exec "$@"`, 'sh', ...command]
}

/**
 * The same limits as commands of the shell, but for the one on processes, which not every shell has. A shell that is there for
 * another reason puts them on in no time, where prlimit is one more program to be loaded.
 */
export function limitScript(limits: Limits): string[] {
  const { seconds, file, data, open } = measures(limits)
  // Files in blocks of 512 bytes and memory in KiB, as POSIX has it and dash, bash and busybox do.
  const memory = process.platform === 'linux' ? [`ulimit -d ${Math.ceil(data / 1024)}`] : []
  const lines = ['ulimit -c 0', `ulimit -t ${seconds}`, `ulimit -f ${Math.ceil(file / 512)}`]
  return [...lines, `ulimit -n ${open}`, ...memory]
}

function measures(limits: Limits) {
  return {
    seconds: Math.ceil(limits.timeoutMs / 1000) * 8 + 10,
    file: limits.diskBytes ?? 2 ** 31,
    data: limits.memoryBytes + RESERVED_BYTES,
    open: Math.min(limits.openFiles ?? 4096, look().openFiles),
  }
}

function look() {
  machine ??= { prlimit: findPrlimit(), openFiles: mostOpenFiles() }
  return machine
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
