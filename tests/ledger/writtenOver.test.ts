import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { fetchLedger } from '../../src/ledger/fetchLedger.ts'
import { readIndexed } from '../../src/ledger/index/readIndexed.ts'
import { LEDGER_REF, seenRef, trackingRef } from '../../src/ledger/ledgerRef.ts'
import { lostLines } from '../../src/ledger/lostLines.ts'
import { sync } from '../../src/ledger/sync.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'

const SHARD = `${LEDGER_REF}-a`

/** A blob, a tree and an annotated tag in a repository. */
function oddObjects(test: TestRepository): string[] {
  const tree = test.git('mktree', '--missing', '-z')
  const commit = test.git('commit-tree', '-m', 'x', tree)
  test.git('tag', '-f', '-a', '-m', 'x', 'odd', commit)
  const blob = test.git('hash-object', '-w', '--stdin', '-t', 'blob')
  return [blob, tree, test.git('rev-parse', 'odd')]
}

describe('a ref of the ledger that holds no commit', () => {
  test('on the remote: is named, and what others wrote is exchanged all the same', async () => {
    const server = makeRepository({ bare: true })
    for (const odd of oddObjects(server))
      for (const ref of [LEDGER_REF, SHARD]) {
        const { repo } = await openTestRepository()
        await append(repo, [entryOn(oidOf(1))])
        await append(repo, [entryOn('a'.repeat(40))], { shards: 16 })
        await sync(repo, server.dir)
        await append(repo, [entryOn(oidOf(2))])
        server.git('update-ref', ref, odd)
        const synced = await sync(repo, server.dir)
        assert.deepEqual(
          synced.malformed.map(one => [one.path, one.oid]),
          [[ref, odd]],
        )
        assert.ok(synced.missing.length > 0, 'what stood there is named')
        const other = await openTestRepository()
        const again = await sync(other.repo, server.dir)
        assert.deepEqual(again.malformed, [], 'ours took its place')
        assert.equal((await readAll(other.repo)).filed.length, 3)
        for (const one of [LEDGER_REF, SHARD]) server.git('update-ref', '-d', one)
      }
  })

  test('on the remote, where nobody has that shard: stays there and stops nobody', async () => {
    const server = makeRepository({ bare: true })
    server.git('update-ref', SHARD, oddObjects(server)[0]!)
    const { repo } = await openTestRepository()
    await append(repo, [entryOn(oidOf(1))])
    assert.ok((await sync(repo, server.dir)).pushed)
    assert.equal((await sync(repo, server.dir)).malformed.length, 1)
    await lostLines(repo, new Set(), new Set())
  })

  test('decides nothing where a decision hangs on it', async () => {
    const server = makeRepository({ bare: true })
    server.git('update-ref', LEDGER_REF, oddObjects(server)[0]!)
    const { repo } = await openTestRepository()
    await assert.rejects(fetchLedger(repo, server.dir), Failure)
  })

  test('in this clone, after a forced fetch of it: what was seen is put back and named', async () => {
    const server = makeRepository({ bare: true })
    for (const odd of oddObjects(server)) {
      server.git('update-ref', LEDGER_REF, odd)
      const { test, repo, commit } = await openTestRepository()
      await append(repo, [entryOn(commit)])
      test.git('fetch', '-q', server.dir, '+refs/notes/*:refs/notes/*')
      assert.equal(test.git('rev-parse', LEDGER_REF), odd)
      const back: string[] = []
      await append(repo, [entryOn(oidOf(2))], { restored: lines => back.push(...lines.map(one => one.on)) })
      assert.deepEqual(back, [commit])
      assert.equal((await readAll(repo)).filed.length, 2)
    }
  })

  test('what this clone remembers holds no commit: it is forgotten, and the ledger stays', async () => {
    const server = makeRepository({ bare: true })
    const { test, repo, commit } = await openTestRepository()
    for (const ref of [seenRef(), trackingRef(server.dir), 'refs/improver/seen/ledger-b']) {
      await append(repo, [entryOn(commit, { data: { ref } })])
      await sync(repo, server.dir)
      test.git('update-ref', ref, oddObjects(test)[0]!)
      await append(repo, [entryOn(commit, { kind: 'benched', data: { ref } })])
      await sync(repo, server.dir)
      await lostLines(repo, new Set(), new Set())
    }
    assert.equal((await readAll(repo)).filed.length, 6)
  })

  test('a shard: is shown, and the others are read, with an index and without', async () => {
    const { test, repo, commit } = await openTestRepository()
    await append(repo, [entryOn(commit)])
    for (const odd of oddObjects(test)) {
      test.git('update-ref', SHARD, odd)
      const { filed, unreadable } = await readAll(repo)
      assert.deepEqual([filed.length, unreadable.map(one => one.on)], [1, [SHARD]])
      const indexed = []
      for await (const one of readIndexed(repo, undefined, 1)) indexed.push(one)
      assert.deepEqual(indexed, [...filed, ...unreadable])
    }
  })
})
