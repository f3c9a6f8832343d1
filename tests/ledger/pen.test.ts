import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openRepository } from '../../src/git/repository.ts'
import { openPen } from '../../src/ledger/pen.ts'
import { verifyEntry } from '../../src/ledger/verifyEntry.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository } from './openTestRepository.ts'

describe('the chain of what a clone writes', () => {
  test('each entry names the one before it, in every worktree, and one that was never written leaves no gap', async () => {
    const { test, repo } = await openTestRepository()
    const linked = join(tempDir(), 'linked')
    test.git('worktree', 'add', '-q', '--detach', linked)
    const write = async (where: typeof repo, n: number, count = 1) => {
      const pen = await openPen(where, { signs: false })
      const entries = []
      for (let i = 0; i < count; i += 1)
        entries.push((await pen.prepare(entryOn(oidOf(n), { data: { i } }))).entry)
      return pen.append(entries)
    }
    const [first] = await write(repo, 1)
    assert.equal(first!.entry.prev, undefined)
    const [second, third] = await write(await openRepository(linked), 2, 2)
    assert.equal(second!.entry.prev, first!.id)
    assert.equal(third!.entry.prev, second!.id)
    await (await openPen(repo, { signs: false })).prepare(entryOn(oidOf(9)))
    const [fourth] = await write(repo, 3)
    assert.equal(fourth!.entry.prev, third!.id)
    // Without its memory the clone begins again; nothing else depends on it.
    rmSync(join(repo.commonDir, 'improver', 'last', 'unsigned'))
    const [fifth] = await write(repo, 4)
    assert.equal(fifth!.entry.prev, undefined)
  })

  test('is one for each key, and covered by its signature', { skip: noSigning }, async () => {
    const test = makeRepository()
    test.commit('Begin')
    giveSigningKey(test)
    for (const name of ['gpg.format', 'user.signingKey'])
      test.git('config', name, test.git('config', '--global', name))
    const repo = await openRepository(test.dir)
    const write = async (signs: boolean, n: number) => {
      const pen = await openPen(repo, { signs })
      const [filed] = await pen.append([(await pen.prepare(entryOn(oidOf(n)))).entry])
      return filed!
    }
    const signed = await write(true, 1)
    const plain = await write(false, 2)
    const after = await write(true, 3)
    assert.deepEqual(
      [signed.entry.prev, plain.entry.prev, after.entry.prev],
      [undefined, undefined, signed.id],
    )
    assert.equal(verifyEntry(after.entry).state, 'good')
    assert.equal(verifyEntry({ ...after.entry, prev: plain.id }).state, 'bad')
    // With a key that cannot sign, the entry joins the chain of the unsigned ones.
    rmSync(test.git('config', 'user.signingKey').replace(/\.pub$/, ''))
    const lame = await write(true, 4)
    assert.equal(lame.entry.sig, undefined)
    assert.equal(lame.entry.prev, plain.id)
  })
})
