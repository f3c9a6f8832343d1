import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestRepository, readAll } from './openTestRepository.ts'
import { startWriter } from './startWriters.ts'

test('sixty-four processes at once: every entry arrives', async () => {
  const { test, repo, commit } = await openTestRepository()
  const writers = Array.from({ length: 64 }, (_, n) => startWriter(repo.dir, n + 1, 2, commit))
  for (const { ended } of writers) assert.deepEqual(await ended, { code: 0, errors: '' })
  const { filed } = await readAll(repo)
  assert.deepEqual(filed.map(one => one.id).sort(), writers.flatMap(one => one.acknowledged).sort())
  assert.equal(filed.length, 128)
  test.git('fsck', '--strict')
})
