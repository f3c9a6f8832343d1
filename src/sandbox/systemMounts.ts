import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Programs and libraries; where /bin is a link into /usr it stays one. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store']

/** What programs need of /etc to start: nothing in it is a secret or this machine's own. */
const ETC = [
  'alternatives',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'ssl/openssl.cnf',
  'timezone',
]

/** Arguments that lend the machine's programs read-only and nothing of its users. */
export function systemMounts(): string[] {
  const args: string[] = []
  for (const path of SYSTEM) {
    if (!existsSync(path)) continue
    if (lstatSync(path).isSymbolicLink()) args.push('--symlink', readlinkSync(path), path)
    else args.push('--ro-bind', path, path)
  }
  for (const name of ETC) args.push('--ro-bind-try', join('/etc', name), join('/etc', name))
  return args
}

/**
 * Where Node itself is installed, when that is not among the system's folders (nvm, a prefix of its
 * own). A prefix that holds the user's home is not lent: then the program alone is.
 */
export function nodeFolders(executable = process.execPath, home = homedir()): string[] {
  const real = realpathSync(executable)
  if (SYSTEM.some(folder => real.startsWith(`${folder}/`))) return []
  const prefix = dirname(dirname(real))
  const holdsHome = prefix === '/' || `${realpathOr(home)}/`.startsWith(`${prefix}/`)
  const lent = holdsHome || !existsSync(join(prefix, 'include/node')) ? real : prefix
  return executable === real || executable.startsWith(`${lent}/`) ? [lent] : [lent, executable]
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
