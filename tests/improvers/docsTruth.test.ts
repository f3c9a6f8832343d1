import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ts } from 'ts-morph'
import type { Clause, Words } from '../../src/improvers/docs/clause.ts'
import { wordsOf } from '../../src/improvers/docs/condition.ts'
import { exitsOf } from '../../src/improvers/docs/exits.ts'
import { factsOf } from '../../src/improvers/docs/facts.ts'
import { fileNames } from '../../src/improvers/docs/file.ts'
import { namesOf } from '../../src/improvers/docs/names.ts'
import { parse } from '../../src/improvers/docs/parse.ts'
import { subjectsOf } from '../../src/improvers/docs/subjects.ts'

/*
 * The promise is that each sentence is true. So random functions are read, and then run on every pair of
 * small values: wherever the words say that an exit is taken, it must be.
 */

const VALUES: (() => unknown)[] = [
  () => null,
  () => undefined,
  () => 0,
  () => 1,
  () => 5,
  () => Number.NaN,
  () => '',
  () => 'x',
  () => 'y',
  () => ({ k: 0 }),
  () => ({ k: 5 }),
  () => ({ k: 'x' }),
  () => [],
  () => [1, 'x'],
  () => true,
]

const condition = fc.constantFrom(
  'a',
  '!a',
  'b',
  'a === b',
  "a === 'x'",
  "a !== 'y'",
  'a < 1',
  'b >= 1',
  '!(a > 0)',
  'a == null',
  'b != null',
  "typeof a === 'string'",
  "typeof b !== 'number'",
  'Array.isArray(a)',
  '!Number.isInteger(b)',
  'a === null',
  'b === undefined',
  '1 > a',
  'b === LIMIT',
  'a?.k === 5',
  'c',
  'c > 1',
  'kind',
  'a.length === 0',
)
const conditions = fc.oneof(
  condition,
  fc
    .tuple(condition, condition, fc.constantFrom('&&', '||'))
    .map(([one, other, word]) => `${one} ${word} ${other}`),
  fc
    .tuple(condition, condition, condition, fc.constantFrom('&&', '||'))
    .map(([one, other, third, word]) => `!(${one} ${word} ${other}) && ${third}`),
)
const end = fc.constantFrom(
  "throw new RangeError('r')",
  "throw new SyntaxError('s')",
  'return null',
  'return',
  'return a',
  "return ''",
  'return 7',
  'log(1)',
  'a = 1',
  'a.k = 1',
  'b = 5',
)
const statement: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(conditions, end).map(([test, out]) => `if (${test}) ${out};`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(conditions, end, end)
      .map(([test, one, other]) => `if (${test}) { ${one} } else { ${other} }`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(conditions, conditions, end, end)
      .map(([test, inner, one, other]) => `if (${test}) { if (${inner}) { ${one} } ${other} }`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(conditions, end)
      .map(([test, out]) => `while (log(2)) { if (${test}) ${out}; break }`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(conditions, end, end)
      .map(([test, one, other]) => `try { if (${test}) ${one}; } catch { ${other} }`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(end, end)
      .map(([one, other]) => `switch (a) { case 'x': ${one}; break; case 1: break; default: ${other} }`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(conditions, end).map(([test, out]) => `;[1].forEach(() => { if (${test}) ${out} });`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'a = b;',
      'a.k = 1;',
      'const c = a?.k;',
      "const kind = typeof a === 'string';",
      'var c = b;',
      'check(a);',
      'check(b);',
      'touch(a);',
      'log(3);',
      '{ const a = 1; log(a); if (a < 2) return 7 }',
      'return a ? null : b;',
      'b ||= 1;',
    ),
  },
)
const program = fc
  .array(statement, { minLength: 1, maxLength: 5 })
  .map(list => `${HELPERS}export function f(a, b) {\n  ${list.join('\n  ')}\n}\n`)
const HELPERS =
  "const LIMIT = 5\nfunction check(n) { if (n === 'y') return; if (n === null) throw new RangeError('h') }\nfunction touch(o) { if (o && typeof o === 'object') o.k = 5 }\n"

type Outcome = { threw: string | null; gave: unknown; logged: number }

describe('docs: every sentence is true', () => {
  it('of random functions run on every pair of small values', () => {
    let checked = 0
    fc.assert(
      fc.property(program, text => {
        const tree = parse({ path: 'a.js', text })
        const run = tree && runner(text)
        // Declaring a name twice is found only by running it.
        fc.pre(run !== null)
        const [subject] = subjectsOf(tree!)
        const file = fileNames(tree!)
        const said = factsOf(subject!, file).map(fact => fact.node)
        for (const exit of exitsOf(subject!.body, namesOf(file, subject!.body))) {
          const words = wordsOf(exit)
          if (words === null || words === 'always' || exit.each || exit.failing) continue
          for (const [a, b] of VALUES.flatMap(one => VALUES.map(other => [one, other] as const))) {
            if (holds(words, a(), b()) !== true) continue
            const given: [unknown, unknown] = [a(), b()]
            const outcome: Outcome = run!(...given)
            const where: string = `${text}\n${JSON.stringify(words)} a=${JSON.stringify(a())} b=${JSON.stringify(b())} ${JSON.stringify(outcome)}`
            checked++
            // Reading a property of nothing throws of itself, before anything that is written there.
            if (outcome.threw === 'TypeError') continue
            if (exit.kind === 'throw') assert.ok(outcome.threw !== null, where)
            else if (said.includes(exit.node) && outcome.threw === null)
              assert.deepEqual(outcome.gave, value(exit.value, ...given), where)
            if (exit.kind === 'return' && exit.isOnlyEntry && exit.value === null && outcome.threw === null)
              assert.equal(outcome.logged, 0, where)
          }
        }
      }),
      { numRuns: 200, seed: 15 },
    )
    assert.ok(checked > 1000, `only ${checked} checked`)
  })
})

function runner(text: string): ((a: unknown, b: unknown) => Outcome) | null {
  const code = text.replace('export ', '')
  let make: (log: (n: number) => boolean) => (a: unknown, b: unknown) => unknown
  try {
    make = new Function('log', `${code}\nreturn f`) as typeof make
  } catch {
    return null
  }
  return (a, b) => {
    let logged = 0
    const f = make(() => ++logged < 3)
    try {
      return { threw: null, gave: f(a, b), logged }
    } catch (error) {
      return { threw: (error as Error).name, gave: undefined, logged }
    }
  }
}

function value(node: ts.Expression | null, a: unknown, b: unknown): unknown {
  if (!node) return undefined
  return new Function('a', 'b', `return ${node.getText()}`)(a, b)
}

function holds(words: Words, a: unknown, b: unknown): boolean | null {
  if (words.of === 'one') return one(words.clause, a, b)
  const parts = words.parts.map(part => holds(part, a, b))
  if (parts.includes(null)) return null
  return words.of === 'and' ? parts.every(Boolean) : parts.some(Boolean)
}

/** Whether one clause is true of two values; null where reading it fails. */
function one({ subject, verb, rest }: Clause, a: unknown, b: unknown): boolean | null {
  const read = (text: string): unknown =>
    new Function('a', 'b', `return ${text.replace(/ \(`LIMIT`\)/, '').replaceAll('`', '')}`)(a, b)
  let it: unknown
  try {
    it = read(subject)
  } catch {
    return null
  }
  const is = verb === 'is'
  assert.ok(is || verb === 'is not', verb)
  const relation = /^(less than|at most|greater than|at least) (.*)$/.exec(rest)
  if (relation) {
    const bound = read(relation[2]!) as number
    const left = it as number
    const truth = {
      'less than': left < bound,
      'at most': left <= bound,
      'greater than': left > bound,
      'at least': left >= bound,
    }[relation[1]!]!
    return truth === is
  }
  const plain: { [rest: string]: () => boolean } = {
    truthy: () => Boolean(it),
    falsy: () => !it,
    empty: () => (it as { length?: number } | null)?.length === 0,
    'a string': () => typeof it === 'string',
    'a number': () => typeof it === 'number',
    'an array': () => Array.isArray(it),
    'an integer': () => Number.isInteger(it),
    'an empty string': () => it === '',
    '`null` or `undefined`': () => it == null,
    'neither `null` nor `undefined`': () => it != null,
  }
  const test = plain[rest]
  return (test ? test() : it === read(rest)) === is
}
