import { type Clock, install } from '@sinonjs/fake-timers'

/** What surrounds the code under trial: a clock that stands until it is moved, and a listener for all that is said aloud. */
export type Stage = {
  clock: Clock
  /** Ends the script's acts and gives what was heard since the last time. */
  take(): string[]
  /** Notes what happened. */
  hear(line: string): void
  /** Words that no other process has, for what may look the same twice by chance, and then like a difference. */
  unlike(what: string): string
}

export const START = Date.UTC(2024, 1, 29, 12, 34, 56, 789)

/**
 * Sets the stage, before the module is loaded: what it keeps of the globals is then the stage's.
 * @param describe words for values; asked with what is printed. @param start when it begins.
 */
export function setStage(describe: (values: unknown[]) => string, start = START): Stage {
  let heard: string[] = []
  const hear = (line: string) => {
    // A loop that prints must not fill the memory.
    if (heard.length < 2_000) heard.push(line)
  }
  const clock = install({
    now: start,
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'Date',
      'performance',
    ],
    loopLimit: 1_000,
    ignoreMissingTimers: true,
  })
  for (const name of Object.keys(console) as (keyof Console)[])
    if (typeof console[name] === 'function')
      Object.assign(console, { [name]: (...args: unknown[]) => hear(`console.${name} ${describe(args)}`) })
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = ((text: unknown) => {
      hear(`${stream} ${describe([String(text)])}`)
      return true
    }) as typeof process.stdout.write
  process.exit = ((code?: number) => {
    hear(`process.exit(${code ?? ''})`)
    throw new Exit()
  }) as typeof process.exit
  process.on('uncaughtException', error => {
    if (!(error instanceof Exit)) hear(`uncaught ${describe([error])}`)
  })
  process.on('unhandledRejection', reason => {
    if (!(reason instanceof Exit)) hear(`unhandled ${describe([reason])}`)
  })
  const unlike = (what: string) => `${what} of ${process.pid} at ${process.hrtime.bigint()}`
  const chance = watchChance(unlike('chance'))
  const surroundings = watchSurroundings()
  return {
    clock,
    hear,
    unlike,
    take() {
      for (const line of [...surroundings(), ...chance()]) hear(line)
      clock.reset()
      const all = heard
      heard = []
      return all
    },
  }
}

/** Tells that chance was asked: what comes once in a hundred times would else look the same twice. */
function watchChance(own: string): () => string[] {
  const { random } = Math
  let asked = false
  Math.random = () => {
    asked = true
    return random()
  }
  return () => {
    const lines = asked ? [own] : []
    asked = false
    return lines
  }
}

/** Thrown where the code wanted the process to end, so that it does not go on. */
class Exit extends Error {}

/** Tells what was changed in the environment, the globals and the built-in prototypes since it was last asked. */
function watchSurroundings(): () => string[] {
  const watched = [
    watchNames('globalThis', globalThis),
    watchNames('Object.prototype', Object.prototype),
    watchNames('Array.prototype', Array.prototype),
    watchNames('String.prototype', String.prototype),
    watchNames('Function.prototype', Function.prototype),
  ]
  let before = { ...process.env }
  return () => {
    const after = { ...process.env }
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    const lines = names
      .filter(name => before[name] !== after[name])
      .map(name => `process.env.${name} is ${after[name]}`)
    before = after
    return [...lines, ...watched.flatMap(look => look())]
  }
}

/** It is asked after every script and finds nothing new but once in a thousand, so that looking has to be cheap. */
function watchNames(place: string, object: object): () => string[] {
  let before = Reflect.ownKeys(object)
  return () => {
    const after = Reflect.ownKeys(object)
    if (after.length === before.length && after.every((name, at) => name === before[at])) return []
    const [was, is] = [new Set(before), new Set(after)]
    const fresh = after.filter(name => !was.has(name)).map(name => `${place}.${String(name)} is there`)
    const gone = before.filter(name => !is.has(name)).map(name => `${place}.${String(name)} is undefined`)
    before = after
    return [...fresh, ...gone].sort()
  }
}
