import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fits, isAllowed, takesAll } from '../../../src/checks/inputs/fits.ts'
import type { Surface, ValueShape } from '../../../src/checks/inputs/valueShape.ts'
import type { Frozen } from '../../../src/model/frozen.ts'

const STRING: ValueShape = { is: 'string' }
const NUMBER: ValueShape = { is: 'number' }
const UNDEFINED: Frozen = { $: 'undefined' }
const POINT: ValueShape = {
  is: 'record',
  properties: [
    { name: 'x', shape: NUMBER, optional: false },
    { name: 'of', shape: STRING, optional: true },
  ],
  index: null,
}
const either: ValueShape = { is: 'union', any: ['a', 'b'].map(of => ({ is: 'literal', of })) }

const CASES: [string, Frozen, ValueShape, boolean][] = [
  ['a text', 'a', STRING, true],
  ['a number for a text', 1, STRING, false],
  ['what JSON has no number for', { $: 'number', is: 'NaN' }, NUMBER, true],
  ['one of two words', 'a', either, true],
  ['neither of two words', 'c', either, false],
  ['a list', { $: 'array', of: [1, 2] }, { is: 'array', item: NUMBER }, true],
  ['a list with something else', { $: 'array', of: [1, 'a'] }, { is: 'array', item: NUMBER }, false],
  ['an object', { $: 'object', of: [['x', 1]] }, POINT, true],
  ['an object that lacks something', { $: 'object', of: [['of', 'a']] }, POINT, false],
  [
    'a choice that is not taken',
    {
      $: 'object',
      of: [
        ['x', 1],
        ['of', UNDEFINED],
      ],
    },
    POINT,
    true,
  ],
  ['nothing for an object', null, POINT, false],
  ['a text that may carry a brand', 'a', POINT, true],
  [
    'a function',
    { $: 'function', does: { kind: 'same' } },
    { is: 'function', gives: NUMBER, async: false },
    true,
  ],
  ['anything', null, { is: 'unknown' }, true],
  ['what the run decides', { $: 'result', of: 0 }, NUMBER, true],
]

for (const [what, value, shape, expected] of CASES)
  test(`${expected ? 'allowed' : 'not allowed'}: ${what}`, () => assert.equal(fits(value, shape), expected))

test('a call is held to its parameters, also of what another one gave', () => {
  const taking = (shape: ValueShape, optional = false) => ({
    parameters: [{ name: 'n', shape, optional, rest: false }],
    gives: { calls: [], members: [] as Surface[] },
    self: null,
    sites: [],
  })
  const add: Surface = { path: ['add'], kind: 'function', calls: [taking(NUMBER, true)], members: [] }
  const make: Surface = { path: ['Make'], kind: 'class', calls: [taking(STRING)], members: [add] }
  const script = (name: Frozen[], given: Frozen[]) => ({
    steps: [
      { of: null, path: ['Make'], does: 'new' as const, args: name },
      { of: 0, path: ['add'], does: 'call' as const, args: given },
    ],
    waits: true,
  })
  const judged = [script(['a'], [1]), script(['a'], []), script([], [1]), script(['a'], ['b'])]
  assert.deepEqual(
    judged.map(one => isAllowed(one, [make])),
    [true, true, false, false],
  )
})

test('a function that says what it is called on is called on nothing else, unless it hangs on something', () => {
  const calls = [{ parameters: [], self: POINT, gives: { calls: [], members: [] }, sites: [] }]
  const move: Surface = { path: ['move'], kind: 'function', calls, members: [] }
  const hung: Surface = { path: ['tools', 'move'], kind: 'function', calls, members: [] }
  const script = (path: string[], on?: Frozen) => ({
    steps: [{ of: null, path, does: 'call' as const, args: [], ...(on !== undefined && { on }) }],
    waits: true,
  })
  const point: Frozen = { $: 'object', of: [['x', 1]] }
  const judged = [
    script(['move'], point),
    script(['move']),
    script(['move'], null),
    script(['tools', 'move']),
  ]
  assert.deepEqual(
    judged.map(one => isAllowed(one, [move, hung])),
    [true, false, false, true],
  )
})

test('a call hands over more than is taken where no signature has room for it', () => {
  const parameter = (rest: boolean) => ({ name: 'a', shape: STRING, optional: false, rest })
  const taking = (path: string, rest: boolean): Surface => {
    const calls = [
      { parameters: [parameter(rest)], self: null, gives: { calls: [], members: [] }, sites: [] },
    ]
    return { path: [path], kind: 'function', calls, members: [] }
  }
  const surfaces = [taking('one', false), taking('many', true)]
  const script = (name: string, args: Frozen[]) => ({
    steps: [{ of: null, path: [name], does: 'call' as const, args }],
    waits: true,
  })
  const judged = [
    script('one', ['a']),
    script('one', ['a', 'b']),
    script('many', ['a', 'b']),
    script('x', ['a']),
  ]
  assert.deepEqual(
    judged.map(one => takesAll(one, surfaces)),
    [true, false, true, false],
  )
})
