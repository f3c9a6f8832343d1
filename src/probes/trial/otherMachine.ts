import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import { dirname } from 'node:path'

/**
 * Makes this process look as if it ran on another machine and in another folder: what comes of either is no result that a test could
 * state. The folder is the one that the tree stands in.
 */
export function seemElsewhere(tree: string): void {
  process.chdir(dirname(tree))
  const told = {
    arch: () => 'elsewhere',
    availableParallelism: () => 97,
    cpus: () => [],
    freemem: () => 97,
    homedir: () => '/elsewhere',
    hostname: () => 'elsewhere',
    networkInterfaces: () => ({}),
    platform: () => 'win32',
    release: () => '0.0.97',
    tmpdir: () => '/elsewhere/tmp',
    totalmem: () => 97,
    type: () => 'Elsewhere',
    userInfo: () => ({ uid: 97, gid: 97, username: 'elsewhere', homedir: '/elsewhere', shell: null }),
    version: () => '0.0.97',
  }
  Object.assign(os, told)
  const own = { platform: 'win32', arch: 'elsewhere', version: 'v97.0.0' }
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(process, name, { value, configurable: true })
  syncBuiltinESMExports()
}
