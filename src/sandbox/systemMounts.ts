import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Programs and libraries; where /bin is a link into /usr it stays one. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store']

/** What programs need of /etc to start: nothing in it is a secret or this machine's own. */
const ETC = [
  'alternatives',
  'ld.so.cache',
  'localtime',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'ssl/openssl.cnf',
  'timezone',
].map(name => join('/etc', name))

/** What the machine lends to every sandbox: arguments, and files to be copied into it. */
export type SystemMounts = { args: string[]; files: string[] }

/**
 * The machine's programs, read-only, and nothing of its users. Each mount costs a sandbox that starts a look through
 * the list of all mounts, so that links are made and files copied instead.
 */
export function systemMounts(): SystemMounts {
  const mounts: SystemMounts = { args: [], files: [] }
  for (const path of SYSTEM) {
    if (!existsSync(path)) continue
    if (lstatSync(path).isSymbolicLink()) mounts.args.push('--symlink', readlinkSync(path), path)
    else mounts.args.push('--ro-bind', path, path)
  }
  for (const path of ETC) {
    if (!existsSync(path)) continue
    // Straight to where it leads: links on the way may stand where the sandbox has nothing.
    if (lstatSync(path).isSymbolicLink() && isSystem(realpathSync(path)))
      mounts.args.push('--symlink', realpathSync(path), path)
    else if (statSync(path).isFile()) mounts.files.push(path)
    else mounts.args.push('--ro-bind', path, path)
  }
  return mounts
}

function isSystem(path: string): boolean {
  return SYSTEM.some(folder => path.startsWith(`${folder}/`))
}

/**
 * Where Node itself is installed, when that is not among the system's folders (nvm, a prefix of its
 * own). A prefix that holds the user's home is not lent: then the program alone is.
 */
export function nodeFolders(executable = process.execPath, home = homedir()): string[] {
  const real = realpathSync(executable)
  if (isSystem(real)) return []
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
