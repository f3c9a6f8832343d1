import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalText } from '../../src/checks/canonical/canonicalText.ts'
import { loadCompiler } from '../../src/checks/compiler.ts'

/**
 * Programs are drawn in pairs that are nearly the same, some of them by the very rules that canonical texts know, some by nearly these. Where
 * the texts are one, both must do the same.
 */
const compiler = await loadCompiler()

type Statement =
  | { is: 'call'; value: string }
  | { is: 'set'; name: string; how: '=' | '+=' | '= own +'; value: string }
  | { is: 'let' | 'const'; name: string; value: string | null }
  | { is: 'if'; condition: string; yes: Statement[]; no: Statement[] | null }
  | { is: 'return'; value: string | null }

const name = fc.constantFrom('x', 'y', 'z')
const value = fc.oneof(
  name,
  fc.constantFrom('1', '2', '"s"', 'a', 'b', 'g(1)', 'g(2)', 'h()'),
  fc
    .tuple(fc.constantFrom('a', 'b', 'x'), fc.constantFrom('1', '2'))
    .map(([one, two]) => `${one} ? g(${two}) : 3`),
)
const leaf = fc.constantFrom('a === 1', 'a !== 1', 'b', '!b', 'a > 0', '0 < a', '!(a > 0)', 'x', 'g(3)')
const condition = fc.oneof(
  leaf,
  fc.tuple(leaf, fc.constantFrom('&&', '||'), leaf).map(([one, how, two]) => `${one} ${how} ${two}`),
  fc.tuple(leaf, fc.constantFrom('&&', '||'), leaf).map(([one, how, two]) => `!(!(${one}) ${how} !(${two}))`),
)
const { block } = fc.letrec<{ block: Statement[]; statement: Statement }>(tie => ({
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }),
  statement: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      is: fc.constant('call' as const),
      value: value.map(one => `g(${one.replace(/[?:].*/, '')})`),
    }),
    fc.record({
      is: fc.constant('set' as const),
      name,
      how: fc.constantFrom('=' as const, '+=' as const, '= own +' as const),
      value,
    }),
    fc.record({ is: fc.constantFrom('let' as const, 'const' as const), name, value }),
    fc.record({ is: fc.constant('let' as const), name, value: fc.constant(null) }),
    fc.record({ is: fc.constant('return' as const), value: fc.option(value) }),
    fc.record({
      is: fc.constant('if' as const),
      condition,
      yes: tie('block'),
      no: fc.option(tie('block')),
    }),
  ),
}))

const code = (all: Statement[]): string => all.map(line).join(' ')
function line(one: Statement): string {
  switch (one.is) {
    case 'call':
      return `${one.value};`
    case 'set':
      return one.how === '= own +'
        ? `${one.name} = ${one.name} + (${one.value});`
        : `${one.name} ${one.how} ${one.value};`
    case 'let':
    case 'const':
      return `${one.is} ${one.name}${one.value === null ? '' : ` = ${one.value}`};`
    case 'return':
      return `return ${one.value ?? ''};`
    case 'if': {
      const otherwise = one.no ? ` else { ${code(one.no)} }` : ''
      return `if (${one.condition}) { ${code(one.yes)} }${otherwise}`
    }
  }
}

/** What may be done to one statement and what follows it: right, or nearly. */
const EDITS: ((one: Statement, rest: Statement[]) => Statement[] | null)[] = [
  (one, rest) => (one.is === 'if' && one.no ? [{ ...one, no: null }, ...one.no, ...rest] : null),
  (one, rest) => (one.is === 'if' && !one.no && rest.length ? [{ ...one, no: rest }] : null),
  (one, rest) =>
    one.is === 'if' && one.no
      ? [{ ...one, condition: `!(${one.condition})`, yes: one.no, no: one.yes }, ...rest]
      : null,
  (one, rest) => (one.is === 'if' && one.no ? [{ ...one, yes: one.no, no: one.yes }, ...rest] : null),
  (one, rest) =>
    one.is === 'if' && !one.no
      ? [
          { ...one, condition: `!(${one.condition})`, yes: [{ is: 'return', value: null }] },
          ...one.yes,
          ...rest,
        ]
      : null,
  (one, rest) =>
    one.is === 'if' && !one.no && rest.length
      ? [{ ...one, condition: `!(${one.condition})`, yes: rest }, ...one.yes]
      : null,
  (one, [next, ...rest]) =>
    one.is === 'let' && one.value === null && next?.is === 'set' && next.how === '='
      ? [{ ...one, value: next.value }, ...rest]
      : null,
  (one, rest) =>
    one.is === 'let' && one.value !== null
      ? [{ ...one, value: null }, { is: 'set', name: one.name, how: '=', value: one.value }, ...rest]
      : null,
  (one, rest) => (one.is === 'const' ? [{ ...one, is: 'let' }, ...rest] : null),
  (one, rest) => (one.is === 'let' && one.value ? [{ ...one, is: 'const' }, ...rest] : null),
  (one, rest) =>
    one.is === 'set' && one.how === '= own +' && !/[?]/.test(one.value)
      ? [{ ...one, how: '+=' }, ...rest]
      : null,
  (one, [next, ...rest]) => (next ? [next, one, ...rest] : null),
  (one, rest) => {
    const [, asked, yes, no] = /^(\w+) \? (.*) : (.*)$/.exec('value' in one ? (one.value ?? '') : '') ?? []
    if (one.is !== 'set' || one.how !== '=' || !asked) return null
    const to = (value: string): Statement[] => [{ ...one, value }]
    return [{ is: 'if', condition: asked, yes: to(yes!), no: to(no!) }, ...rest]
  },
]

/** Applies an edit at the place that a number names, of all places that it fits. */
function edited(all: Statement[], edit: (typeof EDITS)[number], place: number): Statement[] {
  const made: Statement[][] = []
  const visit = (list: Statement[], put: (now: Statement[]) => Statement[]): void => {
    for (const [at, one] of list.entries()) {
      const now = edit(one, list.slice(at + 1))
      if (now) made.push(put([...list.slice(0, at), ...now]))
      if (one.is !== 'if') continue
      const set = (part: 'yes' | 'no') => (inner: Statement[]) =>
        put(list.map((other, index) => (index === at ? ({ ...one, [part]: inner } as Statement) : other)))
      visit(one.yes, set('yes'))
      if (one.no) visit(one.no, set('no'))
    }
  }
  visit(all, now => now)
  return made.length ? made[place % made.length]! : all
}

/** Outer variables of the same names, a function that is there before anything else, and all that is left told at the end. */
const program = (all: Statement[]) =>
  `let x = 7, y, z; function f() { ${code(all)} function h() { x = 9; return x } } const r = f(); return [r, x, y, z];`

/** Everything that can be seen of a run; null for what is no program. */
function seen(all: Statement[]): string[] | null {
  const results: string[] = []
  for (const [a, b] of [
    [1, true],
    [1, false],
    [0, true],
    [2, false],
    [-1, true],
  ]) {
    const told: unknown[] = []
    const g = (given: unknown) => {
      told.push(given)
      if (told.length > 50) throw new Error('too long')
      return told.length % 3
    }
    try {
      const run = new Function('a', 'b', 'g', `"use strict"; ${program(all)}`)
      try {
        told.push(['gives', run(a, b, g)])
      } catch (error) {
        told.push((error as Error).name)
      }
    } catch {
      return null
    }
    results.push(JSON.stringify(told))
  }
  return results
}

test('programs whose canonical texts are one do the same', () => {
  let same = 0
  const once = fc.tuple(fc.constantFrom(...EDITS), fc.nat(20))
  fc.assert(
    fc.property(block, fc.array(once, { minLength: 1, maxLength: 3 }), (before, edits) => {
      const after = edits.reduce((list, [edit, place]) => edited(list, edit, place), before)
      if (code(before) === code(after)) return
      const [was, is] = [seen(before), seen(after)]
      if (!was || !is) return
      const [one, two] = [before, after].map(all =>
        canonicalText(compiler, `export function all(a, b, g) { ${program(all)} }`, false),
      )
      if (one !== two) return
      same++
      assert.deepEqual(is, was, `${code(before)}\n${code(after)}`)
    }),
    { numRuns: 12_000 },
  )
  assert.ok(same > 600, `of the pairs ${same} have one text`)
})
