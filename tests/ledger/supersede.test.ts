import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Known, supersede } from '../../src/ledger/supersede.ts'
import type { Digest } from '../../src/model/change.ts'
import type { Entry } from '../../src/model/entry.ts'

const idOf = (n: number) => `sha256:${n.toString(16).padStart(64, '0')}` as Digest

/** Entries of one person, each a correction of the one whose number is given, or of none. */
function knownOf(kinds: Entry['kind'][], names: (number | null)[]): Map<Digest, Known> {
  return new Map(
    names.map((of, n) => {
      const kind = kinds[n % kinds.length]!
      const entry = { kind, by: 'Jane <jane@example.org>', ...(of !== null && { of: idOf(of) }) } as Entry
      return [idOf(n), { id: idOf(n), entry, counts: true, by: 'jane' }]
    }),
  )
}

/** The rule as its docstring says it, round after round until nothing changes. */
function byRounds(known: Map<Digest, Known>, superseded: { entry: Digest; by: Digest }[]): Set<Digest> {
  const decided = new Map<Digest, boolean>()
  for (let before = -1; before !== decided.size; ) {
    before = decided.size
    for (const id of known.keys()) {
      const over = superseded.filter(one => one.entry === id).map(one => decided.get(one.by))
      if (over.includes(true)) decided.set(id, false)
      else if (over.every(one => one === false)) decided.set(id, true)
    }
  }
  const holds = ([id, { entry }]: [Digest, Known]) => decided.get(id) ?? entry.kind !== 'reviewed'
  return new Set([...known].filter(holds).map(([id]) => id))
}

describe('supersede', () => {
  test('says of any entries, circles too, what its rule says', () => {
    const names = fc.array(fc.option(fc.nat(12)), { minLength: 1, maxLength: 13 })
    const kinds = fc.constantFrom<Entry['kind'][]>(['proposed'], ['reviewed'], ['reviewed', 'withdrawn'])
    fc.assert(
      fc.property(kinds, names, (kinds, names) => {
        const known = knownOf(kinds, names)
        const { active, superseded } = supersede(known)
        assert.deepEqual([...active].sort(), [...byRounds(known, superseded)].sort())
      }),
    )
  })

  test('takes a chain of any length, and any number of corrections of one entry', () => {
    const many = 100_000
    const chain = Array.from({ length: many }, (_, n) => (n === 0 ? null : n - 1))
    assert.equal(supersede(knownOf(['proposed'], chain)).active.size, many / 2)
    const star = Array.from({ length: many }, (_, n) => (n === 0 ? null : 0))
    assert.equal(supersede(knownOf(['proposed'], star)).active.size, many - 1)
  })
})
