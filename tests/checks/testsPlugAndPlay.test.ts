import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { runChecks } from '../../src/checks/runChecks.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { pnpRuntime } from '../sandbox/pnpRuntime.ts'
import { type Files, makeCandidate, makeContext, writeFiles } from './candidate.ts'

const RUNNER = '.yarn/unplugged/runner-npm-1/node_modules/runner'
const WORDS = '.yarn/cache/words-npm-1.0.0-0123456789-10c0.zip'

/** A runner of tests as a dependency has it: a script for Node, which prints TAP and loads what the project declares. */
const PROGRAM = `#!/usr/bin/env node
const say = require('words')
const { add } = require(process.cwd() + '/test.js')
process.stdout.write('TAP version 13\\n' + (add(1, 2) === 3 ? '' : 'not ') + 'ok 1 - ' + say + '\\n1..1\\n')
process.exitCode = add(1, 2) === 3 ? 0 : 1
`

/** A change of a workspace's code, in a repository that Yarn installed without node_modules. */
function change(script: string, head: string, more: { same?: Files; base?: Files; head?: Files } = {}) {
  const manifest = JSON.stringify({
    scripts: { test: script, unit: 'runner' },
    devDependencies: { runner: '1' },
  })
  const same = {
    'package.json': manifest,
    'test.js': "exports.add = require('lib')",
    'packages/lib/package.json': '{"name":"lib","scripts":{"unit":"cd ../.. && yarn unit"}}',
    ...more.same,
  }
  const [before, after] = ['(a, b) => a + b', head].map(code => `module.exports = ${code}`)
  const at = 'packages/lib/index.js'
  const candidate = makeCandidate(same, { [at]: before!, ...more.base }, { [at]: after!, ...more.head })
  const workTree = join(dirname(candidate.base), 'repo')
  const needs = { lib: 'workspace:packages/lib', runner: 'npm:runner', words: 'npm:words' }
  writeFiles(workTree, {
    ...same,
    [at]: 'throw new Error("of the user")',
    '.pnp.cjs': pnpRuntime({
      top: { at: './', needs, reference: 'workspace:.' },
      lib: { at: './packages/lib/', reference: 'workspace:packages/lib' },
      runner: { at: `./${RUNNER}/`, needs: { words: 'npm:words' } },
      words: { at: `./${WORDS}/node_modules/words/` },
    }),
    [`${RUNNER}/package.json`]: '{"name":"runner","bin":"cli.js"}',
    [`${RUNNER}/cli.js`]: PROGRAM,
    [WORDS]: "module.exports = 'adds'",
  })
  return { candidate, workTree }
}

async function judge({ candidate, workTree }: ReturnType<typeof change>, tests: string | null = null) {
  const { probes } = await makeContext()
  const sandbox = await openSandbox(findBubblewrap() ? 'required' : 'none')
  const verdict = await runChecks(candidate, ['tests'], { sandbox, workTree, tests, notRun: 'tell', probes })
  const { status = '', why = '', evidence } = verdict.checks.tests ?? {}
  return [status, why, JSON.stringify(evidence)] as const
}

test('tests that Plug’n’Play alone can start pass, and a change that breaks them fails', async () => {
  for (const script of [
    'runner',
    'yarn unit',
    'yarn run runner',
    'yarn workspace lib run unit',
    'yarn exec runner',
  ]) {
    const good = change(script, '(a, b) => b + a')
    const before = readdirSync(good.workTree, { recursive: true }).sort()
    const [status, why, evidence] = await judge(good)
    assert.deepEqual([status, why], ['passed', '1 tests pass, as before'], `${script}: ${evidence}`)
    assert.deepEqual(readdirSync(good.workTree, { recursive: true }).sort(), before)
  }
  const [status, why, evidence] = await judge(change('yarn unit', '(a, b) => a - b'))
  assert.equal(status, 'failed', `${why} ${evidence}`)
  assert.match(why, /adds/)
})

test('the policy’s command finds them too, and what nobody declares is not started', async () => {
  const [status, , evidence] = await judge(change('false', '(a, b) => b + a'), 'yarn runner')
  assert.equal(status, 'passed', evidence)
  const [other, , output] = await judge(change('yarn words', '(a, b) => b + a'))
  assert.equal(other, 'inconclusive')
  assert.match(output, /no script or program named words/)
})

test('a package that the change needs and that is not installed is no failure of its tests', async () => {
  const manifest = (needs: object) =>
    JSON.stringify({ scripts: { test: 'runner' }, devDependencies: { runner: '1', ...needs } })
  const needing = (name: string) =>
    change('', '(a, b) => a - b', {
      base: { 'package.json': manifest({}) },
      head: { 'package.json': manifest({ [name]: '1' }) },
    })
  const [status, why] = await judge(needing('absent'))
  assert.equal(status, 'inconclusive')
  assert.match(why, /not installed \(absent\)/)
  assert.equal((await judge(needing('words')))[0], 'failed')
})

test('types that only packages could tell fail nothing under Plug’n’Play, and a change’s own fault does', async () => {
  const typesOf = async (head: string, more: Files) => {
    const same = { 'tsconfig.json': '{"compilerOptions":{"strict":true}}', 'package.json': '{}', ...more }
    const candidate = makeCandidate(same, { 'a.ts': 'export const a = 1' }, { 'a.ts': head })
    const { probes, sandbox } = await makeContext()
    const settings = { sandbox, workTree: null, tests: null, notRun: 'tell', probes } as const
    return (await runChecks(candidate, ['types'], settings)).checks.types?.status
  }
  const runtime = { '.pnp.cjs': pnpRuntime({ top: { at: './' } }) }
  const using = "import { it } from 'runner'\nit((x) => x)\nexport const a = 1"
  assert.equal(await typesOf(using, runtime), 'inconclusive')
  assert.equal(await typesOf(using, { 'node_modules/other/index.js': '' }), 'failed')
  assert.equal(await typesOf('export const a: string = 1', runtime), 'failed')
  assert.equal(await typesOf("export { b as a } from './gone'", runtime), 'failed')
  assert.equal(await typesOf('export const a = 2', runtime), 'passed')
})
