import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type FileLine, splitLines } from '../../src/ledger/splitLines.ts'

async function split(bytes: Buffer, cuts: number[] = [], most = 1_000): Promise<FileLine[]> {
  async function* chunks() {
    let at = 0
    for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
      yield bytes.subarray(at, cut)
      at = Math.max(at, cut)
    }
  }
  const lines: FileLine[] = []
  for await (const line of splitLines(chunks(), most)) lines.push(line)
  return lines
}
const texts = (lines: FileLine[]) => lines.map(line => ('text' in line ? line.text : line.why))

describe('the lines of a file', () => {
  test('come back however the bytes are cut, with whatever JSON may hold in a string', async () => {
    const line = fc.string({ unit: 'grapheme' }).filter(text => !/[\r\n\ufeff]/.test(text))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(line, fc.constantFrom('a\u2028b', 'a\u2029b', 'a\u0085b', '\v\f'))),
        fc.array(fc.nat(200)),
        async (lines, cuts) => {
          const bytes = Buffer.from(lines.map(one => `${one}\n`).join(''))
          const within = cuts.filter(cut => cut <= bytes.length)
          assert.deepEqual(texts(await split(bytes, within, 10_000)), lines)
        },
      ),
    )
  })

  test('have line ends of any system, a byte order mark, and need none at the end', async () => {
    assert.deepEqual(texts(await split(Buffer.from('\ufeff{}\r\n\n{}'))), ['{}', '', '{}'])
    assert.deepEqual(await split(Buffer.alloc(0)), [])
  })

  test('that nobody can read are told by their number, and those after them are read', async () => {
    const long = Buffer.concat([
      Buffer.from('a\n'),
      Buffer.alloc(5_000, 'x'),
      Buffer.from('\nb\n\xff\n', 'latin1'),
    ])
    const lines = await split(long, [10, 100, 4_000])
    assert.deepEqual(lines[0], { number: 1, text: 'a' })
    assert.match(texts(lines)[1]!, /^5000 bytes long; no entry takes more than 1000$/)
    assert.deepEqual(lines[2], { number: 3, text: 'b' })
    assert.deepEqual(lines[3], { number: 4, why: 'no UTF-8' })
  })
})
