import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { cloneName } from '../../src/flow/cloneNames.ts'
import { readUses, spentWhy, writeUse } from '../../src/flow/overrideUses.ts'
import { recordOverrideUses } from '../../src/flow/recordOverrideUses.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { isFiled } from '../../src/ledger/parseEntry.ts'
import { readLedger } from '../../src/ledger/read.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { entryOn } from '../ledger/entries.ts'

it('an override is written down as used, and told to the ledger once it has landed', async () => {
  const clone = makeRepository()
  const old = clone.commit('Start')
  const now = clone.commit('Land')
  const server = makeRepository({ bare: true })
  clone.git('push', '-q', server.dir, `${old}:refs/heads/main`, `${now}:refs/heads/ai/x`)
  const repo = await openRepository(server.dir)
  const entry = `sha256:${'a'.repeat(64)}`
  const override = { by: 'x', assurance: 'verified' as const, reason: 'x', entry, maker: null }
  assert.equal(spentWhy(await readUses(repo), entry), null)
  assert.equal(await recordOverrideUses(repo), 0)
  await writeUse(repo, { ref: 'refs/heads/main', old, new: now }, override)
  assert.match(spentWhy(await readUses(repo), entry) ?? '', /^it was used on 20.*, and counts once$/)
  assert.equal(await recordOverrideUses(repo), 0, 'it has not landed')
  server.git('update-ref', 'refs/heads/main', now)
  assert.equal(await recordOverrideUses(repo), 1)
  assert.equal(await recordOverrideUses(repo), 0)
  for await (const one of readLedger(repo)) {
    assert.ok(isFiled(one))
    assert.deepEqual([one.entry.kind, one.entry.of, one.entry.ref], ['incident', entry, 'refs/heads/main'])
  }
})

it('nobody keeps a use out of the ledger by writing it there before', async () => {
  const clone = makeRepository()
  const old = clone.commit('Start')
  const now = clone.commit('Land')
  const server = makeRepository({ bare: true })
  clone.git('push', '-q', server.dir, `${now}:refs/heads/main`)
  const repo = await openRepository(server.dir)
  const of = `sha256:${'b'.repeat(64)}` as const
  const data = { what: 'override-used', old, reason: 'all is well' }
  await append(repo, [
    entryOn(now, { kind: 'incident', of, data }),
    entryOn(now, { kind: 'incident', of, data, clone: await cloneName(repo) }),
  ])
  const override = { by: 'x', assurance: 'verified' as const, reason: 'x', entry: of, maker: null }
  await writeUse(repo, { ref: 'refs/heads/main', old, new: now }, override)
  assert.equal(await recordOverrideUses(repo), 1)
  assert.equal(await recordOverrideUses(repo), 0)
})

it('where uses cannot be kept nothing passes', async () => {
  const server = makeRepository({ bare: true })
  const repo = await openRepository(server.dir)
  writeFileSync(join(server.dir, 'improver'), 'in the way')
  await assert.rejects(readUses(repo), /which overrides were used cannot be kept/)
})
