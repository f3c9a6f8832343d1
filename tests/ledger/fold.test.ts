import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { entryId } from '../../src/ledger/canonical.ts'
import { fold } from '../../src/ledger/fold.ts'
import type { Entry, Filed } from '../../src/model/entry.ts'
import { ENTRY_KINDS } from '../../src/model/entry.ts'
import { EVENTS, GROUPS, LIFECYCLE, type RefEvent, STATES } from '../../src/model/lifecycle.ts'
import { entryOn, oidOf } from './entries.ts'

const [c1, c2, c3] = [oidOf(1), oidOf(2), oidOf(3)]
const digest = (n: number) => `sha256:${oidOf(n, 64)}`
const main = 'refs/heads/main'
const jane = 'Jane Doe <jane@example.org>'
const mallory = 'Mallory <m@example.org>'

function filed(more: Partial<Entry>): Filed {
  const entry = entryOn(more.commit ?? c1, { improvement: 'I1', change: digest(1), ...more })
  return { id: entryId(entry), on: entry.commit, entry }
}
const merged = (commit = c1, ref = main): RefEvent => ({ event: 'merged', improvement: 'I1', ref, commit })
const reverted = (undoes = c1, commit = c2, ref = main): RefEvent => ({
  event: 'reverted',
  improvement: 'I1',
  ref,
  commit,
  undoes,
})
const proposed = filed({ kind: 'proposed' })
const approved = filed({ kind: 'reviewed', by: jane })
const rejected = filed({ kind: 'rejected', by: jane })
const staged = filed({ kind: 'staged', data: { percent: 10 } })
const kept = filed({ kind: 'staged', data: { kept: true } })

const one = (entries: Filed[], events: RefEvent[] = []) => {
  const { improvements } = fold(entries, events)
  assert.equal(improvements.length, 1)
  return improvements[0]!
}
const state = (entries: Filed[], events: RefEvent[] = []) => one(entries, events).state

describe('the lifecycle', () => {
  test('answers every event in every state, with a state of the table or not at all', () => {
    for (const from of STATES)
      for (const event of EVENTS) {
        const to = LIFECYCLE[from][event]
        assert.ok(to === null || STATES.includes(to), `${from} x ${event}`)
      }
    assert.deepEqual(Object.values(GROUPS).flat().sort(), [...STATES].sort())
  })

  test('lets refs win, takes the safe side, and deploys nothing by words', () => {
    const deployed: readonly string[] = GROUPS.deployed
    for (const from of STATES) {
      assert.equal(LIFECYCLE[from].reverted, 'reverted')
      assert.ok(deployed.includes(LIFECYCLE[from].merged!))
      for (const event of EVENTS)
        if (event !== 'merged' && !deployed.includes(from))
          assert.ok(!deployed.includes(LIFECYCLE[from][event]!))
    }
    assert.equal(LIFECYCLE.rejected.approved, 'rejected')
    assert.equal(LIFECYCLE.kept.reverted, 'reverted')
  })
})

describe('the fold', () => {
  test('follows one improvement from proposal to end', () => {
    assert.equal(state([proposed]), 'proposed')
    assert.equal(state([proposed, approved]), 'approved')
    assert.equal(state([proposed, rejected]), 'rejected')
    assert.equal(state([proposed, approved], [merged()]), 'merged')
    assert.equal(state([proposed, approved, staged], [merged()]), 'rolled_out')
    assert.equal(state([proposed, approved, staged, kept], [merged()]), 'kept')
    assert.equal(state([proposed, approved, staged, kept], [merged(), reverted()]), 'reverted')
    assert.deepEqual(one([proposed, approved, staged, kept], [merged(), reverted()]).anomalies, [])
    assert.equal(one([proposed, kept], [merged()]).group, 'deployed')
    assert.deepEqual(fold([], []), { improvements: [], unattached: [] })
  })

  test('sees what plain git did without any entry', () => {
    assert.equal(state([], [merged()]), 'merged')
    assert.equal(state([], [reverted()]), 'reverted')
    assert.deepEqual(one([], [reverted()]).landings, [{ ref: main, commit: c1, revertedBy: c2 }])
    assert.equal(state([], [merged(), reverted(), merged(c3)]), 'merged', 'landed again')
    assert.equal(
      state([], [merged(), merged(c1, 'refs/heads/release'), reverted()]),
      'reverted',
      'on one ref',
    )
  })

  test('takes the safe side of a conflict', () => {
    assert.equal(state([proposed, approved, rejected]), 'rejected')
    const wrong = one([proposed, rejected], [merged()])
    assert.equal(wrong.state, 'merged')
    assert.match(wrong.anomalies.join(), /although it was rejected/)
    const early = one([proposed, kept])
    assert.equal(early.state, 'proposed')
    assert.match(early.anomalies.join(), /kept can't be said/)
    assert.equal(
      state([proposed, kept], [merged(), reverted(), merged(c3)]),
      'merged',
      'kept spoke of the first',
    )
  })

  test('a rejection holds until the same person withdraws it, by address and not by name', () => {
    const withdrawn = (by: string, of = rejected.id) => filed({ kind: 'withdrawn', by, of })
    const theirs = one([proposed, approved, rejected, withdrawn(mallory)])
    assert.equal(theirs.state, 'rejected')
    assert.match(theirs.anomalies.join(), /Mallory <m@example.org> can't withdraw/)
    assert.equal(state([proposed, approved, rejected, withdrawn('Jane Doe <m@example.org>')]), 'rejected')
    assert.equal(state([proposed, approved, rejected, withdrawn('J. <Jane@example.org>')]), 'approved')
    const taken = withdrawn(jane)
    assert.equal(state([proposed, approved, rejected, taken, withdrawn(jane, taken.id)]), 'rejected')
    assert.equal(state([proposed, approved, withdrawn(jane, approved.id)]), 'proposed')
    assert.match(one([proposed, withdrawn(jane, digest(99))]).anomalies.join(), /not in this ledger/)
  })

  test('an approval is of a change: a new proposal makes it stale, a correction of the same one does not', () => {
    const again = filed({ kind: 'proposed', change: digest(2), commit: c2, of: proposed.id })
    const now = one([proposed, approved, again])
    assert.equal(now.state, 'proposed')
    assert.deepEqual(now.changes, [digest(2)])
    assert.deepEqual(now.stale, [approved.id])
    assert.deepEqual(now.superseded, [{ entry: proposed.id, by: again.id }])
    assert.equal(
      state([proposed, approved, again, filed({ kind: 'reviewed', change: digest(2) })]),
      'approved',
    )
    const beside = filed({ kind: 'proposed', change: digest(2), commit: c2 })
    assert.equal(state([proposed, approved, beside]), 'proposed', 'two at once, one of them unseen')
    const same = filed({ kind: 'proposed', of: proposed.id, data: { note: 'rebased' }, commit: c2 })
    assert.equal(state([proposed, approved, same]), 'approved')
  })

  test('finds the improvement by name, by what an entry speaks of, by change and by commit', () => {
    const none = { improvement: undefined } as Partial<Entry>
    const bare = (more: Partial<Entry>) => {
      const { improvement: _, ...entry } = { ...filed(more).entry, ...none }
      return { id: entryId(entry), on: entry.commit, entry } as Filed
    }
    assert.equal(state([proposed, bare({ kind: 'reviewed' })]), 'approved')
    assert.equal(state([proposed, bare({ kind: 'rejected', change: null, commit: c1 })]), 'rejected')
    assert.equal(
      state([proposed, bare({ kind: 'rejected', change: null, commit: c3, of: proposed.id })]),
      'rejected',
    )
    const lost = bare({ kind: 'reviewed', change: digest(9), commit: c3 })
    assert.deepEqual(fold([proposed, lost], []).unattached, [lost.id])
  })

  test('an entry of someone who may not say it is shown and does nothing', () => {
    const counts = (one: Filed) => one.entry.by === jane
    const { improvements } = fold([proposed, filed({ kind: 'rejected', by: mallory })], [], counts)
    assert.equal(improvements[0]!.state, 'proposed')
    assert.equal(improvements[0]!.entries.length, 2)
    const signed = { ...rejected, entry: { ...rejected.entry, sig: 'x' } }
    const bySig = (one: Filed) => one.entry.sig !== undefined
    for (const twins of [
      [rejected, signed],
      [signed, rejected],
    ])
      assert.equal(fold([proposed, ...twins], [], bySig).improvements[0]!.state, 'rejected')
  })

  test('gives the same for any order and any repetition, and never throws', () => {
    const oid = fc.constantFrom(c1, c2, c3)
    const step = fc.record({
      kind: fc.constantFrom(...ENTRY_KINDS),
      by: fc.constantFrom(jane, mallory),
      commit: oid,
      change: fc.constantFrom(null, digest(1), digest(2)),
      improvement: fc.constantFrom(undefined, 'I1', 'I2'),
      of: fc.option(fc.nat(30)),
      kept: fc.boolean(),
      sig: fc.constantFrom(undefined, 'a', 'b'),
    })
    const seen: fc.Arbitrary<RefEvent> = fc.record({
      event: fc.constantFrom('merged' as const, 'reverted' as const),
      improvement: fc.constantFrom('I1', 'I2'),
      ref: fc.constantFrom(main, 'refs/heads/release'),
      commit: oid,
      undoes: oid,
    })
    const circular = fc.boolean()
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 14 }),
        fc.array(seen, { maxLength: 6 }),
        circular,
        fc.infiniteStream(fc.nat(1_000)),
        (steps, events, circle, random) => {
          const entries: Filed[] = []
          for (const { of, kept, improvement, sig, ...more } of steps) {
            const target = of === null ? undefined : entries[of % Math.max(1, entries.length)]?.id
            const entry = entryOn(more.commit, {
              ...more,
              data: { kept },
              ...(improvement && { improvement }),
              ...(target && { of: target }),
              ...(sig && { sig }),
            })
            entries.push({ id: entryId(entry), on: entry.commit, entry })
          }
          // No hash can name itself in a circle, but the fold must not rely on whoever calls it.
          if (circle && entries.length > 1) {
            entries[0]!.entry.of = entries.at(-1)!.id
            entries.at(-1)!.entry.of = entries[0]!.id
          }
          const next = () => random.next().value as number
          const shuffled = <T>(all: T[]) =>
            [...all, ...all.filter(() => next() % 3 === 0)]
              .map(one => ({ one, key: next() }))
              .sort((a, b) => a.key - b.key)
              .map(({ one }) => one)
          const first = fold(entries, events)
          assert.deepEqual(fold(shuffled(entries), shuffled(events)), first)
          for (const { id, state, landings } of first.improvements) {
            const live = landings.filter(one => one.revertedBy === null)
            if (live.length === 0) assert.ok(!['merged', 'rolled_out', 'kept'].includes(state), id)
            if (landings.length > 0 && live.length === 0) assert.equal(state, 'reverted')
            if (landings.length > 0)
              assert.ok(!['proposed', 'approved', 'rejected'].includes(state), 'refs win')
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
