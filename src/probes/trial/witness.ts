import { readFileSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Frozen } from '../../model/frozen.ts'
import type { Answer, Asked, Ended, Script, TrialStep, Witness } from '../../model/trial.ts'
import { describeValue, messageOf } from '../values/describeValue.ts'
import { outlookOn } from '../values/outlook.ts'
import { watchErrors } from '../values/ownErrors.ts'
import { type Thawing, thaw } from '../values/thaw.ts'
import { ask, told } from './ask.ts'
import { isThenable, perform } from './perform.ts'

/**
 * Runs one script on a bundle as a test would, and prints what of it a test could state, as the last line. What never settles is waited for
 * until whoever started it has enough.
 */
const write = (words: Witness) => writeSync(1, `\n${JSON.stringify(words)}\n`)
const exit = process.exit.bind(process)

const { file, script } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  file: string
  script: Script
}
watchErrors()
const module = ((await import(pathToFileURL(file).href)) as { default: unknown }).default
write(await witness(module, script))
exit(0)

async function witness(module: unknown, { steps, waits }: Script): Promise<Witness> {
  const outlook = outlookOn(module, [])
  const classes = Object.entries(module as object).filter(([, one]) => isClass(one))
  const ended: Ended[] = []
  const answers: Answer[] = []
  const chosen: Witness['chosen'] = []
  const results: unknown[] = []
  /** By the names that they have in a test. */
  const values = new Map<string, unknown>()
  const handed = new Map<number, number>()
  const [calls, selves]: [unknown[], unknown[]] = [[], []]
  const around: Thawing = {
    result: step => results[step],
    called(number, self, args) {
      if (!handed.has(number)) return
      calls.push([`f${handed.get(number)}`, ...args])
      selves.push(self)
    },
    chose: (number, args, answer) => chosen.push({ by: handed.get(number) ?? -1, args: told(args), answer }),
    describe: args => args.map(one => describeValue(one, { met: new Map(), ...outlook })).join(', '),
    functions: 0,
  }
  const askOf = async (at: number, name: string) => {
    const value = values.get(name)
    if (isThenable(value)) answers.push({ at, name, asked: 'isPromise', answer: value instanceof Promise })
    else for (const one of await ask(value, classes)) answers.push({ at, name, ...one })
    for (const [other, same] of values)
      if (other < name && typeof value === 'object' && value !== null && typeof same === 'object')
        answers.push({ at, name, asked: `is ${other}` as Asked, answer: same === value })
  }
  /** Without a turn: what a caller does not wait for goes on meanwhile. */
  const takeStep = (step: TrialStep, at: number) => {
    const from = around.functions
    const args = step.args.map(one => thaw(one, around))
    const on = step.on === undefined ? undefined : thaw(step.on, around)
    for (let number = from; number < around.functions; number++) handed.set(number, handed.size)
    for (const [place, value] of args.entries()) values.set(`a${at}_${place}`, value)
    if (step.on !== undefined) values.set(`on${at}`, on)
    try {
      const value = perform(step.of === null ? module : results[step.of], step, args, on)
      results[at] = value
      values.set(isThenable(value) ? `p${at}` : `r${at}`, value)
      ended[at] = { how: isThenable(value) ? 'settles' : 'gives' }
    } catch (error) {
      ended[at] = { how: 'throws', ...errorSeen(error) }
    }
  }
  const settle = async (at: number) => {
    if (ended[at]?.how !== 'settles') return
    try {
      results[at] = await results[at]
      values.set(`r${at}`, results[at])
    } catch (error) {
      results[at] = undefined
      ended[at] = { how: 'refuses', ...errorSeen(error) }
    }
  }
  for (const [at, step] of steps.entries()) {
    takeStep(step, at)
    if (!waits) continue
    await settle(at)
    const own = [`p${at}`, `r${at}`, ...step.args.map((_, place) => `a${at}_${place}`), `on${at}`]
    for (const name of [...own, `r${step.of}`]) if (values.has(name)) await askOf(at, name)
  }
  if (!waits) for (const at of steps.keys()) await settle(at)
  values.set('calls', handed.size > 1 ? calls : calls.map(one => (one as unknown[]).slice(1)))
  values.set('selves', selves)
  for (const name of values.keys()) await askOf(steps.length, name)
  await new Promise(done => setImmediate(done))
  values.set('calls', handed.size > 1 ? calls : calls.map(one => (one as unknown[]).slice(1)))
  for (const name of values.keys()) await askOf(steps.length + 1, name)
  return { steps: ended, answers, chosen }
}

function errorSeen(
  error: unknown,
): { error: { name: string; message: string | null; more: [string, Frozen][] } } | { thrown: Frozen | null } {
  if (!(error instanceof Error)) return { thrown: told(error) }
  const engine = messageOf(error) === "<the engine's words>"
  const more = Object.entries(error)
    .filter(([key]) => key !== 'name' && key !== 'message' && key !== 'stack')
    .flatMap(([key, value]): [string, Frozen][] => {
      const one = told(value)
      return one === null && value !== null ? [] : [[key, one]]
    })
  return { error: { name: String(error.name), message: engine ? null : String(error.message), more } }
}

function isClass(one: unknown): boolean {
  return typeof one === 'function' && typeof one.prototype === 'object' && one.prototype !== null
}
