import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { sync } from '../../src/ledger/sync.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'
import { startSyncer } from './startWriters.ts'

describe('clones that push at once', () => {
  for (const shards of [1, 16])
    it(`eight of them, twenty-five times each, ${shards === 1 ? 'one ref' : 'sixteen shards'}: every entry arrives`, async () => {
      const server = makeRepository({ bare: true })
      const clones = Array.from({ length: 8 }, () => {
        const clone = makeRepository()
        clone.git('remote', 'add', 'origin', server.dir)
        return clone
      })
      const syncers = clones.map(({ dir }, number) => startSyncer(dir, number, 25, shards))
      for (const { ended } of syncers) assert.deepEqual(await ended, { code: 0, errors: '' })
      const arrived = (await readAll(await openRepository(server.dir))).filed.map(one => one.id).sort()
      assert.equal(arrived.length, 200)
      assert.deepEqual(arrived, syncers.flatMap(one => one.acknowledged).sort())
      server.git('fsck', '--strict')
    })
})

describe('the ledger in clones that lack something', () => {
  async function served() {
    const server = makeRepository({ bare: true })
    server.git('config', 'uploadpack.allowFilter', 'true')
    const { test, repo } = await openTestRepository()
    for (let n = 0; n < 5; n++) test.commit(`Step ${n}`, { 'a.ts': `export const n = ${n}\n` })
    test.git('push', '-q', server.dir, 'HEAD:main')
    const entries = Array.from({ length: 40 }, (_, n) => entryOn(oidOf(n)))
    await append(repo, entries)
    await sync(repo, server.dir)
    return { server, url: `file://${server.dir}` }
  }

  it('is whole in a shallow clone, and what that writes reaches the others', async () => {
    const { server, url } = await served()
    const shallow = makeRepository({ dir: `${tempDir()}/shallow` })
    shallow.git('remote', 'add', 'origin', url)
    shallow.git('fetch', '-q', '--depth=1', 'origin', 'main')
    const repo = await openRepository(shallow.dir)
    assert.ok(repo.shallow)
    await sync(repo, 'origin')
    assert.equal((await readAll(repo)).filed.length, 40)
    await append(repo, [entryOn(oidOf(99))])
    assert.ok((await sync(repo, 'origin')).pushed)
    assert.equal((await readAll(await openRepository(server.dir))).filed.length, 41)
    assert.ok((await openRepository(shallow.dir)).shallow, 'the branch is not deepened by it')
  })

  it('is fetched whole into a partial clone, so that reading it asks the network for nothing', async () => {
    const { server, url } = await served()
    const partial = makeRepository({ dir: `${tempDir()}/partial` })
    partial.git('remote', 'add', 'origin', url)
    partial.git('fetch', '-q', '--filter=blob:none', 'origin', 'main')
    const repo = await openRepository(partial.dir)
    await sync(repo, 'origin')
    partial.git('config', 'remote.origin.url', '/nowhere')
    assert.equal((await readAll(repo)).filed.length, 40)
    partial.git('config', 'remote.origin.url', url)
    await append(repo, [entryOn(oidOf(99))])
    assert.ok((await sync(repo, 'origin')).pushed)
    assert.equal((await readAll(await openRepository(server.dir))).filed.length, 41)
  })
})
