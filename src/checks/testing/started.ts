import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Path } from '../../model/change.ts'

/** How a runner was started in a run that was asked for a report. `<tree>` stands for the folder of the tree. */
export type Started = { runner: string; execArgv: string[]; argv: string[]; cwd: string }

export function readStarted(folder: string, tree: string): Started[] {
  return readdirSync(folder)
    .filter(name => /^started-\d+\.json$/.test(name))
    .flatMap(name => {
      try {
        return [JSON.parse(readFileSync(join(folder, name), 'utf8').replaceAll(tree, '<tree>')) as Started]
      } catch {
        return []
      }
    })
}

/** The programs of the tree that came to their end by themselves, one for each process, where that was watched. */
export function readEnded(folder: string, tree: string): Path[] {
  const all = readdirSync(folder).filter(name => /^ended-\d+$/.test(name))
  const mains = all.map(name => readFileSync(join(folder, name), 'utf8'))
  return mains.flatMap(main => (main.startsWith(`${tree}/`) ? main.slice(tree.length + 1) : [])).sort()
}

/** Options that take no value: a word after one of them is a filter. */
const BARE = /^(?:--no-.+|--run|--passWithNoTests|--ci|--runInBand|-i)$/
/** Options of vitest and jest alike that take one, which is the word after them. After any other it may be a filter or a value. */
const VALUED =
  /^(?:-c|--config|-t|--testNamePattern|--testTimeout|--project|--root|--rootDir|--dir|--reporter|--environment|--env|--pool|--maxWorkers|--minWorkers)$/

/**
 * The command that runs only some of the test files, as the runner itself was started, or null where that can't be
 * said: for several runners, or one whose words can't be told from the values of its options. Filters that were given
 * give way to the files: those were found under them.
 * @param all every test file. @returns as it is inside of `<tree>`.
 */
export function commandFor(
  started: Started[],
  files: Path[],
  all: Path[],
): { command: string[]; cwd: string } | null {
  const [one, more] = started
  if (!one || more) return null
  const { runner, execArgv, argv, cwd } = one
  const at = (path: Path) => `<tree>/${path}`
  const own = [process.execPath, ...execArgv]
  if (runner === 'node') return { command: [...own, ...files.map(at)], cwd }
  if (runner === 'mocha') {
    const rest = all.filter(path => !files.includes(path))
    // mocha compares the words, and finds files by relative paths.
    const ignored = rest.flatMap(path => [at(path), relative(cwd, at(path))])
    return { command: [...own, ...argv, ...ignored.map(path => `--ignore=${path}`)], cwd }
  }
  const [script, ...words] = argv
  const isRun = runner === 'vitest' && words[0] === 'run'
  // The other words that vitest can begin with are commands of their own.
  if (runner === 'vitest' && !isRun && words[0] !== undefined && !words[0].startsWith('-')) return null
  const options = withoutFilters(isRun ? words.slice(1) : words)
  if (script === undefined || options === null) return null
  const named = [...(runner === 'jest' ? ['--runTestsByPath'] : []), ...files.map(at)]
  if (runner === 'vitest' || runner === 'jest')
    return { command: [...own, script, ...(isRun ? ['run'] : []), ...options, ...named], cwd }
  return null
}

/** Null where a word may be the value of an option. */
function withoutFilters(words: string[]): string[] | null {
  if (words.includes('--')) return null
  const kept: string[] = []
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? ''
    if (word.startsWith('-') || VALUED.test(before)) kept.push(word)
    else if (before.startsWith('-') && !isFlag(before)) return null
  }
  return kept
}

const isFlag = (option: string) => BARE.test(option) || option.includes('=')

/**
 * The same for files that are not there yet: ava and tap take them by their names as well, though they name no tests by them.
 * @param all every test file, the new ones among them.
 */
export function commandForNew(
  started: Started[],
  files: Path[],
  all: Path[],
): { command: string[]; cwd: string } | null {
  const [one, more] = started
  const takes = one && !more && /^(?:ava|tap)$/.test(one.runner)
  if (!takes || one.argv.slice(1).some(word => !word.startsWith('-'))) return commandFor(started, files, all)
  const names = files.map(path => relative(one.cwd, `<tree>/${path}`))
  return { command: [process.execPath, ...one.execArgv, ...one.argv, ...names], cwd: one.cwd }
}
