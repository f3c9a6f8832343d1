import { readTreeFile } from '../../sandbox/readTreeFile.ts'

/** Programs that run tests, at the start of a command. */
const RUNNER =
  /^(?:[A-Z_]+=\S+ )*(?:npx |c8 |nyc |cross-env (?:\S+=\S+ )*)*(?:node\b.* --test\b|node (?:\S+ )*tests?\b|mocha|_mocha|vitest|jest|ava|tap|tape|uvu|tsx --test)\b/

/**
 * The parts of package.json's test script that run tests, without the lint, build and type checks around them: to see what
 * tests hand over, nothing else need run.
 * @returns a shell command, or null where no part is known to run tests.
 */
export function runnerCommand(tree: string): string | null {
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
  return parts.length ? parts.join(' ; ') : null
}
