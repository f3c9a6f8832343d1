import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { peerVersions } from '../../src/checks/peerVersions.ts'
import { checkRange } from '../../src/flow/check/checkRange.ts'
import { type Conditions, conditionsHere } from '../../src/flow/check/conditions.ts'
import { keepingOf, readKept, writeKept } from '../../src/flow/check/keptVerdict.ts'
import { policyInForce } from '../../src/flow/policyInForce.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { CheckStatus, Verdict } from '../../src/model/check.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { makeProject, POLICY } from '../helpers/project.ts'

async function onTopic(sandbox: 'required' | 'none') {
  const made = makeProject({
    '.improver/policy.yaml': POLICY.replace('sandbox: none', `sandbox: ${sandbox}`),
  })
  made.git('switch', '-q', '-c', 'topic')
  made.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
  const repo = await openRepository(made.dir)
  const check = (fresh = false) =>
    checkRange(repo, undefined, { only: ['syntax'], fresh, progress: () => {} })
  const policy = await policyInForce(repo)
  const question = { base: 'HEAD~', head: 'HEAD', required: ['syntax' as const], seed: null }
  return { made, repo, check, conditions: () => conditionsHere(repo, policy, question) }
}

test('the same question is answered by what is known, and says since when', async t => {
  if (!findBubblewrap()) return t.skip('bubblewrap is not installed')
  const { made, check } = await onTopic('required')
  const first = await check()
  assert.deepEqual([first.kept, first.verdict.status], [null, 'passed'])
  const second = await check()
  assert.match(second.kept ?? '', /^\d{4}-\d\d-\d\dT/)
  assert.deepEqual(second.verdict, first.verdict)
  assert.equal((await check(true)).kept, null)
  made.commit('Highest', { 'src/limits.js': 'export const limits = { low: 0, high: 12 }\n' })
  assert.equal((await check()).kept, null)
})

test('nothing is kept where the code ran without walls', async () => {
  const { check } = await onTopic('none')
  for (const _ of [1, 2]) assert.equal((await check()).kept, null)
})

test('another node, another policy, other dependencies or checks ask anew', async () => {
  const { repo, conditions } = await onTopic('none')
  const here = await conditions()
  const fileOf = (change: Partial<Conditions>) => keepingOf(repo, { ...here, ...change }, 'bubblewrap')?.file
  const others = [
    fileOf({}),
    fileOf({ node: 'v99.0.0' }),
    fileOf({ tests: 'true' }),
    fileOf({ notRun: 'refuse' }),
    fileOf({ installed: { 'node_modules/.package-lock.json': 'sha256:1' } }),
    fileOf({ required: ['tests'] }),
    fileOf({ baseTree: here.tree }),
    fileOf({ version: '9.9.9' }),
    fileOf({ audit: true }),
    fileOf({ noticed: 0.5 }),
    fileOf({ libraries: { ...here.libraries, eslint: '99.0.0' } }),
    fileOf({ libraries: { ...here.libraries, esbuild: 'absent' } }),
    keepingOf(repo, here, 'sandbox-exec')?.file,
  ]
  assert.equal(new Set(others).size, others.length)
  assert.equal(fileOf({}), others[0])
  assert.equal(fileOf({ seed: 7 }), undefined)
  assert.equal(fileOf({ locks: { 'yarn.lock': 'sha256:1' } }), undefined)
  assert.equal(keepingOf(repo, here, 'none'), null)
})

test('what Plug’n’Play says is installed counts, unless there is a folder that it says nothing of', async () => {
  const { made, repo, conditions } = await onTopic('none')
  const locks = { 'yarn.lock': 'sha256:1' } as const
  const keptBy = async () => keepingOf(repo, { ...(await conditions()), locks }, 'bubblewrap')?.file
  assert.equal(await keptBy(), undefined)
  writeFileSync(join(made.dir, '.pnp.cjs'), 'one')
  const one = await keptBy()
  assert.ok(one)
  assert.equal(await keptBy(), one)
  for (const [name, text] of [
    ['.pnp.data.json', 'of one'],
    ['.pnp.cjs', 'two'],
  ] as const) {
    const before = await keptBy()
    writeFileSync(join(made.dir, name), text)
    assert.notEqual(await keptBy(), before)
  }
  mkdirSync(join(made.dir, 'node_modules'))
  assert.equal(await keptBy(), undefined)
  writeFileSync(join(made.dir, 'node_modules/.package-lock.json'), '{}')
  assert.ok(await keptBy())
})

test('turning the audit on asks anew, and what a registry said holds for a day', async t => {
  if (!findBubblewrap()) return t.skip('bubblewrap is not installed')
  const { made, repo, check, conditions } = await onTopic('required')
  assert.equal((await check()).kept, null)
  made.git('switch', '-q', 'main')
  const policy = POLICY.replace('sandbox: none', 'sandbox: required')
  made.commit('Audit', { '.improver/policy.yaml': `${policy}checks: { audit: true }\n` })
  made.git('switch', '-q', 'topic')
  const range = { only: ['syntax'], progress: () => {} }
  assert.equal((await checkRange(repo, 'main~..HEAD', range)).kept, null)
  assert.notEqual((await checkRange(repo, 'main~..HEAD', range)).kept, null)
  const audited = { ...(await conditions()), audit: true as const }
  const today = keepingOf(repo, audited, 'bubblewrap')
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 86_400_000 })
  const tomorrow = keepingOf(repo, audited, 'bubblewrap')
  assert.notEqual(today?.file, tomorrow?.file)
  assert.deepEqual(today?.runs, tomorrow?.runs)
})

test('the conditions say what checks would load, by version, and what is absent', async () => {
  const { conditions } = await onTopic('none')
  const { libraries } = await conditions()
  const { version } = JSON.parse(readFileSync('node_modules/esbuild/package.json', 'utf8'))
  assert.equal(libraries.esbuild, version)
  assert.deepEqual(Object.keys(libraries), Object.keys(peerVersions()))
  const none = () => {
    throw new Error('not found')
  }
  assert.deepEqual(new Set(Object.values(peerVersions(none))), new Set(['absent']))
})

test('the runs of the base serve another head, those of the head do not', async () => {
  const { repo, conditions } = await onTopic('none')
  const here = await conditions()
  const [one, two] = [here, { ...here, tree: here.baseTree }].map(
    all => keepingOf(repo, all, 'bubblewrap')!.runs,
  )
  assert.equal(one?.base, two?.base)
  assert.notEqual(one?.both, two?.both)
})

test('only what decides is kept, and what cannot be read is no verdict', async () => {
  const { repo, conditions } = await onTopic('none')
  const keeping = keepingOf(repo, await conditions(), 'bubblewrap')!
  const verdict = (status: CheckStatus, one: CheckStatus): Verdict => ({
    status,
    sandbox: 'bubblewrap',
    checks: { syntax: { status: one, why: '', evidence: {} } },
  })
  for (const [whole, one] of [
    ['inconclusive', 'inconclusive'],
    ['not-run', 'not-run'],
    ['passed', 'not-run'],
  ] as const) {
    writeKept(keeping, verdict(whole, one))
    assert.equal(readKept(keeping), null)
  }
  writeKept(keeping, verdict('failed', 'failed'))
  assert.equal(readKept(keeping)?.verdict.status, 'failed')
  for (const text of [
    '{"at":1,"verdict":{"status":"passed"}}',
    '{',
    '{"at":"x","verdict":{"status":"good"}}',
  ]) {
    writeFileSync(join(keeping.file), text)
    assert.equal(readKept(keeping), null)
  }
})
