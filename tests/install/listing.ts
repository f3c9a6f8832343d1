import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Every path under a directory with kind, mode and content, but for git's own objects, index and logs. */
export function listing(dir: string, under = ''): string[] {
  return readdirSync(join(dir, under))
    .sort()
    .flatMap(name => {
      const path = join(under, name)
      if (/(^|\/)(objects|logs|index|COMMIT_EDITMSG|ORIG_HEAD)$/.test(path)) return []
      const stat = lstatSync(join(dir, path))
      const mode = (stat.mode & 0o7777).toString(8)
      if (stat.isDirectory()) return [`${path}/ ${mode}`, ...listing(dir, path)]
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(dir, path))}`]
      return [`${path} ${mode} ${readFileSync(join(dir, path)).toString('latin1')}`]
    })
}
