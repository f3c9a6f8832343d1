import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Candidate } from '../../model/check.ts'
import type { Script, Witness } from '../../model/trial.ts'
import type { CheckContext } from '../check.ts'
import { runIn } from '../runIn.ts'
import type { Counterexample } from './compareSides.ts'
import type { Subject } from './findSubjects.ts'
import { Unsayable } from './sayExactly.ts'
import { sayScript } from './sayScript.ts'
import type { TrialBench } from './trialBench.ts'
import { differences, writeTest } from './writeTest.ts'

/** So many tests are tried before it is said that there is none. */
const MOST_TRIED = 8
/** However long the calls take: who waits for a test for longer than this does not want it. */
const PATIENT_MS = 10_000

/**
 * A test that holds before a change and fails after it, for a file beside the module. It was run on both sides, and did so: where there is
 * no such test, as of what comes too late or behind other calls, the text says so and has the calls, and what they showed, in comments.
 */
export async function readyTest(
  bench: TrialBench,
  candidate: Candidate,
  context: CheckContext,
  { module }: Pick<Subject, 'module'>,
  example: Counterexample,
): Promise<string> {
  const { script, alone } = example
  const isSaid = script.steps.length > 0 && alone
  const text = isSaid ? await findTest(bench, candidate, context, module, script) : null
  return text ?? inComments(module, example)
}

async function findTest(
  bench: TrialBench,
  candidate: Candidate,
  context: CheckContext,
  module: string,
  script: Script,
): Promise<string | null> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'git-improver-ready-'))
  const limits = { ...context.limits, timeoutMs: Math.min(PATIENT_MS, context.limits.timeoutMs) }
  const lent = { ...context, limits, readable: [...context.readable, context.probes, folder] }
  const files = {
    base: join(candidate.base, await bench.file('base')),
    head: join(candidate.head, await bench.file('head')),
  }
  const run = async (side: 'base' | 'head', program: string, ...words: string[]) =>
    runIn(candidate[side], [process.execPath, program, ...words], lent, { writable: false })

  const witness = async (side: 'base' | 'head'): Promise<Witness | null> => {
    const plan = join(folder, `${side}.json`)
    await writeFile(plan, JSON.stringify({ file: files[side], script }))
    const { code, stdout } = await run(side, join(context.probes, 'witness.js'), plan)
    return code === 0 ? readWitness(stdout) : null
  }
  /** Whether a test holds on a side; null where it came to no end. */
  const holds = async (side: 'base' | 'head', text: string): Promise<boolean | null> => {
    const file = join(folder, `${side}.mjs`)
    const from = JSON.stringify(pathToFileURL(files[side]).href)
    await writeFile(
      file,
      text.replace(/^import \* as module from .*$/m, () => `import module from ${from}`),
    )
    const { code, ended } = await run(side, file)
    return ended === 'exit' ? code === 0 : null
  }
  try {
    const base = await witness('base')
    const head = base && (await witness('head'))
    if (base === null || head === null) return null
    for (const point of differences(base, head).slice(0, MOST_TRIED)) {
      const text = textOf(() => writeTest(module, script, base, head, point))
      if (text !== null && (await holds('base', text)) === true && (await holds('head', text)) === false)
        return text
    }
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function textOf(write: () => string): string | null {
  try {
    return write()
  } catch (error) {
    if (error instanceof Unsayable) return null
    throw error
  }
}

/** It stands in the last line, behind all that the module itself said. */
function readWitness(stdout: string): Witness | null {
  try {
    const words = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Witness
    return Array.isArray(words.steps) && Array.isArray(words.answers) && Array.isArray(words.chosen)
      ? words
      : null
  } catch {
    return null
  }
}

function inComments(module: string, { script, before, after, alone }: Counterexample): string {
  const quote = (text: string) => text.split('\n').map(line => `//   ${line}`)
  return [
    `// This is no test: what ${module} does otherwise could not be stated as one that passes before the change and fails after it.`,
    `// The calls${alone ? '' : ', which show it only behind others'}:`,
    ...quote(sayScript(script).replaceAll('\r', '\\r')),
    '// Before the change:',
    ...quote(before),
    '// After it:',
    ...quote(after),
    '',
  ].join('\n')
}
