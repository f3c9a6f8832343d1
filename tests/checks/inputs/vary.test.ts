import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vary } from '../../../src/checks/inputs/vary.ts'
import type { Script } from '../../../src/model/trial.ts'

const harvest = { strings: ['**', '!('], numbers: [7, -1], patterns: [], names: ['dot', 'nocase'] }
const call = (path: string[], ...args: Script['steps'][number]['args']): Script => ({
  steps: [{ of: null, path, does: 'call', args }],
  waits: true,
})
const object: Script = {
  steps: [
    { of: null, path: ['Queue'], does: 'new', args: [{ $: 'object', of: [['limit', 2]] }] },
    { of: 0, path: ['add'], does: 'call', args: [1] },
    { of: 0, path: ['clear'], does: 'call', args: [] },
  ],
  waits: true,
}
const scripts = [
  call(['match'], 'a/*.js', { $: 'object', of: [['dot', true]] }),
  call(['match'], { $: 'array', of: ['x', 'y'] }, { $: 'undefined' }),
  call(['match'], 1e308, { $: 'function', does: { kind: 'same' } }),
  object,
]

test('variations are scripts of the same calls that can be written down', () => {
  const varied = vary({ harvest, scripts }, 2_000, 1)
  assert.equal(varied.length, 2_000)
  for (const script of varied) {
    assert.deepEqual(JSON.parse(JSON.stringify(script)), script)
    for (const { of } of script.steps) assert.ok(of === null || (of === 0 && script.steps[0]!.does === 'new'))
    const [first] = script.steps
    const from = scripts.find(one => one.steps[0]!.path[0] === first!.path[0])
    assert.equal(first!.args.length, from!.steps[0]!.args.length)
  }
})

test('variations put the words of the program into texts, options into objects, and calls of other scripts behind', () => {
  const texts = vary({ harvest, scripts }, 2_000, 2).map(script => JSON.stringify(script))
  for (const part of ['a/!(*.js', '["nocase",true]', '{"of":0,"path":["clear"]'])
    assert.ok(
      texts.some(text => text.includes(part)),
      part,
    )
  const longer = vary({ harvest, scripts: [object] }, 500, 3).filter(({ steps }) => steps.length > 3)
  assert.ok(longer.length > 0)
})

test('the same seed gives the same variations, another one others', () => {
  const of = (seed: number) => JSON.stringify(vary({ harvest, scripts }, 50, seed))
  assert.equal(of(4), of(4))
  assert.notEqual(of(4), of(5))
})

test('of nothing there are no variations', () => {
  assert.deepEqual(vary({ harvest, scripts: [] }, 10, 1), [])
})
