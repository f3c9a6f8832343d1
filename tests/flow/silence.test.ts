import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PATIENCE_MS, silentSince } from '../../src/flow/run/silence.ts'

const now = 100 * PATIENCE_MS
const ago = (weeks: number) => now - weeks * PATIENCE_MS
/** Proposals by how many weeks ago they were proposed, and answered, if they were. */
const since = (...talks: [proposed: number, answered?: number, waits?: boolean][]) =>
  silentSince(
    talks.map(([proposed, answered, waits = answered === undefined]) => ({
      proposed: ago(proposed),
      answered: answered === undefined ? null : ago(answered),
      waits,
    })),
    now,
  )

describe('whether anybody answers', () => {
  it('they do while nothing has waited for a week', () => {
    assert.equal(since(), null)
    assert.equal(since([0.9], [5, 3]), null)
    assert.equal(since([9, 8]), null, 'there is nothing to answer')
  })
  it('nobody does where something has waited for a week, and nothing was answered in that time', () => {
    assert.equal(since([1]), ago(1))
    assert.equal(since([2], [0.1], [5, 1]), ago(2))
  })
  it('an answer of this week to anything is enough, also to what still waits', () => {
    assert.equal(since([3], [9, 0.5]), null)
    assert.equal(since([3, 0.5, true]), null)
  })
})
