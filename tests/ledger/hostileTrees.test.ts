import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { readIndexed } from '../../src/ledger/index/readIndexed.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { sync } from '../../src/ledger/sync.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'

type Item = [mode: string, name: string, oid: string]

/** A tree object of these entries as they are, in any order and under any name. */
function tree(test: TestRepository, items: Item[]): string {
  const bytes = items.map(([mode, name, oid]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(oid, 'hex')]),
  )
  const args = ['hash-object', '-w', '--literally', '-t', 'tree', '--stdin']
  const input = Buffer.concat(bytes)
  return execFileSync('git', args, { cwd: test.dir, env: test.env, input, encoding: 'utf8' }).trim()
}

function blob(test: TestRepository, content: string): string {
  const args = ['hash-object', '-w', '--stdin']
  return execFileSync('git', args, { cwd: test.dir, env: test.env, input: content, encoding: 'utf8' }).trim()
}

/** Makes a tree the remote's ledger, by a plain push of a hostile clone. */
function plant(server: TestRepository, root: (test: TestRepository) => string): void {
  const hostile = makeRepository()
  const commit = hostile.git('commit-tree', '-m', 'x', root(hostile))
  hostile.git('push', '-q', '-f', server.dir, `${commit}:${LEDGER_REF}`)
}

describe('a tree of the remote that no git would make', () => {
  const on = oidOf(1)
  const inTheWay: Record<string, (test: TestRepository) => string> = {
    'a link in the place of a note': test => tree(test, [['120000', on, blob(test, '/etc/passwd')]]),
    'a submodule in the place of a note': test => tree(test, [['160000', on, on]]),
    'a directory in the place of a note': test =>
      tree(test, [['40000', on, tree(test, [['100644', 'x', blob(test, 'x')]])]]),
    'files in the place of every fan-out': test =>
      tree(
        test,
        Array.from({ length: 256 }, (_, n) => ['100644', n.toString(16).padStart(2, '0'), blob(test, 'x')]),
      ),
    'one name twice': test =>
      tree(test, [
        ['100644', 'evil', blob(test, 'x')],
        ['100644', 'evil', blob(test, 'y')],
        ['40000', 'evil', tree(test, [['100644', 'x', blob(test, 'x')]])],
      ]),
    'names that a server’s checks refuse': test =>
      tree(test, [
        ['100644', '.git', blob(test, 'x')],
        ['100644', '.gitmodules', blob(test, 'x')],
        ['100644', 'a/../../b', blob(test, 'x')],
        ['40000', '..', tree(test, [['100644', 'x', blob(test, 'x')]])],
      ]),
  }
  for (const [what, root] of Object.entries(inTheWay))
    test(`${what}: everybody can write their entries and exchange them`, async () => {
      const server = makeRepository({ bare: true })
      plant(server, root)
      // One clone takes it whole, since it has nothing yet; one has entries of its own.
      const [taker, writer] = [await openTestRepository(), await openTestRepository()]
      const some = Array.from({ length: 600 }, (_, n) => entryOn(oidOf(n + 1)))
      await append(writer.repo, some.slice(0, 300))
      await sync(taker.repo, server.dir)
      await append(taker.repo, [entryOn(on, { kind: 'rejected' })])
      const strict = makeRepository({ bare: true })
      strict.git('config', 'receive.fsckObjects', 'true')
      taker.test.git('push', '-q', strict.dir, `${LEDGER_REF}^{tree}:refs/tags/tree`)
      await append(taker.repo, some.slice(300))
      for (const { repo } of [taker, writer, taker]) await sync(repo, server.dir)
      for (const { repo } of [taker, writer]) assert.equal((await readAll(repo)).filed.length, 601)
    })

  test('hundreds of thousands of odd paths are told, and stop nobody', async () => {
    const server = makeRepository({ bare: true })
    plant(server, test => {
      const x = blob(test, 'x')
      return tree(
        test,
        Array.from({ length: 300_000 }, (_, n) => ['100644', `x${String(n).padStart(6, '0')}`, x] as Item),
      )
    })
    const { repo } = await openTestRepository()
    await append(repo, [entryOn(on)])
    const synced = await sync(repo, server.dir)
    assert.equal(synced.malformed.length, 300_000)
    assert.ok(synced.pushed)
  })

  test('a note of a million lines that is taken away again is put back', async () => {
    const { test, repo } = await openTestRepository()
    const lines = Array.from({ length: 1_000_000 }, (_, n) => n.toString(36)).join('\n')
    const long = tree(test, [['100644', on, blob(test, `${lines}\n`)]])
    for (const ref of [LEDGER_REF, 'refs/improver/seen/ledger'])
      test.git('update-ref', ref, test.git('commit-tree', '-m', 'x', long))
    test.git('update-ref', LEDGER_REF, test.git('commit-tree', '-m', 'y', tree(test, [])))
    await append(repo, [entryOn(on)])
    assert.equal(test.git('cat-file', 'blob', `${LEDGER_REF}:${on}`).split('\n').length, 1_000_001)
  })

  /** Some 256 ** 5 notes in a few kilobytes. */
  function bomb(test: TestRepository): string {
    const pairs = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
    const leaf = blob(test, 'x')
    let below = tree(
      test,
      pairs.map(name => ['100644', name + '0'.repeat(30), leaf]),
    )
    for (let level = 0; level < 4; level += 1)
      below = tree(
        test,
        pairs.map(name => ['40000', name, below]),
      )
    return below
  }

  const bombs: Record<string, (test: TestRepository) => string> = {
    alone: bomb,
    'in one directory': test => tree(test, [['40000', 'ab', bombBelow(test)]]),
  }
  /** What one of its directories holds. */
  function bombBelow(test: TestRepository): string {
    return /tree (\S+)/.exec(test.git('ls-tree', bomb(test)))?.[1] ?? ''
  }

  for (const [where, root] of Object.entries(bombs))
    test(`trees that hold each other again and again, ${where}: cost neither time nor memory, and no entry`, async () => {
      const server = makeRepository({ bare: true })
      const [ann, bob, taker] = [
        await openTestRepository(),
        await openTestRepository(),
        await openTestRepository(),
      ]
      await append(ann.repo, [entryOn(on)])
      await sync(ann.repo, server.dir)
      await append(bob.repo, [entryOn(oidOf(2))])
      plant(server, root)
      for (const { repo } of [taker, bob, ann, taker, bob]) {
        await sync(repo, server.dir)
        await append(repo, [entryOn(oidOf(3))])
      }
      for (const { repo } of [ann, bob, taker]) assert.equal((await readAll(repo)).filed.length, 3)
      assert.deepEqual((await sync(ann.repo, server.dir)).malformed, [])
      // By a forced fetch it may come into a clone all the same.
      plant(server, root)
      ann.test.git('fetch', '-q', server.dir, '+refs/notes/*:refs/notes/*')
      await append(ann.repo, [entryOn(oidOf(4))])
      let hidden = 0
      for await (const one of readIndexed(ann.repo, undefined, 1)) if (!('entry' in one)) hidden += 1
      assert.ok(hidden > 0, 'who reads it is told')
    })
})
