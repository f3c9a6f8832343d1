import { types } from 'node:util'
import type { Script, TrialStep } from '../../model/trial.ts'
import { type Acquaintances, describeValue } from '../values/describeValue.ts'
import type { Outlook } from '../values/outlook.ts'
import { type Thawing, thaw } from '../values/thaw.ts'
import { isIterated, iterate } from './iterate.ts'
import type { Keeper } from './keeper.ts'
import { passTime } from './passTime.ts'
import { isThenable, perform } from './perform.ts'
import type { Stage } from './stage.ts'

const realImmediate = setImmediate

/** How often the clock is moved for a promise. */
const MOST_TURNS = 80

/** One script under way: what it has come to, and what was seen, in the order in which it happened. */
export type Act = {
  /** Whether each promise is waited for, and each iterator taken to its end. */
  waits: boolean
  results: unknown[]
  /** Objects that were handed over. */
  given: object[]
  /** Promises that are under way, by the step that gave them. */
  awaited: Set<number>
  say(line: string): void
  /**
   * Says how a step's promise ended. Which of several was the first by one time of the clock is nobody's business, and chance where
   * other threads work for them: they are told by their steps, once the clock moves or something else is said.
   */
  settle(at: number, find: () => string): void
  /** Lets the next timer come. */
  moveClock(): Promise<void>
  describe(value: unknown): string
  stage: Stage
  keeper: Keeper | undefined
}

/**
 * Runs a script on a module and says all that a caller could see: what each step gives or throws; its arguments and its
 * object afterwards; what functions that it was handed were called with, when and on what; what promises settle to, what
 * iterators give, by a clock that is moved; what was printed; and at the end all results and arguments once more, since a
 * later call or turn may have altered them.
 */
export async function runScript(
  module: unknown,
  script: Script,
  stage: Stage,
  outlook: Outlook,
  keeper?: Keeper,
): Promise<string> {
  const known = { met: new Map<object, number>(), ...outlook }
  const results: unknown[] = []
  const describe = (value: unknown) => describeValue(value, known)
  const started = stage.clock.now
  const when = () => (stage.clock.now === started ? '' : ` @${stage.clock.now - started}`)
  const settled: { at: number; when: string; find(): string }[] = []
  let isOver = false
  const tell = () => {
    // What comes later is not what the next script did.
    if (isOver) settled.length = 0
    for (const one of settled.splice(0).sort((a, b) => a.at - b.at))
      stage.hear(`${one.at}: ${one.find()}${one.when}`)
  }
  const say = (line: string) => {
    if (isOver) return
    tell()
    stage.hear(line + when())
  }
  const act: Act = {
    waits: script.waits,
    results,
    given: [],
    awaited: new Set(),
    say,
    settle(at, find) {
      settled.push({ at, when: when(), find })
    },
    async moveClock() {
      tell()
      await stage.clock.nextAsync()
    },
    describe,
    stage,
    keeper,
  }
  const around: Thawing = {
    result: step => results[step],
    called(number, self, args) {
      say(`  f${number}(${args.map(describe).join(', ')})${sayHolder(self, known, describe)}`)
    },
    // With acquaintances of its own: what was met before must not decide an answer.
    describe: args => args.map(one => describeValue(one, { met: new Map(), ...outlook })).join(', '),
    functions: 0,
  }
  for (const [at, step] of script.steps.entries()) {
    const taken = takeStep(act, module, step, at, around)
    // Without a turn where none is needed: how many turns a promise takes is nobody's business.
    if (taken) await taken
    if (script.waits) await settle(act)
  }
  await settle(act)
  await letTimePass(act)
  say(
    `in the end ${describe(results)}${act.given.length ? ` with ${act.given.map(describe).join(', ')}` : ''}`,
  )
  isOver = true
  keeper?.end()
  return stage.take().join('\n')
}

/**
 * On what a function is called, in words. Whoever calls `list[at](value)` hands over the list without meaning to: what a list of
 * functions that the caller never saw has besides them is its own business.
 */
function sayHolder(self: unknown, { met }: Acquaintances, describe: (value: unknown) => string): string {
  if (self === undefined || self === globalThis) return ''
  const isList = Array.isArray(self) && !met.has(self) && self.every(one => typeof one === 'function')
  return ` on ${isList ? 'a list of functions' : describe(self)}`
}

function takeStep(
  act: Act,
  module: unknown,
  step: TrialStep,
  at: number,
  around: Thawing,
): Promise<void> | undefined {
  const { say, describe, results, keeper } = act
  const args = step.args.map(one => thaw(one, around)) as object[]
  const on = step.on === undefined ? undefined : thaw(step.on, around)
  keeper?.begin(at, args)
  act.given.push(...[...args, on].filter((one): one is object => typeof one === 'object' && one !== null))
  const self = step.of === null ? module : results[step.of]
  const look = () => {
    if (args.length) say(`  with ${args.map(describe).join(', ')}`)
    if (step.on !== undefined) say(`  on ${describe(on)}`)
    if (step.of !== null) say(`  of ${describe(self)}`)
  }
  try {
    const value = perform(self, step, args, on)
    results[at] = value
    keeper?.gives(at, value)
    if (isThenable(value)) follow(act, value, at)
    else {
      say(`${at}: ${describe(value)}`)
      if (isIterated(value)) return iterate(act, value, at).then(look)
    }
  } catch (error) {
    keeper?.throws(at, error)
    say(`${at}: throws ${describe(error)}`)
  }
  look()
  return undefined
}

/** Says what a promise settles to, when it does. */
function follow(act: Act, promise: PromiseLike<unknown>, at: number): void {
  act.say(`${at}: a ${types.isPromise(promise) ? 'promise' : 'thenable'}`)
  act.awaited.add(at)
  promise.then(
    async value => {
      act.keeper?.settles(at, value)
      act.settle(at, () => `gives ${act.describe(value)}`)
      // Later steps go on with what the promise gave, as a caller would.
      act.results[at] = value
      if (isIterated(value)) await iterate(act, value, at)
      act.awaited.delete(at)
    },
    error => {
      act.keeper?.refuses(at, error)
      act.settle(at, () => `refuses ${act.describe(error)}`)
      act.results[at] = undefined
      act.awaited.delete(at)
    },
  )
}

/** Lets time pass until all promises are settled, and says which nothing settles. */
async function settle(act: Act): Promise<void> {
  const { awaited, say } = act
  await passTime(act, () => awaited.size === 0, MOST_TURNS)
  if (!awaited.size) return
  say(`never settled: ${[...awaited].join(', ')}`)
  awaited.clear()
}

/** Lets what was put off happen, for a while: intervals have no end. */
async function letTimePass({ stage, moveClock }: Act): Promise<void> {
  await new Promise(done => realImmediate(done))
  for (let turn = 0; turn < 20 && stage.clock.countTimers() > 0; turn++) await moveClock()
  await new Promise(done => realImmediate(done))
}
