import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import git from 'isomorphic-git'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'

test('another implementation decodes every object that we wrote, below the fan-out border and above', async () => {
  const { test, repo, commit } = await openTestRepository()
  const dir = test.dir
  await append(repo, [entryOn(commit), entryOn(oidOf(1))])
  const note = await git.readNote({ fs, dir, ref: LEDGER_REF, oid: commit })
  assert.equal(
    Buffer.from(note).toString().trimEnd(),
    test.git('notes', '--ref=improver/ledger', 'show', commit),
  )
  await append(
    repo,
    Array.from({ length: 300 }, (_, i) => entryOn(oidOf(i + 2))),
  )
  await append(repo, [entryOn(commit, { kind: 'benched' })])

  const tip = test.git('rev-parse', LEDGER_REF)
  const log = await git.log({ fs, dir, ref: LEDGER_REF })
  assert.deepEqual(
    log.map(one => one.oid),
    test.git('rev-list', tip).split('\n'),
  )
  for (const { commit: one } of log) assert.equal(one.author.email, 'git-improver@localhost')
  const lines: string[] = []
  const walk = async (oid: string, path: string): Promise<void> => {
    for (const entry of (await git.readTree({ fs, dir, oid })).tree) {
      if (entry.type === 'tree') await walk(entry.oid, path + entry.path)
      else {
        const { blob } = await git.readBlob({ fs, dir, oid: entry.oid })
        for (const line of Buffer.from(blob).toString().split('\n'))
          if (line) lines.push(`${path + entry.path} ${line}`)
      }
    }
  }
  await walk(log[0]!.commit.tree, '')
  const { filed } = await readAll(repo)
  assert.equal(lines.length, 303)
  assert.deepEqual(lines.map(line => line.split(' ')[0]).sort(), filed.map(one => one.on).sort())
})
