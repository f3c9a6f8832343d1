import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

/** Files in which a decorator can stand. */
const SOURCES = ['*.ts', '*.tsx', '*.mts', '*.cts', '*.vue', '*.svelte', '*.astro']
/** A decorator at the start of a line or behind a bracket or comma, with no comment or string before it. */
const DECORATOR = '^([^*/\'"`]*[[:space:](,])?@[[:alpha:]_$(]'

/**
 * Why a change of types may be one of the program all the same: with `emitDecoratorMetadata` a decorator gets the types
 * of what it stands at as values, and those can be named in any file. A setting may come from a package, which is not
 * here to be asked, so a decorator anywhere in the tree is enough.
 * @returns the reason with the first place, or null where nothing is decorated.
 */
export async function whyTypesMatter(repo: Repository, tree: Oid): Promise<string | null> {
  const args = [
    'grep',
    '-n',
    '-z',
    '--text',
    '--no-recurse-submodules',
    '-m',
    '1',
    '-E',
    '-e',
    DECORATOR,
    tree,
    '--',
  ]
  const { stdout } = await repo.run([...args, ...SOURCES], {
    accept: [1],
    // Globs are what is asked for here.
    env: { GIT_LITERAL_PATHSPECS: '0' },
  })
  const [place, line] = stdout.toString('utf8').split('\0')
  if (!place) return null
  return `${place.slice(place.indexOf(':') + 1)}:${line ?? 1}: a decorator, which can read types of other files`
}
