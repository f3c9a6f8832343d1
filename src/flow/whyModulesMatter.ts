import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { ChangedFile } from '../source/documentable.ts'

/** Of a package, without what is within it. */
const PACKAGE = /^(?:@[\w.~-]+\/)?[\w.~-]+(?=\/|$)/
/** What a package is asked for by, and fields that look so and ask for none. */
const VERSION = /^(?:[\d^~<>=*vx]|npm:|catalog:|latest|next|https?:|git)/
const FIELD = /^(?:version|node|npm|yarn|pnpm|bun)$/

/**
 * Why a module that a change of types names for the first time in its file may be another file of this repository, outside of the
 * folder of sources: then the compiler's root moves, and with it the place of all it writes. A setting can give files any name, so that
 * only packages that are installed from elsewhere are none.
 * @returns the reason, or null where no such module is named.
 */
export async function whyModulesMatter(
  repo: Repository,
  tree: Oid,
  files: ChangedFile[],
): Promise<string | null> {
  const { newlyNamedModules } = await import('../source/namedModules.ts')
  const named = new Map(
    files.flatMap(file => newlyNamedModules(file).map(name => [name, file.path] as const)),
  )
  if (!named.size) return null
  const known = await installed(repo, tree)
  for (const [module, path] of named) {
    const name = PACKAGE.exec(module)?.[0]
    if (name === undefined || !known(name))
      return `${path}: types from ${JSON.stringify(module)}, which is no package from elsewhere in a package.json`
  }
  return null
}

/** Which packages the package.json files of a tree ask for and none of them is. */
async function installed(repo: Repository, tree: Oid): Promise<(name: string) => boolean> {
  const args = [
    'grep',
    '-h',
    '--text',
    '--no-recurse-submodules',
    '-E',
    '"[^"]+"[[:space:]]*:[[:space:]]*"',
    tree,
  ]
  const options = { accept: [1], env: { GIT_LITERAL_PATHSPECS: '0' } }
  const { stdout } = await repo.run([...args, '--', 'package.json', '*/package.json'], options)
  const fields = Array.from(stdout.toString('utf8').matchAll(/"([^"]+)"\s*:\s*"([^"]*)"/g))
  const isOwn = (value: string) => /^(?:workspace|link|file|portal):|^\.{0,2}\//.test(value)
  const own = new Set(
    fields.flatMap(([, key, value]) => (key === 'name' ? [value!] : isOwn(value!) ? [key!] : [])),
  )
  const asked = new Set(
    fields.flatMap(([, key, value]) => (VERSION.test(value!) && !FIELD.test(key!) ? [key!] : [])),
  )
  const typed = (name: string) => `@types/${name.replace(/^@(.+)\//, '$1__')}`
  return name => !own.has(name) && (asked.has(name) || asked.has(typed(name)))
}
