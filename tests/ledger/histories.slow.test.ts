import { test } from 'node:test'
import fc from 'fast-check'
import { anyStep, anyWorld, playHistory } from './histories.ts'

test('clones that write, crash, fetch, merge and push among other hands end with the same ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 30 }), anyWorld, playHistory),
    { numRuns: Number(process.env.HISTORIES ?? 12) },
  )
})
