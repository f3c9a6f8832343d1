import { realpathSync } from 'node:fs'
import { bare } from './bare.ts'
import type { RunOptions, Sandbox } from './sandbox.ts'
import { nodeFolders } from './systemMounts.ts'

/**
 * A sandbox by macOS's sandbox-exec: no network, no writes but to the writable folders and a temp
 * folder, no reads of the user's files but what is lent. UNTESTED: it was written from the profile
 * language's description, on a machine that has no macOS.
 */
export function sandboxExec(program: string): Sandbox {
  return {
    kind: 'sandbox-exec',
    run: (command, options) =>
      bare('sandbox-exec', (limited, temp) => [program, '-p', profile(options, temp), ...limited]).run(
        command,
        options,
      ),
  }
}

function profile(options: RunOptions, temp: string): string {
  const system = ['/usr', '/bin', '/sbin', '/System', '/Library', '/private/etc/ssl', '/opt/homebrew']
  const readable = [...system, ...nodeFolders(), ...options.readable, options.cwd]
  const writable = [...options.writable, temp]
  const folders = (paths: string[]) =>
    paths.map(path => `(subpath ${JSON.stringify(resolved(path))})`).join(' ')
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-exec process-fork sysctl-read mach-lookup)',
    '(allow signal (target same-sandbox))',
    '(allow file-read-metadata)',
    `(allow file-read* ${folders([...readable, ...writable])} (literal "/") (subpath "/dev"))`,
    `(allow file-write* ${folders(writable)} (literal "/dev/null"))`,
    '(allow network* (local ip "localhost:*") (remote ip "localhost:*"))',
  ].join('\n')
}

/** The profile speaks of real paths, and /tmp and /var are links on macOS. */
function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
