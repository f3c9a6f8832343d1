import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isStrange, oddness, strangeness, usualKinds } from '../../src/improvers/tests.ts'
import type { Frozen } from '../../src/model/frozen.ts'

const cost = (...args: Frozen[]) =>
  oddness({ steps: [{ of: null, path: ['f'], does: 'call', args }], outcome: { how: 'gives', value: 1 } })
const list = (...of: Frozen[]): Frozen => ({ $: 'array', of })
const nothing: Frozen = { $: 'undefined' }

describe('what a person would not write', () => {
  it('costs more than what he would', () => {
    const plain: Frozen[] = [
      'Hello World',
      '',
      'fooBar',
      'a-b_c',
      'HTML',
      'v2',
      '2024-01-31',
      'one\n  two',
      'a@b.de',
      0,
      -1,
      1.5,
      100000,
      nothing,
      null,
      true,
      { $: 'number', is: 'NaN' },
      list('abc', 1),
      { $: 'object', of: [['a', list()]] },
    ]
    for (const value of plain) assert.equal(cost(value), 0, JSON.stringify(value))
  })

  it('is a text of chance, a number without end, and nothing within something', () => {
    const odd: Frozen[] = [
      'İI',
      'GLk',
      '1e30A',
      'a\u0000',
      '!?)(',
      'V"z)4',
      -0,
      1e30,
      0.1234567,
      list(nothing),
      list({ $: 'number', is: 'NaN' }),
      { $: 'object', of: [['GLk', 1]] },
      { $: 'object', of: [['a', list(nothing)]] },
    ]
    for (const value of odd) assert.equal(cost(value), 40, JSON.stringify(value))
    assert.equal(cost('İI', list(-0)), 80)
  })

  it('is an argument of another kind than most of the others', () => {
    const about = (...args: Frozen[]) => ({
      steps: [{ of: null, path: ['f'], does: 'call' as const, args }],
      outcome: { how: 'gives' as const, value: 1 },
    })
    const usual = usualKinds([about(0, 'a'), about('a', 'b'), about(2, nothing), about(null, list())])
    assert.deepEqual(
      [...usual],
      [
        ['f 0', 'number'],
        ['f 1', 'string'],
      ],
    )
    const costs = (...args: Frozen[]) => strangeness(about(...args), usual)
    assert.equal(costs(5, 'c'), 0)
    assert.equal(costs(null, nothing), 0)
    assert.equal(costs(5, 'c', list()), 0, 'nothing is known of the third')
    assert.equal(costs('5', 'c'), 40)
    assert.equal(isStrange(about('5', 'c'), usual), false)
    assert.equal(isStrange(about(list(), list()), usual), true)
    assert.equal(isStrange(about({ $: 'regexp', source: 'a', flags: '' }, 'c'), usual), true)
    assert.equal(isStrange(about(5, 'c', { $: 'regexp', source: 'a', flags: '' }), usual), false)
    assert.equal(costs(list(), list()), 80)
  })
})
