import type { Path } from '../../model/change.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'

/** Programs that run tests, at the start of a command. */
const RUNNER =
  /^(?:[A-Z_]+=\S+ )*(?:npx |c8 |nyc |cross-env (?:\S+=\S+ )*)*(?:node\b.* --test\b|node (?:\S+ )*tests?\b|mocha|_mocha|vitest|jest|ava|tap|tape|uvu|tsx --test)\b/

/**
 * The parts of package.json's test script that run tests, without the lint, build and type checks around them: to see what
 * tests hand over, nothing else need run.
 * @param files the test files that matter, for the runners that take some; all are run where there are none.
 * @returns a shell command, or null where no part is known to run tests.
 */
export function runnerCommand(tree: string, files: Path[]): string | null {
  let scripts: Record<string, string>
  try {
    scripts =
      (JSON.parse(readTreeFile(tree, 'package.json') ?? '{}') as { scripts?: Record<string, string> })
        .scripts ?? {}
  } catch {
    return null
  }
  const expand = (name: string, depth: number): string[] =>
    depth > 4
      ? []
      : (scripts[name] ?? '').split('&&').flatMap(part => {
          const [, inner] = /^\s*(?:npm|yarn|pnpm)(?: run)? ([\w:-]+)\s*$/.exec(part) ?? []
          return inner !== undefined && inner in scripts ? expand(inner, depth + 1) : [part.trim()]
        })
  const parts = expand('test', 0).filter(part => RUNNER.test(part))
  return parts.length ? parts.map(part => narrowed(part, files)).join(' ; ') : null
}

/** The same runner on some files, without measuring what they cover. Vitest has to be told not to wait for changes. */
function narrowed(part: string, files: Path[]): string {
  const isSimple = !/[|;<>()`$]/.test(part)
  if (!isSimple || !files.length) return part
  const names = files.map(path => `'${path.replaceAll("'", "'\\''")}'`).join(' ')
  const plain = part.replace(/ (?:run|--run|--watch|--coverage\S*)(?= |$)/g, '')
  if (/\bvitest\b/.test(part)) return `${plain} --run --coverage.enabled=false ${names}`
  if (/\bjest\b/.test(part)) return `${plain} --runTestsByPath ${names}`
  const [, own] = /^(.*\bnode\b.* --test)\b(?: [^-\s]\S*)*$/.exec(part) ?? []
  return own === undefined ? part : `${own} ${names}`
}
