import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exportLedger } from '../../src/flow/ledgerExport.ts'
import { importLedger } from '../../src/flow/ledgerImport.ts'
import type { Repository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryLine } from '../../src/ledger/canonical.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { FORMATS, type Format } from '../../src/ledger/records.ts'
import { ENTRY_KINDS, type Entry } from '../../src/model/entry.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { entryOn, oidOf } from '../ledger/entries.ts'
import { openTestRepository, plantNotes, readAll } from '../ledger/openTestRepository.ts'

async function exported(repo: Repository, format: Format): Promise<string> {
  const lines: string[] = []
  for await (const line of exportLedger(repo, format).lines) lines.push(line)
  return lines.join('')
}

/** In pieces, as a pipe would bring it. */
async function* bytes(text: string, piece = 1_000): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece)
}

const linesOf = async (repo: Repository) =>
  [...new Set((await readAll(repo)).filed.map(({ entry }) => entryLine(entry)))].sort()

const anyEntry = fc
  .record({
    on: fc.nat(20),
    kind: fc.constantFrom(...ENTRY_KINDS),
    at: fc
      .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
      .map(date => date.toISOString()),
    improvement: fc.option(fc.constantFrom('Iab', 'Icd')),
    data: fc.dictionary(
      fc.string({ unit: 'binary' }).filter(key => key !== '__proto__'),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\u2028', '\u2029', '\r\n', '\ufeff', '\ud800'),
        fc.jsonValue({ maxDepth: 2 }),
      ),
      { maxKeys: 4 },
    ),
  })
  .map(({ on, kind, at, improvement, data }) =>
    entryOn(oidOf(on), {
      kind,
      at,
      ...(improvement && { improvement }),
      // What JSON itself makes of it: no -0.
      data: JSON.parse(JSON.stringify(data).replaceAll('"__proto__"', '"proto"')),
    }),
  )

describe('what leaves a ledger as a file', () => {
  test('makes the very same ledger in an empty repository, in every format and however often it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (entries, atOnce) => {
          const { repo } = await openTestRepository()
          await append(repo, entries)
          const before = await linesOf(repo)
          for (const format of FORMATS) {
            const { repo: other } = await openTestRepository()
            const text = await exported(repo, format)
            assert.deepEqual(await importLedger(other, bytes(text, 97), 'x', atOnce), {
              read: before.length,
              added: before.length,
            })
            assert.deepEqual(await linesOf(other), before)
            const tip = (await other.run(['for-each-ref', LEDGER_REF])).stdout
            assert.deepEqual(await importLedger(other, bytes(text), 'x'), { read: before.length, added: 0 })
            assert.deepEqual((await other.run(['for-each-ref', LEDGER_REF])).stdout, tip)
            assert.deepEqual(await importLedger(repo, bytes(text), 'x'), { read: before.length, added: 0 })
          }
        },
      ),
      { numRuns: 8 },
    )
  })

  test('keeps signatures, and an unsigned twin beside a signed line is nothing new', {
    skip: noSigning,
  }, async () => {
    const { test: here, repo, commit } = await openTestRepository()
    giveSigningKey(here)
    const plain = entryOn(commit, { kind: 'reviewed', data: { why: 'a\u2028b' } })
    const signed = signEntryAs(here, plain)
    await append(repo, [signed])
    const { repo: other } = await openTestRepository()
    const text = await exported(repo, 'in-toto')
    assert.deepEqual(await importLedger(other, bytes(text), 'x'), { read: 1, added: 1 })
    assert.deepEqual(await linesOf(other), [entryLine(signed)])
    assert.deepEqual(await importLedger(other, bytes(`${entryLine(plain)}\n`), 'x'), { read: 1, added: 0 })
    assert.deepEqual(await linesOf(other), [entryLine(signed)])
    // The other way round the signature is new.
    const { repo: third } = await openTestRepository()
    assert.deepEqual(await importLedger(third, bytes(`${entryLine(plain)}\n`), 'x'), { read: 1, added: 1 })
    assert.deepEqual(await importLedger(third, bytes(text), 'x'), { read: 1, added: 1 })
  })

  test('does not come a second time where the ledger is spread over shards', async () => {
    const { repo } = await openTestRepository()
    const entries = Array.from({ length: 40 }, (_, n) => entryOn(oidOf(n), { kind: 'measured', data: { n } }))
    await append(repo, entries, { shards: 16 })
    const text = await exported(repo, 'jsonl')
    assert.deepEqual(await importLedger(repo, bytes(text), 'x'), { read: 40, added: 0 })
    assert.equal((await readAll(repo)).filed.length, 40)
  })

  test('says of each line that is no entry where it stands, and loses none of those beside it', async () => {
    const { test: here, repo, commit } = await openTestRepository()
    plantNotes(here, { [commit]: `a paragraph\n${entryLine(entryOn(commit))}\n{"v":2}\n` })
    const out = exportLedger(repo, 'jsonl')
    const lines: string[] = []
    for await (const line of out.lines) lines.push(line)
    assert.equal(lines.length, 1)
    assert.deepEqual([out.entries, out.unreadable], [1, 2])
    assert.deepEqual(
      out.left.map(({ on }) => on),
      [commit, commit],
    )
    assert.match(out.left[0]!.why, /no JSON object/)
  })
})

describe('what comes into a ledger from a file', () => {
  const record = (entry: Entry) => `${entryLine(entry)}\n`

  test('comes not at all where one line is none, named by its number', async () => {
    const good = (n: number) => record(entryOn(oidOf(n)))
    const cases: [string, RegExp][] = [
      [`${good(1)}\n${good(2)}hello\n${good(3)}`, /^x:4: no JSON; nothing was imported/],
      [`${good(1)}${good(2).slice(0, -20)}`, /^x:2: no JSON; nothing/],
      [`${good(1)}${'x'.repeat(600_000)}\n`, /^x:2: 600000 bytes long/],
      [
        `${good(1)}${record(entryOn(oidOf(1, 64)))}`,
        /^x:2: [0-9a-f]{64} is no object name in this repository/,
      ],
      [
        `${good(1)}${record(entryOn(oidOf(2), { sig: 'forged' }))}${good(3)}{"id":{"toString":1},"entry":${good(4)}`,
        /^x:4: no JSON/,
      ],
    ]
    const { repo } = await openTestRepository()
    for (const [text, why] of cases) {
      await assert.rejects(importLedger(repo, bytes(text), 'x', 1), (error: Error) => {
        assert.match(error.message, why)
        return true
      })
      assert.equal((await repo.run(['for-each-ref', LEDGER_REF])).stdout.length, 0, text.slice(0, 40))
    }
    const fine = Buffer.from(good(5)).toString('latin1')
    assert.deepEqual(await importLedger(repo, bytes(`\ufeff${fine.replace('\n', '\r\n')}`), 'x'), {
      read: 1,
      added: 1,
    })
  })

  test('is sound where it was interrupted, and the same import brings the rest', async () => {
    const { repo } = await openTestRepository()
    const text = Array.from({ length: 30 }, (_, n) => record(entryOn(oidOf(n)))).join('')
    let calls = 0
    const dying: Repository = {
      ...repo,
      run(args, options) {
        if (args.includes('update-ref') && ++calls > 2) throw new Error('No space left on device')
        return repo.run(args, options)
      },
    }
    await assert.rejects(
      importLedger(dying, bytes(text), 'x', 10),
      /No space left on device; 20 of 30 new entries are in the ledger/,
    )
    assert.equal((await readAll(repo)).filed.length, 20)
    assert.deepEqual(await importLedger(repo, bytes(text), 'x', 10), { read: 30, added: 10 })
    assert.equal((await linesOf(repo)).length, 30)
  })
})
