import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeValue } from '../../../src/probes/values/describeValue.ts'
import { freeze } from '../../../src/probes/values/freeze.ts'
import { outlookOn } from '../../../src/probes/values/outlook.ts'
import { thaw } from '../../../src/probes/values/thaw.ts'

const say = (value: unknown, hidden: string[] = [], module: object = {}) =>
  describeValue(value, { met: new Map(), ...outlookOn(module, hidden) })

const around = {
  result: () => undefined,
  called: () => {},
  describe: (args: unknown[]) => args.map(one => say(one)).join(),
  functions: 0,
}

test('what is frozen, sent as JSON and thawed looks the same', () => {
  const values = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
  })
  fc.assert(
    fc.property(values, value => {
      const frozen = freeze(value)
      if (!frozen) return
      const sent = JSON.parse(JSON.stringify(frozen.frozen))
      assert.equal(say(thaw(sent, { ...around })), say(value))
    }),
    { numRuns: 500 },
  )
})

test('what is shared within a value, or contains itself, is so again', () => {
  const shared = { n: 1 }
  const list: unknown[] = [shared, shared]
  list.push(list)
  const again = thaw(freeze(list)!.frozen, { ...around }) as unknown[]
  assert.equal(again[0], again[1])
  assert.equal(again[2], again)
})

test('a key is a key, whatever its name', () => {
  const value = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }')
  const again = thaw(freeze(value)!.frozen, { ...around }) as object
  assert.equal(Object.getPrototypeOf(again), Object.prototype)
  assert.equal(say(again), say(value))
})

/** Pairs that a caller can tell apart. */
const DIFFERENT: [string, unknown, unknown][] = [
  ['zeros', 0, -0],
  ['a number and its text', 1, '1'],
  ['nothing and nothing', null, undefined],
  ['a hole', [undefined], new Array(1)],
  ['order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['a key that holds nothing', { a: undefined }, {}],
  ['a bare object', {}, Object.create(null)],
  ['sets in another order', new Set([1, 2]), new Set([2, 1])],
  ['kinds of bytes', Uint8Array.of(1), Int8Array.of(1)],
  ['a boxed number', 1, Object(1)],
  ['kinds of error', new TypeError('a'), new RangeError('a')],
  ['words of an error', new Error('a'), new Error('b')],
  ['a cause', new Error('a'), new Error('a', { cause: 1 })],
  ['flags', /a/g, /a/i],
  ['symbols', Symbol('a'), Symbol.for('a')],
  ['a key that is a symbol', { [Symbol.for('a')]: 1 }, {}],
  [
    'what an instance can do',
    new (class {
      a() {}
    })(),
    new (class {
      b() {}
    })(),
  ],
  ['a property of a function', () => {}, Object.assign(() => {}, { a: 1 })],
  ['what is frozen', Object.freeze({ a: 1 }), { a: 1 }],
  ['what is sealed and what is frozen', Object.seal({ a: 1 }), Object.freeze({ a: 1 })],
  [
    'a property that cannot be written',
    Object.defineProperty({}, 'a', { value: 1, enumerable: true }),
    { a: 1 },
  ],
  ['a property of a boxed text', Object.assign(Object('a'), { b: [] }), Object.assign(Object('a'), { b: 1 })],
  ['a property of a date', Object.assign(new Date(0), { a: 1 }), new Date(0)],
  ['a property of a regular expression', Object.assign(/a/, { a: 1 }), /a/],
  ['a property of bytes', Object.assign(Uint8Array.of(1), { a: 1 }), Uint8Array.of(1)],
  [
    'what a map of their own can do',
    new (class extends Map {
      a() {}
    })(),
    new Map(),
  ],
  [
    'what a list of their own can do',
    new (class extends Array {
      a() {}
    })(),
    [],
  ],
  ['sharing', (one => [one, one])({}), [{}, {}]],
]

for (const [what, one, other] of DIFFERENT)
  test(`described as different: ${what}`, () => assert.notEqual(say(one), say(other)))

class One {
  #a = 1
  static of(one: One): number {
    return one.#a
  }
}

class Other {
  #b = 1
  static of(one: Other): number {
    return one.#b
  }
}

/** Pairs that differ in what code may change freely. */
const ALIKE: [string, unknown, unknown][] = [
  ['names of functions', function a() {}, function b() {}],
  [
    'names of classes',
    new (class A {
      n = 1
    })(),
    new (class B {
      n = 1
    })(),
  ],
  ['counts of parameters', (a: number) => a, (a: number, b: number) => a + b],
  [
    "the engine's words",
    caught(() => (null as unknown as { a: 1 }).a),
    caught(() => (undefined as unknown as { b: 1 }).b),
  ],
  [
    'a function that cannot be cloned',
    caught(() => structuredClone((a: 1) => a)),
    caught(() => structuredClone((b: 1) => b)),
  ],
  [
    'names of what refers to itself',
    caught(() => JSON.stringify(circular(class A {}))),
    caught(() => JSON.stringify(circular(class B {}))),
  ],
  ['names of private members', caught(() => One.of({} as One)), caught(() => Other.of({} as Other))],
]

for (const [what, one, other] of ALIKE)
  test(`described alike: ${what}`, () => assert.equal(say(one), say(other)))

class Count {
  total = 0
  twice() {}
}
class Named extends Error {}

test('hidden names are not looked at, and only where they are hidden', () => {
  assert.equal(say({ a: 1, _b: 2 }, ['_b']), say({ a: 1 }))
  assert.equal(say(new Count(), ['Count.total', 'Count.twice()']), 'instance()')
  assert.equal(say({ total: 1, of: [{ total: 2 }] }, ['Count.total']), say({ total: 1, of: [{ total: 2 }] }))
})

test('what an object is an instance of is told by the names of exports that both sides have', () => {
  assert.equal(say(new Count(), [], { Sum: Count }), 'Sum instance("twice"){ "total": 0 }')
  assert.equal(say(new Count(), ['instanceof Sum'], { Sum: Count }), say(new Count()))
  assert.notEqual(say(new Named('a')), say(new Error('a')))
})

test('an object that was met before is known again, and looked at anew', () => {
  const known = { met: new Map<object, number>(), ...outlookOn({}, []) }
  const list = [1]
  const first = describeValue(list, known)
  list.push(2)
  assert.deepEqual([first, describeValue(list, known)], ['[1]', '<as 0>[1, 2]'])
})

test('what throws when it is looked at, and what has no end, is described all the same', () => {
  const getter = {
    get a(): number {
      throw new Error('no')
    },
  }
  assert.equal(say(getter), '{ "a": <get> <throws> }')
  type Deep = { next?: Deep }
  const deep: Deep = {}
  for (let at: Deep = deep, n = 0; n < 5_000; n++) at = at.next = {}
  assert.match(say(deep), /<deep>/)
  assert.match(say(Array.from({ length: 100_000 }, () => 1)), /<\d+ more>\]$/)
})

function circular(kind: new () => object): object {
  const one = new kind() as { self: object }
  one.self = { one }
  return one
}

function caught(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('a function that asks something of its arguments answers as its words say', () => {
  const above = thaw({ $: 'function', does: { kind: 'exceeds', than: 1 } }, { ...around }) as (
    one: number,
  ) => boolean
  assert.deepEqual([0, 1, 2].map(above), [false, false, true])
  const same = thaw({ $: 'function', does: { kind: 'equals' } }, { ...around }) as (
    a: unknown,
    b: unknown,
  ) => boolean
  assert.deepEqual([same(1, 1), same(1, '1')], [true, false])
})
