import { existsSync } from 'node:fs'
import { release } from 'node:os'
import type { Limits } from './sandbox.ts'

/** Code of ordinary programs reserves writable memory that it never touches; what it touches is polled. */
const RESERVED_BYTES = 2 ** 30

/**
 * The command with the kernel's own limits put on it: those that hold without anyone watching. No
 * limit on address space, since V8 reserves far more than it uses.
 * @param ownUsers whether the command gets a user namespace of its own, so that the limit on processes
 *   counts only its own (Linux 5.14 and later; before that it counts all processes of the user).
 */
export function limitCommand(command: string[], limits: Limits, ownUsers: boolean): string[] {
  const seconds = Math.ceil(limits.timeoutMs / 1000) * 8 + 10
  const file = limits.diskBytes ?? 2 ** 31
  const prlimit = ['/usr/bin/prlimit', '/bin/prlimit'].find(path => existsSync(path))
  if (process.platform === 'linux' && prlimit) {
    const data = limits.memoryBytes + RESERVED_BYTES
    const own = ownUsers && kernelIsAtLeast(5, 14) ? [`--nproc=${limits.processes}`] : []
    return [
      prlimit,
      '--core=0',
      `--cpu=${seconds}`,
      `--fsize=${file}`,
      `--data=${data}`,
      ...own,
      '--',
      ...command,
    ]
  }
  // ulimit counts files in blocks of 512 bytes.
  const script = `ulimit -c 0; ulimit -t ${seconds}; ulimit -f ${Math.ceil(file / 512)}; exec "$@"`
  return ['/bin/sh', '-c', script, 'sh', ...command]
}

function kernelIsAtLeast(major: number, minor: number): boolean {
  const [has = 0, hasMinor = 0] = release().split('.').map(Number)
  return has > major || (has === major && hasMinor >= minor)
}
