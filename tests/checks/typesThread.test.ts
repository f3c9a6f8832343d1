import assert from 'node:assert/strict'
import { test } from 'node:test'
import { types } from '../../src/checks/types.ts'
import { makeCandidate, makeContext } from './candidate.ts'

const CONFIG = JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['src'] })
const candidate = makeCandidate(
  { 'tsconfig.json': CONFIG },
  { 'src/a.ts': 'export const a = 1\n' },
  { 'src/a.ts': 'export const a = 2\n' },
)

test('a program that needs more memory than it may have ends no check but this one', async () => {
  const context = await makeContext()
  const limits = { ...context.limits, memoryBytes: 2 ** 24 }
  const starved = await types.run(candidate, { ...context, limits })
  assert.equal(starved.status, 'inconclusive', starved.why)
  assert.match(starved.why, /the compiler needs more than 16 MB of memory \(typescript [\d.]+, ours\)/)
  const result = await types.run(candidate, await makeContext())
  assert.equal(result.status, 'passed', result.why)
})
