import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../../src/ledger/canonical.ts'
import { isFiled, parseEntry } from '../../src/ledger/parseEntry.ts'
import type { Json } from '../../src/model/entry.ts'

const on = 'a'.repeat(40)

function lineWith(data: string, clone = 'c', sig = ''): string {
  const signed = sig && `,"sig":${JSON.stringify(sig)}`
  return `{"at":"2026-01-01T00:00:00Z","by":"A <a@b.c>","change":null,"clone":${JSON.stringify(clone)},"commit":"${on}","data":${data},"kind":"proposed","repo":"r"${signed},"tree":null,"v":1}`
}

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
}

for (const sig of ['', 'no signature'])
  test(`a line at each depth is read or refused, never thrown over (${sig || 'unsigned'})`, () => {
    for (let levels = 28; levels < 36; levels += 1) {
      const line = lineWith(nested(levels), 'c', sig)
      const read = parseEntry(line, on)
      assert.equal(isFiled(read), levels <= 31, `${levels} levels`)
      if (isFiled(read)) assert.equal(canonicalJson(read.entry as unknown as Json), line)
    }
  })

test('a name that reverses text is refused, one in any script is read', () => {
  assert.ok(!isFiled(parseEntry(lineWith('{}', 'a\u061cb'), on)))
  assert.ok(isFiled(parseEntry(lineWith('{}', 'حاسوب'), on)))
})
