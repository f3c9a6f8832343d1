import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Repository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { indexPath, readIndexed } from '../../src/ledger/index/readIndexed.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import type { Unreadable } from '../../src/ledger/parseEntry.ts'
import { readLedger } from '../../src/ledger/read.ts'
import type { EntryKind, Filed } from '../../src/model/entry.ts'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import '../helpers/propertySeed.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes } from './openTestRepository.ts'

/** In one order, so that only what was read matters. */
async function all(source: AsyncIterable<Filed | Unreadable>): Promise<string[]> {
  const lines: string[] = []
  for await (const one of source) lines.push(JSON.stringify(one))
  return lines.sort()
}

const indexed = (repo: Repository, kinds?: readonly EntryKind[]) => all(readIndexed(repo, kinds, 1))
const plain = (repo: Repository) => all(readLedger(repo))

/** The git processes that something starts. */
async function processes(act: () => Promise<unknown>): Promise<string[]> {
  const trace = join(tempDir(), 'trace')
  process.env.GIT_TRACE2_EVENT = trace
  try {
    await act()
  } finally {
    delete process.env.GIT_TRACE2_EVENT
  }
  const names = readFileSync(trace, 'utf8').matchAll(/"event":"cmd_name".*?"name":"([^"]+)"/g)
  return [...names].map(([, name]) => name!)
}

type Step = { do: 'append' | 'remove' | 'scribble' | 'regrow' | 'read'; n: number }

const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('append', 'remove', 'scribble', 'regrow', 'read'),
  n: fc.nat(40),
})

/** What one may do to a ledger, by our own hand and by others. */
async function take(test: TestRepository, repo: Repository, step: Step): Promise<void> {
  const { n } = step
  const on = oidOf(n)
  if (step.do === 'append')
    await append(
      repo,
      [0, 1, 2].map(i => entryOn(oidOf(n + i), { data: { n, i } })),
    )
  else if (step.do === 'remove') test.tryGit('notes', '--ref=improver/ledger', 'remove', on)
  else if (step.do === 'scribble')
    plantNotes(test, {
      [oidOf(n)]: `no entry ${n}\n`,
      [n % 2 ? `${on.slice(0, 2)}/${on.slice(2)}` : oidOf(n + 1)]: Buffer.from([0xff, n, 10]),
      ...(n % 3 ? {} : { 'READ ME\u00e4%23': 'x' }),
    })
  else if (step.do === 'regrow') {
    const entries = Array.from({ length: 300 }, (_, i) => entryOn(oidOf(1_000 + n * 300 + i)))
    await append(repo, entries)
  } else await indexed(repo)
}

describe('readIndexed', () => {
  it('gives what readLedger gives, whatever happened to the ledger since the index was made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 10 }), async steps => {
        const { test, repo } = await openTestRepository()
        for (const step of steps) {
          await take(test, repo, step)
          assert.deepEqual(await indexed(repo), await plain(repo))
        }
      }),
      { numRuns: Number(process.env.HISTORIES ?? 8) },
    )
  })

  it('asks git once for a ledger that has not moved, and then reads only the notes that did', async () => {
    const { repo } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 400 }, (_, i) => entryOn(oidOf(i))),
    )
    await indexed(repo)
    assert.deepEqual(await processes(() => indexed(repo)), ['for-each-ref'])
    await append(repo, [entryOn(oidOf(7), { kind: 'measured' })])
    const started = await processes(() => indexed(repo))
    assert.deepEqual(started, ['for-each-ref', 'diff-tree', 'cat-file'])
    assert.deepEqual(await indexed(repo), await plain(repo))
    assert.deepEqual(readdirSync(dirname(indexPath(repo, LEDGER_REF))), ['ledger'])
  })

  it('makes an index anew that was damaged, cut off, or made of a commit that is gone', async () => {
    const { test, repo } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 50 }, (_, i) => entryOn(oidOf(i))),
    )
    const truth = await indexed(repo)
    const file = indexPath(repo, LEDGER_REF)
    const whole = readFileSync(file)
    const damage: ((bytes: Buffer) => Buffer)[] = [
      bytes => Buffer.from(bytes.toString('latin1').replace('validated', 'benched__'), 'latin1'),
      bytes => bytes.subarray(0, bytes.length - 200),
      bytes => bytes.subarray(0, 10),
      () => Buffer.alloc(0),
      bytes => Buffer.concat([bytes, bytes]),
      bytes => Buffer.from(bytes.toString('latin1').replace('index 1', 'index 2'), 'latin1'),
    ]
    for (const spoil of damage) {
      writeFileSync(file, spoil(whole))
      assert.deepEqual(await indexed(repo), truth)
      assert.deepEqual(readFileSync(file), whole)
    }
    await append(repo, [entryOn(oidOf(3), { kind: 'measured' })])
    const old = test.git('rev-parse', `${LEDGER_REF}~1`)
    const now = test.git('commit-tree', '-m', 'x', `${LEDGER_REF}^{tree}`)
    for (const ref of [LEDGER_REF, 'refs/improver/seen/ledger']) test.git('update-ref', ref, now)
    test.git('reflog', 'expire', '--expire=now', '--all')
    test.git('prune', '--expire=now')
    assert.notEqual(test.tryGit('cat-file', '-e', old).code, 0)
    assert.deepEqual(await indexed(repo), await plain(repo))
  })

  it('reads all the same where no index can be written, and leaves none of a reader that went away', async () => {
    const { repo } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 50 }, (_, i) => entryOn(oidOf(i))),
    )
    const folder = dirname(indexPath(repo, LEDGER_REF))
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(dirname(folder), { recursive: true })
    writeFileSync(folder, 'in the way')
    assert.deepEqual(await indexed(repo), await plain(repo))
    rmSync(folder)
    for await (const _ of readIndexed(repo, undefined, 1)) break
    assert.equal(existsSync(indexPath(repo, LEDGER_REF)), false)
    assert.deepEqual(existsSync(folder) ? readdirSync(folder) : [], [])
    await indexed(repo)
    truncateSync(indexPath(repo, LEDGER_REF), 100)
    chmodSync(folder, 0o500)
    assert.deepEqual(await indexed(repo), await plain(repo))
    chmodSync(folder, 0o700)
  })

  it('keeps no index of a small ledger, and gives the wanted kinds alone', async () => {
    const { repo } = await openTestRepository()
    const kinds = ['validated', 'benched', 'measured'] as const
    await append(
      repo,
      kinds.map((kind, i) => entryOn(oidOf(i), { kind, data: { says: '"kind":"benched"' } })),
    )
    await all(readIndexed(repo))
    assert.equal(existsSync(indexPath(repo, LEDGER_REF)), false)
    for (const _ of ['anew', 'from the index']) {
      const found = await indexed(repo, ['benched'])
      assert.deepEqual(
        found.map(line => (JSON.parse(line) as Filed).entry.kind),
        ['benched'],
      )
    }
  })

  it('tells what stands in a shard where it does not count', async () => {
    const { test, repo } = await openTestRepository()
    await append(repo, [entryOn(oidOf(1), { kind: 'reviewed' })])
    test.git('update-ref', `${LEDGER_REF}-a`, LEDGER_REF)
    test.git('update-ref', '-d', LEDGER_REF)
    test.git('update-ref', '-d', 'refs/improver/seen/ledger')
    for (const _ of ['anew', 'from the index']) {
      const [line] = await indexed(repo)
      assert.match(line ?? '', /reviewed stands in refs\/notes\/improver\/ledger-a, where it does not count/)
    }
  })
})
