import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { namedReader, TYPE_READERS } from '../source/typeReaders.ts'

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
/** A line of a doc comment whose lines begin with no star: nobody has decorators of these names, and those would have brackets. */
const TAG = '^[[:space:]]*@(example|param|returns?|throws|remarks|typeParam)([[:space:]]|$)'
const CONST_ENUM = '(^|[^[:alnum:]_$])const[[:space:]]+enum[[:space:]]'
/** Macros of Vue, which make a check of each property of the types that they are given, and what React Native makes native code by. */
const MACRO = `(^|[^[:alnum:]_$.])(define(Props|Emits|Model|Prop|Emit)[[:space:]]*(<|$)|withDefaults[[:space:]]*[(])`
const NATIVE = '(^|[^[:alnum:]_$.])(codegenNativeComponent|TurboModuleRegistry)([^[:alnum:]_$]|$)'
/** A package that reads types: imported or a dependency, or by a command in a script. */
const QUOTED = `["']${namedReader(TYPE_READERS)}["']`
const COMMAND = `: *"([^"]* )?${namedReader(TYPE_READERS)}[" ]`
const READERS = ['--or', '-e', MACRO, '--or', '-e', NATIVE, '--or', '-e', QUOTED]
/** What one of these is known by in the line where it was found. */
const IS_READER = new RegExp(
  `(^|[^\\w-])(${TYPE_READERS})|define(Props|Emit|Model)|withDefaults|codegenNative|TurboModule`,
)
/** Files that say what a repository uses. */
const MANIFESTS = ['*package.json', '*tsconfig*.json', '*deno.json*']
/** The first place is enough. */
const FLAGS = ['-n', '-z', '--text', '--no-recurse-submodules', '-m', '1', '-E']

/**
 * Why a change of types may be one of the program all the same. With `emitDecoratorMetadata` a decorator gets the types
 * of what it stands at as values, and the members of a constant enum are written in where a type leads to one; both
 * types can be named in any other file. A setting may come from a package, which is not here to be asked, so that one
 * of them anywhere in the tree is enough. So is what makes a program of types, as it may be given those of any file.
 * @returns the reason with the first place, or null where there is none.
 */
export async function whyTypesMatter(repo: Repository, tree: Oid): Promise<string | null> {
  const without = (other: string) => [
    '(',
    '-e',
    DECORATOR,
    '--and',
    '--not',
    '-e',
    other,
    ')',
    '--or',
    '-e',
    CONST_ENUM,
  ]
  const anywhere = [...without(TAG), ...READERS]
  const besideStyles = without(AT_RULE)
  const found =
    (await firstPlace(repo, tree, anywhere, SCRIPTS)) ??
    (await firstPlace(
      repo,
      tree,
      [...besideStyles, ...READERS, '--or', '-e', COMMAND],
      [...COMPONENTS, ...MANIFESTS],
    ))
  if (found === null) return null
  const what = IS_READER.test(found.text)
    ? 'what makes a program of types, which those of other files can be given to'
    : 'a decorator or constant enum, for which types of other files can matter'
  return `${found.place}: ${what}`
}

/** The first line that fits, and its place as `path:line`. */
async function firstPlace(
  repo: Repository,
  tree: Oid,
  expression: string[],
  globs: string[],
): Promise<{ place: string; text: string } | null> {
  // Globs are what is asked for here.
  const options = { accept: [1], env: { GIT_LITERAL_PATHSPECS: '0' } }
  const { stdout } = await repo.run(['grep', ...FLAGS, ...expression, tree, '--', ...globs], options)
  const [place, line, text = ''] = stdout.toString('utf8').split('\0')
  return place
    ? { place: `${place.slice(place.indexOf(':') + 1)}:${line ?? 1}`, text: text.split('\n', 1)[0]! }
    : null
}
