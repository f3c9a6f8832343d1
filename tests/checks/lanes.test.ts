import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLanes } from '../../src/checks/lanes.ts'

test('no more jobs run at once than there are lanes, in their order, and one that fails frees its lane', async () => {
  const lane = openLanes(2)
  const ends: Record<string, () => void> = {}
  const log: string[] = []
  const start = (name: string, fails = false) =>
    lane(async () => {
      log.push(name)
      await new Promise<void>(resolve => {
        ends[name] = resolve
      })
      if (fails) throw new Error(name)
    })
  const settle = () => new Promise(resolve => setImmediate(resolve))
  const all = [start('a', true), start('b'), start('c'), start('d')]
  const outcome = Promise.allSettled(all)
  await settle()
  assert.deepEqual(log, ['a', 'b'])
  ends.a!()
  await settle()
  assert.deepEqual(log, ['a', 'b', 'c'])
  ends.b!()
  ends.c!()
  await settle()
  assert.deepEqual(log, ['a', 'b', 'c', 'd'])
  ends.d!()
  assert.deepEqual(
    (await outcome).map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
})
