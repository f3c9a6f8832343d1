import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

/** Files in which a decorator or an enum can stand. */
const SOURCES = ['*.ts', '*.tsx', '*.mts', '*.cts', '*.vue', '*.svelte', '*.astro']
/** A decorator at the start of a line or behind a bracket or comma, with no comment or string before it. */
const DECORATOR = '^([^*/\'"`]*[[:space:](,])?@[[:alpha:]_$(]'
const CONST_ENUM = '(^|[^[:alnum:]_$])const[[:space:]]+enum[[:space:]]'
/** The first place is enough. */
const FLAGS = ['-n', '-z', '--text', '--no-recurse-submodules', '-m', '1', '-E']

/**
 * Why a change of types may be one of the program all the same. With `emitDecoratorMetadata` a decorator gets the types
 * of what it stands at as values, and the members of a constant enum are written in where a type leads to one; both
 * types can be named in any other file. A setting may come from a package, which is not here to be asked, so that one
 * of them anywhere in the tree is enough.
 * @returns the reason with the first place, or null where there is none.
 */
export async function whyTypesMatter(repo: Repository, tree: Oid): Promise<string | null> {
  const args = ['grep', ...FLAGS, '-e', DECORATOR, '-e', CONST_ENUM, tree, '--', ...SOURCES]
  // Globs are what is asked for here.
  const { stdout } = await repo.run(args, { accept: [1], env: { GIT_LITERAL_PATHSPECS: '0' } })
  const [place, line] = stdout.toString('utf8').split('\0')
  if (!place) return null
  const where = `${place.slice(place.indexOf(':') + 1)}:${line ?? 1}`
  return `${where}: a decorator or constant enum, for which types of other files can matter`
}
