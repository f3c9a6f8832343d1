import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Altered, ChangedCode } from '../../../src/checks/differ/readChange.ts'
import { whatLacks } from '../../../src/checks/differ/whatLacks.ts'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'

/** Wrong changes of statements by their marks; `a.ts` has those below 100. */
function changed(marks: number[], alterable: number[] = marks, near = false) {
  const altered = marks.map(mark => ({ mark, near, path: mark < 100 ? 'a.ts' : 'b.ts' }) as Altered)
  const marked = [...new Set([...marks, ...alterable])].map(mark => ({
    mark,
    path: mark < 100 ? 'a.ts' : 'b.ts',
    line: mark,
    start: 0,
    end: 0,
  }))
  const change: ChangedCode = {
    altered,
    marked,
    alterable: new Set(alterable),
    words: NO_WORDS,
    texts: { base: new Map(), head: new Map() },
  }
  return { change, all: new Set(marked.map(one => one.mark)) }
}

const TWENTY = Array.from({ length: 20 }, (_, at) => at)

test('a file that is tried well does not hide another one', () => {
  const { change, all } = changed([...TWENTY, 100, 100])
  assert.equal(whatLacks(change, [], all, 0.9), null)
  assert.equal(whatLacks(change, change.altered.slice(-1), all, 0.9), ', but of b.ts 1 of 2: too few')
  assert.equal(whatLacks(change, change.altered.slice(0, 3), all, 0.9), ': too few')
})

test('of each statement something must be noticed, also where it was not among those that were tried', () => {
  const { change, all } = changed(TWENTY, [...TWENTY, 30])
  assert.equal(whatLacks(change, [], all, 0.9), ', but nothing of a.ts:31')
  assert.equal(whatLacks(changed(TWENTY).change, [], new Set([1]), 0.9), ', but nothing of a.ts:1')
})

test('lines that only stand beside the change decide for no file', () => {
  const far = changed([100], [], true).change
  const { change, all } = changed(TWENTY)
  const both = { ...change, altered: [...change.altered, ...far.altered] }
  assert.equal(whatLacks(both, far.altered, all, 0.9), null)
})
