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
  const limited = (memoryBytes: number) => ({ ...context, limits: { ...context.limits, memoryBytes } })
  const starved = await types.run(candidate, limited(2 ** 24))
  assert.equal(starved.status, 'inconclusive', starved.why)
  assert.match(starved.why, /the compiler needs more than 16 MB of memory \(typescript [\d.]+, ours\)/)
  const result = await types.run(candidate, limited(2 ** 28))
  assert.equal(result.status, 'passed', result.why)
})

test('exported types that double with every step are told as unreadable, and hide no verdict', async () => {
  const steps = Array.from({ length: 40 }, (_, at) => `const s${at + 1} = { l: s${at}, r: s${at} }`)
  const text = (first: number) =>
    [`const s0 = { v: ${first} }`, ...steps, 'export const last = { of: s40 }', ''].join('\n')
  const endless = makeCandidate({ 'tsconfig.json': CONFIG }, { 'src/b.ts': text(1) }, { 'src/b.ts': text(2) })
  const context = await makeContext()
  const limits = { ...context.limits, memoryBytes: 2 ** 28 }
  const { status, why, evidence } = await types.run(endless, { ...context, limits })
  assert.equal(status, 'passed', why)
  assert.match(JSON.stringify(evidence.api), /unreadable/)
})
