import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Repository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { findFaults } from '../../src/ledger/findFaults.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { sync } from '../../src/ledger/sync.ts'
import { verifyEntry } from '../../src/ledger/verifyEntry.ts'
import type { Entry } from '../../src/model/entry.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes, readAll } from './openTestRepository.ts'

const MB = 1024 * 1024
const on = oidOf(1)
const said = (by: string): Entry => entryOn(on, { kind: 'rejected', by: `${by} <${by}@example.org>` })

async function speakers({ filed }: Awaited<ReturnType<typeof readAll>>): Promise<string[]> {
  return [...new Set(filed.map(one => one.entry.by.split(' ')[0]!))].sort()
}

/** Clones of which each has said something about the commit, and a server that has nothing yet. */
async function clones(...names: string[]) {
  const server = makeRepository({ bare: true })
  const repos: Record<string, Repository> = {}
  for (const name of names) {
    const { repo } = await openTestRepository()
    await append(repo, [said(name)])
    repos[name] = repo
  }
  return { server, repos }
}

describe('a note of the remote that is over the limit', () => {
  const huge = Buffer.alloc(17 * MB, 'x\n')

  test('keeps nobody’s entries about that commit out, and is named', async () => {
    const { server, repos } = await clones('ann', 'bob')
    await sync(repos.ann!, server.dir)
    plantNotes(server, { [on]: huge, [oidOf(2)]: huge })
    for (const repo of [repos.bob!, repos.ann!]) await sync(repo, server.dir)
    const synced = await sync(repos.bob!, server.dir)
    assert.deepEqual(synced.malformed, [])
    for (const repo of Object.values(repos)) {
      const read = await readAll(repo)
      assert.deepEqual(await speakers(read), ['ann', 'bob'])
      assert.deepEqual(read.unreadable, [])
    }
  })

  test('is taken by who has nothing; that one can write about the commit, and whoever takes it out is heard', async () => {
    const server = makeRepository({ bare: true })
    plantNotes(server, { [on]: huge })
    const [ann, bob] = [await openTestRepository(), await openTestRepository()]
    for (const { repo } of [ann, bob]) {
      await sync(repo, server.dir)
      await append(repo, [said(repo === ann.repo ? 'ann' : 'bob')])
      await sync(repo, server.dir)
    }
    assert.deepEqual(await speakers(await readAll(bob.repo)), ['ann', 'bob'])
    server.git('notes', '--ref=improver/ledger', 'remove', on)
    for (const { repo } of [ann, bob, ann]) await sync(repo, server.dir)
    for (const { repo } of [ann, bob]) {
      const read = await readAll(repo)
      assert.deepEqual([await speakers(read), read.unreadable], [['ann', 'bob'], []])
    }
    assert.equal(server.tryGit('rev-parse', '-q', '--verify', `${LEDGER_REF}:${on}`).code, 1)
  })
})

describe('a note that somebody has filled up', () => {
  const junk = Buffer.alloc(16 * MB - 10, `${'some words of nobody '.repeat(2_000)}\n`)

  test('keeps nobody’s entries out, and the clones come to rest with the same ones', async () => {
    const { server, repos } = await clones('ann', 'bob')
    await sync(repos.ann!, server.dir)
    plantNotes(server, { [on]: junk })
    const { repo: eve } = await openTestRepository()
    await sync(eve, server.dir)
    await append(eve, [said('eve')])
    assert.equal(await append(eve, [said('eve')]).then(filed => filed.length), 1)
    const all = [repos.ann!, repos.bob!, eve]
    for (const repo of [...all, ...all]) await sync(repo, server.dir)
    for (const repo of all) {
      const read = await readAll(repo)
      assert.deepEqual(await speakers(read), ['ann', 'bob', 'eve'])
      const checked = read.filed.map(one => ({ ...one, signature: verifyEntry(one.entry) }))
      assert.deepEqual(
        findFaults(checked, [], [], () => null).filter(({ fault }) => fault !== 'unsigned'),
        [],
        'an entry beside a full note is where it belongs',
      )
      assert.equal((await sync(repo, server.dir)).pushed, false, 'they have come to rest')
    }
    server.git('fsck', '--strict')
  })

  test('also where it stands twice', async () => {
    const { server, repos } = await clones('ann', 'bob')
    plantNotes(server, { [on]: junk, [`${on.slice(0, 2)}/${on.slice(2)}`]: junk })
    for (const repo of Object.values(repos)) await sync(repo, server.dir)
    const { test: taker, repo } = await openTestRepository()
    taker.git('fetch', '-q', server.dir, `+${LEDGER_REF}:${LEDGER_REF}`)
    plantNotes(taker, { [on]: junk, [`${on.slice(0, 2)}/${on.slice(2)}`]: `${junk.toString()}y\n` })
    await append(repo, [said('eve')])
    for (const one of [repo, ...Object.values(repos)]) await sync(one, server.dir)
    for (const one of Object.values(repos))
      assert.deepEqual(await speakers(await readAll(one)), ['ann', 'bob', 'eve'])
  })
})
