import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | undefined

/** Where this package lies: the same from the sources and from the built files. */
export function packageRoot(): string {
  if (found) return found
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'package.json')) || !existsSync(join(dir, 'policies'))) {
    const up = dirname(dir)
    if (up === dir) throw new Error('the package of git-improver is not complete: policies/ is missing')
    dir = up
  }
  found = dir
  return dir
}

/** The texts of the presets that ship with the package, by name (`recommended@1`). */
export function presetTexts(): Record<string, string> {
  const dir = join(packageRoot(), 'policies')
  const names = readdirSync(dir).filter(name => name.endsWith('.yaml'))
  return Object.fromEntries(
    names.map(name => [name.replace(/\.yaml$/, ''), readFileSync(join(dir, name), 'utf8')]),
  )
}

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string })
    .version
}
