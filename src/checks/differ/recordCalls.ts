import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Path } from '../../model/change.ts'
import { CALLS_FILE, type RecordedCall, TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { scrubbedEnvironment } from '../../sandbox/scrubbedEnvironment.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { withCopy } from '../copyTree.ts'
import { runIn } from '../runIn.ts'
import { startPlugAndPlay } from '../startPlugAndPlay.ts'
import { findTestCommand } from '../testCommand.ts'
import { leadTo } from '../testing/importGraph.ts'
import { isNamesake, testFiles } from '../testing/testFiles.ts'
import { instrumentCalls } from './instrumentCalls.ts'
import { parseModule } from './parseModule.ts'
import { runnerCommand } from './runnerCommand.ts'

const FILE = '.trial-calls.jsonl'
/** However long the tests take, what they hand over in this time must do. */
const RECORDING_MS = 20_000

/**
 * What the repository's own tests call the functions of some modules with, on the base.
 * @returns nothing where there are no tests that can be run, or where the tests do not load the modules in Node's own way.
 */
export async function recordCalls(
  compiler: Compiler,
  base: string,
  context: CheckContext,
  modules: Path[],
): Promise<RecordedCall[]> {
  const found = findTestCommand(base, context.settings.tests)
  if ('none' in found) return []
  return withCopy(base, async copy => {
    for (const module of modules) {
      const text = readTreeFile(copy, module)
      if (text === null) continue
      const file = parseModule(compiler, module, text)
      await writeFile(join(copy, module), instrumentCalls(compiler, module, file, TRIAL_GLOBALS.called))
    }
    const recorder = pathToFileURL(join(context.probes, 'recorder.js')).href
    await rm(join(copy, FILE), { force: true, recursive: true })
    const lent = {
      ...context,
      readable: [...context.readable, context.probes],
      limits: { ...context.limits, timeoutMs: Math.min(RECORDING_MS, context.limits.timeoutMs) },
    }
    const runner =
      context.settings.tests === null ? runnerCommand(base, testsOf(compiler, base, modules)) : null
    const command = runner === null ? found.command : ['/bin/sh', '-c', runner]
    const env = {
      PATH: `${join(copy, 'node_modules/.bin')}:${scrubbedEnvironment('', '').PATH}`,
      NODE_OPTIONS: `--import=${recorder}`,
      [CALLS_FILE]: join(copy, FILE),
    }
    const start = startPlugAndPlay(copy, command, env, context.probes)
    await runIn(copy, start.command, lent, { writable: true, env: start.env })
    return readCalls(join(copy, FILE))
  })
}

const MOST_FILES = 30

/** The test files that lead to some modules, those first that have their names. */
function testsOf(compiler: Compiler, tree: string, modules: Path[]): Path[] {
  const found = leadTo(compiler, tree, testFiles(tree), new Set(modules))
  const isOwn = (path: Path) => modules.some(module => isNamesake(path, module))
  return [...found.filter(isOwn), ...found.filter(path => !isOwn(path))].slice(0, MOST_FILES)
}

/** Written by the repository's own processes: a line that is no call is left out. */
function readCalls(file: string): RecordedCall[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap(line => {
    try {
      const call = JSON.parse(line) as RecordedCall
      const { args, on } = call
      const isCall =
        typeof call.module === 'string' &&
        Number.isInteger(call.site) &&
        Array.isArray(args) &&
        (on === null || typeof on === 'string')
      return isCall ? [call] : []
    } catch {
      return []
    }
  })
}
