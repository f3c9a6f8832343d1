import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { entryId, entryLine } from '../../src/ledger/canonical.ts'
import { FORMATS, PREDICATE, readRecord, recordOf } from '../../src/ledger/records.ts'
import type { Filed, Json } from '../../src/model/entry.ts'
import { entryOn, oidOf } from './entries.ts'

const filed = (n: number, data: { [key: string]: Json } = {}): Filed => {
  const entry = entryOn(oidOf(n), { data })
  return { id: entryId(entry), on: entry.commit, entry }
}

describe('entries as lines of a file', () => {
  test('come back as they went, in every format and as their own line', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.dictionary(
          fc.string().filter(key => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        (n, data) => {
          const one = filed(n, JSON.parse(JSON.stringify(data)))
          for (const text of [...FORMATS.map(format => recordOf(one, format)), entryLine(one.entry)]) {
            assert.ok(!text.includes('\n'))
            assert.deepEqual(readRecord(text), one)
          }
        },
      ),
    )
  })

  test('also where another tool wrote the keys in another order', () => {
    const one = filed(1)
    const { data, ...rest } = one.entry
    assert.deepEqual(readRecord(JSON.stringify({ id: one.id, entry: { data, ...rest } })), one)
  })

  test('are what in-toto reads: a statement about the commit', () => {
    const statement = JSON.parse(recordOf(filed(1), 'in-toto'))
    assert.equal(statement._type, 'https://in-toto.io/Statement/v1')
    assert.equal(statement.predicateType, PREDICATE)
    assert.deepEqual(statement.subject, [{ name: 'example.org/repo', digest: { gitCommit: oidOf(1) } }])
  })

  test('are refused, with the reason, where they are not what they say', () => {
    const one = filed(1)
    const statement = JSON.parse(recordOf(one, 'in-toto'))
    const refused: [string, RegExp][] = [
      ['{', /no JSON/],
      ['[]', /no JSON object/],
      ['null', /no JSON object/],
      ['{"entry":7}', /entry is no object/],
      ['{}', /must be/],
      [JSON.stringify({ id: filed(2).id, entry: one.entry }), /its id is sha256:/],
      [JSON.stringify({ entry: { ...one.entry, kind: 'blessed' } }), /kind must be one of/],
      [JSON.stringify({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' }), /another kind/],
      [JSON.stringify({ ...statement, subject: [{ digest: { gitCommit: oidOf(2) } }] }), /it is about/],
      [JSON.stringify({ ...statement, subject: [] }), /about no commit/],
      [JSON.stringify({ ...statement, predicate: null }), /without a predicate/],
    ]
    for (const [text, why] of refused) {
      const read = readRecord(text)
      assert.match(typeof read === 'string' ? read : 'it was read', why, text)
    }
  })

  test('are refused in words that a terminal can print, whatever stands there and of whatever type', () => {
    const one = filed(1)
    const statement = JSON.parse(recordOf(one, 'in-toto'))
    const odd = ['\u001b[2J\u202e\n', 'x'.repeat(1_000_000), { toString: 1, valueOf: 1 }, [[]], 7, null, true]
    for (const value of odd)
      for (const record of [
        { id: value, entry: one.entry },
        { ...statement, predicateType: value },
        { ...statement, _type: value },
        { ...statement, subject: [{ digest: { gitCommit: value } }] },
      ]) {
        const read = readRecord(JSON.stringify(record))
        assert.equal(typeof read, 'string')
        assert.match(read as string, /^[^\p{Cc}\p{Cf}]{1,300}$/u)
      }
  })
})
