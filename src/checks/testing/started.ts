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

/**
 * The command that runs only some of the test files, as the runner itself was started, or null where that can't be
 * said: for several runners, or one that was given names already.
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
  const given = argv.slice(1).filter(word => !word.startsWith('-'))
  if (runner === 'mocha') {
    const rest = all.filter(path => !files.includes(path))
    // mocha compares the words, and finds files by relative paths.
    const ignored = rest.flatMap(path => [at(path), relative(cwd, at(path))])
    return { command: [...own, ...argv, ...ignored.map(path => `--ignore=${path}`)], cwd }
  }
  if (given.some(word => word !== 'run')) return null
  if (runner === 'vitest') return { command: [...own, ...argv, ...files.map(at)], cwd }
  if (runner === 'jest') return { command: [...own, ...argv, '--runTestsByPath', ...files.map(at)], cwd }
  return null
}

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
