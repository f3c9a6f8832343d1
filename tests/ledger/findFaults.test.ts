import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { entryId, lineId } from '../../src/ledger/canonical.ts'
import { type Checked, findFaults } from '../../src/ledger/findFaults.ts'
import type { SignatureFact } from '../../src/model/commit.ts'
import type { Entry } from '../../src/model/entry.ts'
import { entryOn, oidOf } from './entries.ts'

const [c1, c2] = [oidOf(1), oidOf(2)]
const good = (key: string): SignatureFact => ({
  state: 'good',
  kind: 'ssh',
  key,
  fingerprint: '',
  userPresent: false,
})
const line = (more: Partial<Entry> = {}, signature: SignatureFact = good('jane'), on?: string): Checked => {
  const entry = entryOn(more.commit ?? c1, more)
  return { id: entryId(entry), on: on ?? entry.commit, entry, signature }
}
const faults = (lines: Checked[], trees: Record<string, string> = {}) =>
  findFaults(lines, [], [], commit => trees[commit] ?? null)
const sorts = (lines: Checked[], trees?: Record<string, string>) => faults(lines, trees).map(one => one.fault)

describe('what is wrong with a ledger', () => {
  const first = line()
  const second = line({ kind: 'benched', prev: first.id })

  test('nothing, where every entry is signed and names what is there', () => {
    const copy = { ...second, on: c2 }
    const withdrawn = line({ kind: 'withdrawn', of: first.id })
    assert.deepEqual(faults([first, second, copy, withdrawn]), [])
    const tree = oidOf(7)
    assert.deepEqual(faults([line({ tree })], { [c1]: tree }), [])
    assert.deepEqual(faults([line({ tree })]), [], 'a commit that is not here says nothing')
  })

  test('an entry that others name is missing, once, and all who name it are told', () => {
    const [one] = faults([second, line({ kind: 'withdrawn', of: first.id })])
    assert.equal(one?.fault, 'missing')
    assert.equal(one?.id, first.id)
    assert.match(one?.says ?? '', /names it as the one before it/)
    assert.match(one?.says ?? '', /names it as what it speaks of/)
    // An incident may acknowledge what is gone for good.
    assert.deepEqual(faults([line({ kind: 'incident', of: first.id })]), [])
  })

  test('no entry is from a day that there is not, or still to come, and names a ref that git could have', () => {
    const at = (time: string) =>
      findFaults([line({ at: time })], [], [], () => null, Date.parse('2026-06-01T00:00:00Z')).map(
        one => one.says,
      )
    for (const time of ['1970-01-01T00:00:00Z', '2024-02-29T23:59:59.999Z', '2026-06-01T00:00:00.000000000Z'])
      assert.deepEqual(at(time), [], time)
    for (const time of [
      '2026-02-30T00:00:00Z',
      '2025-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-01-01T24:00:00Z',
    ])
      assert.match(at(time).join(), /^there is no such time as 20/, time)
    assert.match(at('9999-12-31T23:59:59Z').join(), /^it is from a time that is still to come/)
    // Clocks are set back: what came later may say that it is older.
    assert.deepEqual(faults([first, line({ prev: first.id, at: '1999-01-01T00:00:00Z' })]), [])
    assert.deepEqual(sorts([line({ ref: 'refs/heads/a.b/c-d@e' })]), [])
    for (const ref of ['a..b', 'a//b', 'a/', 'a.lock', 'a.lock/b', 'a/.b', 'a@{1', 'a.'])
      assert.deepEqual(sorts([line({ ref: `refs/heads/${ref}` })]), ['impossible'], ref)
  })

  test('a chain goes through one clone and one key', () => {
    assert.deepEqual(sorts([first, line({ clone: 'other', prev: first.id })]), ['impossible'])
    assert.deepEqual(sorts([first, line({ prev: first.id }, good('rob'))]), ['impossible'])
    // A second signature of the same words, by another hand, changes nothing for the chain.
    const forged = {
      ...first,
      entry: { ...first.entry, sig: 'x' },
      signature: { state: 'bad', why: 'no' } as const,
    }
    assert.deepEqual(sorts([first, forged, second]), ['altered'])
    for (const key of ['aaa', 'zzz']) {
      const again = { ...first, entry: { ...first.entry, sig: key }, signature: good(key) }
      assert.deepEqual(sorts([again, first, second]), [], 'nor does a good one')
    }
  })

  test('signatures: none, broken, of a kind that nobody can read', () => {
    assert.deepEqual(sorts([line({}, { state: 'none' })]), ['unsigned'])
    assert.deepEqual(sorts([line({}, { state: 'bad', why: 'no' })]), ['altered', 'unsigned'])
    assert.deepEqual(sorts([line({}, { state: 'unreadable', why: 'PGP' })]), ['unsigned'])
    // An unsigned twin takes nothing from the signed one.
    assert.deepEqual(sorts([line({}, { state: 'none' }), line()]), [])
  })

  test('an entry that was moved to another object, and one whose commit has another tree', () => {
    assert.deepEqual(sorts([line({}, good('jane'), c2)]), ['altered'])
    assert.deepEqual(sorts([line({ tree: oidOf(7) })], { [c1]: oidOf(8) }), ['impossible'])
  })

  test('lines that are no entries, and notes that cannot be read', () => {
    const unreadable = [
      { on: c1, line: 'a paragraph', why: 'no JSON' },
      { on: 'evil', line: '', why: 'its path is no object name' },
    ]
    const found = findFaults([], unreadable, [], () => null)
    assert.deepEqual(
      found.map(one => [one.fault, one.id]),
      [
        ['altered', lineId('a paragraph')],
        ['altered', lineId('evil')],
      ],
    )
  })

  test('is told in one order, whatever the order of the lines', () => {
    const all = [
      first,
      { ...first, on: c2 },
      { ...first, on: oidOf(3) },
      second,
      line({ kind: 'measured', prev: `sha256:${oidOf(5, 64)}` }),
      line({ kind: 'staged', clone: 'other', prev: first.id }, { state: 'none' }),
      line({ kind: 'rejected' }, { state: 'bad', why: 'no' }),
      line({ kind: 'rejected' }, { state: 'none' }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), lines => {
        const sorted = (of: ReturnType<typeof faults>) => of.map(one => JSON.stringify(one)).sort()
        assert.deepEqual(sorted(faults(lines)), sorted(faults(all)))
      }),
    )
  })
})
