import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { LEDGER_REF, seenRef } from '../../src/ledger/ledgerRef.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'
import { startWriter } from './startWriters.ts'

describe('writers at once', () => {
  test('twelve processes with three entries each keep all thirty-six', async () => {
    const { test, repo, commit } = await openTestRepository()
    const writers = Array.from({ length: 12 }, (_, n) => startWriter(repo.dir, n + 1, 3, commit))
    for (const { ended } of writers) assert.deepEqual(await ended, { code: 0, errors: '' })
    const read = await readAll(repo)
    assert.deepEqual(read.unreadable, [])
    assert.deepEqual(read.filed.map(one => one.id).sort(), writers.flatMap(one => one.acknowledged).sort())
    assert.equal(read.filed.length, 36)
    assert.equal(test.git('rev-parse', seenRef()), test.git('rev-parse', LEDGER_REF))
    test.git('fsck', '--strict')
  })

  test('kill -9 at any moment loses no acknowledged entry and breaks no ref', async () => {
    const { test, repo, commit } = await openTestRepository()
    const acknowledged: string[] = []
    for (let round = 1; round <= 8; round += 1) {
      const pair = [1, 2].map(n => startWriter(repo.dir, round * 10 + n, 1_000, commit))
      // At work, whatever the machine does beside us, and then at any point of it.
      for (const { child } of pair) await once(child.stdout!, 'data')
      await sleep(Math.random() * 200)
      for (const { child } of pair) process.kill(-child.pid!, 'SIGKILL')
      for (const { ended } of pair) await ended
      acknowledged.push(...pair.flatMap(one => one.acknowledged))
      // A git that was killed while it held a lock leaves it: the same as for every git command.
      for (const ref of [LEDGER_REF, seenRef()]) {
        const lock = join(test.dir, '.git', `${ref}.lock`)
        if (existsSync(lock)) rmSync(lock)
      }
      const ids = new Set((await readAll(repo)).filed.map(one => one.id))
      for (const id of acknowledged)
        assert.ok(ids.has(id), `round ${round}: ${id} was acknowledged and is gone`)
    }
    assert.ok(acknowledged.length > 0, 'somebody wrote')
    assert.equal(test.tryGit('fsck', '--strict').code, 0)
    const refs = test.git('for-each-ref', '--format=%(refname)').split('\n')
    assert.deepEqual(refs, ['refs/heads/main', seenRef(), LEDGER_REF])
  })
})
