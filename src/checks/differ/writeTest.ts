import { basename, extname } from 'node:path/posix'
import type { Path } from '../../model/change.ts'
import type { Frozen } from '../../model/frozen.ts'
import type { Answer, Asked, Ended, Script, TrialStep, Witness } from '../../model/trial.ts'
import { openExactly, Unsayable } from './sayExactly.ts'
import { member } from './sayScript.ts'

/** What a test is to state: how a step ends, or what something is then. */
export type Point = { at: number; ends: true } | Answer

/** Where both sides differ in what a test could state, the earliest and plainest first. */
export function differences(base: Witness, head: Witness): Point[] {
  const known = new Map(head.answers.map(one => [keyOf(one), JSON.stringify(one.answer)]))
  const points: Point[] = base.answers.filter(one => {
    const now = known.get(keyOf(one))
    return one.answer !== null && now !== JSON.stringify(one.answer)
  })
  const ends = base.steps.findIndex((one, at) => JSON.stringify(one) !== JSON.stringify(head.steps[at]))
  if (ends < 0) return points
  const before = points.filter(({ at }) => at < ends)
  return [...before, { at: ends, ends: true }, ...points.filter(({ at }) => at >= ends)]
}

const keyOf = ({ at, name, asked }: Answer) => `${at} ${name} ${asked}`

/** The name of a test's file beside a module. */
export function testFileOf(module: Path): Path {
  const end = extname(module)
  return `${module.slice(0, -end.length)}.before.test${end.replace('x', '')}`
}

/**
 * The text of a test that states one thing of what the base does, with all the steps that lead to it.
 * @param base what came of the script there; @param head there too, for what its functions were asked.
 * @throws Unsayable
 */
export function writeTest(
  module: Path,
  { steps, waits }: Script,
  base: Witness,
  head: Witness,
  point: Point,
): string {
  const asks = 'name' in point ? point : null
  const last = Math.min(point.at, steps.length - 1)
  const listens = {
    calls: asks?.name === 'calls',
    selves: asks?.name === 'selves',
    many: JSON.stringify(steps).split('"$":"function"').length > 2,
  }
  const isLater = (of: number) => !waits && base.steps[of]?.how === 'settles'
  const exactly = openExactly([...base.chosen, ...head.chosen], listens, of =>
    isLater(of) ? `p${of}` : `r${of}`,
  )
  const named = new Set(
    asks ? [asks.name, ...(asks.asked.startsWith('is ') ? [asks.asked.slice(3)] : [])] : [],
  )
  for (const one of steps.slice(0, last + 1)) {
    if (one.of !== null) named.add(isLater(one.of) ? `p${one.of}` : `r${one.of}`)
    for (const [, of] of JSON.stringify(one).matchAll(/"\$":"result","of":(\d+)/g))
      named.add(isLater(Number(of)) ? `p${of}` : `r${of}`)
  }
  const lines: string[] = []
  const ends: string[] = []
  for (const [at, step] of steps.slice(0, last + 1).entries()) {
    const end = base.steps[at]
    if (!end) throw new Unsayable('a step that never ended')
    const call = callText(step, at)
    const states = 'ends' in point && at === last
    lines.push(...stepLines(call, at, end, states, step.does === 'set'))
  }
  const turn = point.at > steps.length ? ['await new Promise(done => setImmediate(done))'] : []
  const states = asks ? [stateText(asks)] : []
  const body = [
    ...(exactly.names.length ? [`let ${exactly.names.join(', ')}`] : []),
    ...lines,
    ...ends,
    ...turn,
    ...states,
  ]
  if (listens.calls) body.unshift('const calls = []')
  if (listens.selves) body.unshift('const selves = []')
  return frame(module, body)

  /** What a step does, as an expression; its arguments get names before it where something is stated of them. */
  function callText(step: TrialStep, at: number): string {
    const given = (value: Frozen, name: string) => {
      const text = exactly.say(value)
      if (!named.has(name)) return text
      lines.push(`const ${name} = ${text}`)
      return name
    }
    const args = step.args.map((one, place) => given(one, `a${at}_${place}`))
    const on = step.on === undefined ? null : given(step.on, `on${at}`)
    const holder = step.of === null ? 'module' : isLater(step.of) ? `p${step.of}` : `r${step.of}`
    const place = `${holder}${step.path.map(member).join('')}`
    if (step.does === 'set') return `${place} = ${args[0]}`
    if (step.does === 'read') return place
    if (step.does === 'new') return `new ${place}(${args.join(', ')})`
    return on === null ? `${place}(${args.join(', ')})` : `${place}.call(${[on, ...args].join(', ')})`
  }

  function stepLines(call: string, at: number, end: Ended, states: boolean, sets: boolean): string[] {
    const [p, r] = [`p${at}`, `r${at}`]
    const run = sets ? `() => { ${call} }` : `() => ${call}`
    if (end.how === 'throws') return [`assert.throws(${run}, ${errorText(end)})`]
    if (end.how === 'gives') {
      const value = states ? valueIn(r) : undefined
      if (value !== undefined) return [`assert.deepStrictEqual(${call}, ${exactly.say(value)})`]
      if (states) return [`assert.doesNotThrow(${run})`]
      return [named.has(r) && !sets ? `const ${r} = ${call}` : call]
    }
    const isNamed = named.has(p) || !waits
    const first = isNamed ? [`const ${p} = ${call}`] : []
    const promise = isNamed ? p : call
    const value = states ? valueIn(r) : undefined
    const then =
      end.how === 'refuses'
        ? `await assert.rejects(${promise}, ${errorText(end)})`
        : value !== undefined
          ? `assert.deepStrictEqual(await ${promise}, ${exactly.say(value)})`
          : named.has(r)
            ? `const ${r} = await ${promise}`
            : `await ${promise}`
    if (waits) return [...first, then]
    ends.push(then)
    return first
  }

  function valueIn(name: string): Frozen | undefined {
    const found = base.answers.find(one => one.name === name && one.asked === 'itself' && one.answer !== null)
    return found?.answer ?? undefined
  }

  function errorText(end: Ended): string {
    if ('error' in end) {
      const { name, message, more } = end.error
      const parts = [`name: ${JSON.stringify(name)}`]
      if (message !== null) parts.push(`message: ${JSON.stringify(message)}`)
      return `{ ${[...parts, ...more.map(([key, one]) => `${JSON.stringify(key)}: ${exactly.say(one)}`)].join(', ')} }`
    }
    const { thrown = null } = end as { thrown?: Frozen | null }
    return `error => { assert.deepStrictEqual(error, ${exactly.say(thrown)}); return true }`
  }

  function stateText({ name, asked, answer }: Answer): string {
    const said = exactly.say(answer!)
    return `assert.deepStrictEqual(${askText(name, asked)}, ${said})`
  }
}

/** How a test asks what the witness was asked. */
function askText(name: string, asked: Asked): string {
  if (asked.startsWith('is ')) return `${name} === ${asked.slice(3)}`
  if (asked.startsWith('of ')) return `${name} instanceof module${member(asked.slice(3))}`
  switch (asked) {
    case 'items':
      return `await itemsOf(${name})`
    case 'own':
      return `{ ...(${name} instanceof Error && { name: ${name}.name, message: ${name}.message }), ...${name} }`
    case 'keys':
      return `Object.keys(${name})`
    case 'text':
      return `JSON.stringify(${name})`
    case 'type':
      return `${name} === null ? 'null' : typeof ${name}`
    case 'isPromise':
      return `${name} instanceof Promise`
    case 'isFrozen':
      return `Object.isFrozen(${name})`
    default:
      return name
  }
}

const ITEMS_OF = `
/** What something gives, one after the other, and the error that it ends with. */
async function itemsOf(iterated) {
  const items = []
  try {
    for await (const item of iterated) if (items.push(item) === 30) break
  } catch (error) {
    items.push(error)
  }
  return items
}
`

function frame(module: Path, body: string[]): string {
  const file = testFileOf(module)
  const uses = (name: string) => body.some(line => line.includes(name))
  return [
    `// To stand beside the module, as ${file}. At the repository's top: node --import tsx --test ${file}`,
    '// It passes before the change and fails after it.',
    `import assert from 'node:assert/strict'`,
    `import { test } from 'node:test'`,
    ...(uses('isDeepStrictEqual(') ? [`import { isDeepStrictEqual } from 'node:util'`] : []),
    `import * as module from './${basename(module)}'`,
    '',
    `test(${JSON.stringify(`${module} does what it did`)}, async () => {`,
    ...body.map(line => `  ${/^[[(`/]/.test(line) ? ';' : ''}${line}`),
    '})',
    ...(uses('itemsOf(') ? [ITEMS_OF.trimEnd()] : []),
    '',
  ].join('\n')
}
