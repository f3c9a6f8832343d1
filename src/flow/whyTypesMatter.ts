import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

/** Files in which a decorator or an enum can stand. */
const SCRIPTS = ['*.ts', '*.tsx', '*.mts', '*.cts']
/** Files in which one can stand beside styles. */
const COMPONENTS = ['*.vue', '*.svelte', '*.astro']
/** What begins a line of a style sheet, and is no decorator that anybody has. */
const AT_RULE =
  '^[[:space:]]*@(media|supports|keyframes|font-face|layer|container|import|charset|apply|include|use|tailwind|screen)([[:space:](]|$)'
const NAME = '[[:alpha:]_$][[:alnum:]_$.:-]*'
/**
 * A decorator at the start of a line or behind a bracket or comma, with no comment or string before it. No `=` follows its name, as it
 * does where a template of Vue listens to an event.
 */
const DECORATOR = `^([^*/'"\`]*[[:space:](,])?@(\\(|${NAME}([^[:alnum:]_$.:=-]|$))`
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
  const anywhere = ['-e', DECORATOR, '--or', '-e', CONST_ENUM]
  const besideStyles = ['(', '-e', DECORATOR, '--and', '--not', '-e', AT_RULE, ')', '--or', '-e', CONST_ENUM]
  const found =
    (await firstPlace(repo, tree, anywhere, SCRIPTS)) ??
    (await firstPlace(repo, tree, besideStyles, COMPONENTS))
  return found === null
    ? null
    : `${found}: a decorator or constant enum, for which types of other files can matter`
}

/** The first line that fits, as `path:line`. */
async function firstPlace(
  repo: Repository,
  tree: Oid,
  expression: string[],
  globs: string[],
): Promise<string | null> {
  // Globs are what is asked for here.
  const options = { accept: [1], env: { GIT_LITERAL_PATHSPECS: '0' } }
  const { stdout } = await repo.run(['grep', ...FLAGS, ...expression, tree, '--', ...globs], options)
  const [place, line] = stdout.toString('utf8').split('\0')
  return place ? `${place.slice(place.indexOf(':') + 1)}:${line ?? 1}` : null
}
