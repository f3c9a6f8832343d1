import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tests } from '../../src/checks/tests.ts'
import type { CheckResult } from '../../src/model/check.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const HEAD = "const { test } = require('node:test')\nconst { double } = require('./lib.js')\n"
const one = (name: string, number: number, how = 'test') =>
  `${how}(${JSON.stringify(name)}, () => { if (double(${number}) !== ${2 * number}) throw Error('wrong') })\n`
const SUITE = HEAD + one('one', 1) + one('two', 2) + one('three', 3)
const LIB = 'exports.double = x => x * 2\n'
const BROKEN = 'exports.double = x => (x === 2 ? 0 : x * 2)\n'
const manifest = (script: string, more: object = {}) => JSON.stringify({ scripts: { test: script }, ...more })
const BASE: Files = { 'package.json': manifest('node --test'), 'lib.js': LIB, 'a.test.js': SUITE }

async function judge(head: Files, base: Files = BASE, gone: string[] = []): Promise<CheckResult> {
  const after: Files = { ...base, ...head }
  for (const path of gone) delete after[path]
  return tests.run(makeCandidate({}, base, after), await makeContext())
}

const attacks: [string, Files, Files?, string[]?][] = [
  ['ends the process when it is loaded', { 'lib.js': 'process.exit(0)\n' }],
  [
    'removes the test that it breaks',
    { 'lib.js': BROKEN, 'a.test.js': HEAD + one('one', 1) + one('three', 3) },
  ],
  [
    'removes the file of the test that it breaks',
    { 'lib.js': BROKEN },
    { ...BASE, 'b.test.js': HEAD + one('b', 5) },
    ['a.test.js'],
  ],
  [
    'puts another test in its place',
    { 'lib.js': BROKEN, 'a.test.js': HEAD + one('one', 1) + one('new', 7) + one('three', 3) },
  ],
  [
    'skips it',
    { 'lib.js': BROKEN, 'a.test.js': HEAD + one('one', 1) + one('two', 2, 'test.skip') + one('three', 3) },
  ],
  [
    'calls it a thing to do',
    { 'lib.js': BROKEN, 'a.test.js': HEAD + one('one', 1) + one('two', 2, 'test.todo') + one('three', 3) },
  ],
  [
    'keeps its name and takes out what it asserts',
    { 'lib.js': BROKEN, 'a.test.js': `${HEAD + one('one', 1)}test('two', () => {})\n${one('three', 3)}` },
  ],
  [
    'prints a report of its own',
    {
      'lib.js': `${BROKEN}console.log('TAP version 13\\nok 1 - one\\nok 2 - two\\n1..2\\n# tests 3\\n# pass 999\\n# fail 0')\nprocess.on('exit', () => { process.exitCode = 0 })\n`,
    },
  ],
  ['replaces the shell of npm', { 'lib.js': BROKEN, '.npmrc': 'script-shell=/bin/true\n' }],
  [
    'sets the options of node by npm',
    { 'lib.js': BROKEN, '.npmrc': 'node-options=--test-name-pattern=one\n' },
  ],
  ['brings dependencies of its own', { 'lib.js': BROKEN, 'node_modules/.bin/node': '#!/bin/sh\n' }],
]
for (const [what, head, base, gone] of attacks)
  test(`not passed: a change that ${what}`, async () => {
    const result = await judge(head, base, gone)
    assert.notEqual(result.status, 'passed', JSON.stringify(result))
    assert.notEqual(result.status, 'not-run')
  })

/** A runner whose settings say what it runs: it stands for jest, mocha and vitest and their ways to run nothing. */
const RUNNER = {
  'run.js': `const { jest = {} } = require('./package.json')
    const file = require('fs').existsSync('.mocharc.json') ? JSON.parse(require('fs').readFileSync('.mocharc.json')) : {}
    const { only = ['lib.test.js'] } = { ...jest, ...file }
    only.forEach(name => require('./' + name))`,
  'lib.test.js': "if (require('./lib.js').double(2) !== 4) process.exit(1)",
  'package.json': manifest('node run.js'),
  'lib.js': LIB,
}
const settings: [string, Files][] = [
  ['in package.json', { 'package.json': manifest('node run.js', { jest: { only: [] } }) }],
  ['in a file of its own', { '.mocharc.json': '{ "only": [] }' }],
  ['in the program that the command names', { 'run.js': '' }],
]
for (const [where, files] of settings)
  test(`not passed: a change that tells the runner to run nothing, ${where}`, async () => {
    const broken = await judge({ 'lib.js': BROKEN, ...files }, RUNNER)
    assert.equal(broken.status, 'inconclusive', JSON.stringify(broken))
    assert.match(broken.why, /no longer executes lib\.test\.js:1/)
  })

test('a change that rewrites the test it would fail is told by name', async () => {
  const gutted = `${HEAD + one('one', 1)}test('two', () => {})\n${one('three', 3)}`
  const result = await judge({ 'lib.js': BROKEN, 'a.test.js': gutted })
  assert.equal(result.status, 'inconclusive')
  assert.match(result.why, /rewrote them: a\.test\.js > two/)
  assert.deepEqual(result.evidence.rewritten, ['a.test.js > two'])
})

const honest: [string, Files, Files?, string[]?][] = [
  ['changes no test', { 'lib.js': `// Twice.\n${LIB}` }],
  [
    'gives a test another name',
    { 'lib.js': `// Twice.\n${LIB}`, 'a.test.js': SUITE.replace('"two"', '"twice two"') },
  ],
  ['gives a test another name and nothing else', { 'a.test.js': SUITE.replace('"two"', '"twice two"') }],
  ['adds a test', { 'lib.js': `// Twice.\n${LIB}`, 'a.test.js': SUITE + one('four', 4) }],
  ['adds a file of tests', { 'lib.js': `// Twice.\n${LIB}`, 'b.test.js': HEAD + one('four', 4) }],
  ['moves a file of tests', { 'lib.js': `// Twice.\n${LIB}`, 'b.test.js': SUITE }, BASE, ['a.test.js']],
  [
    'puts a test into a suite',
    {
      'a.test.js': SUITE.replace(
        one('two', 2),
        `require('node:test').describe('even', () => {\n${one('two', 2)}})\n`,
      ),
    },
  ],
  [
    'prints what looks like a failure',
    { 'lib.js': `${LIB}console.log('not ok 1 - one\\n# fail 3\\n✖ one')\n` },
  ],
  [
    'sets the version',
    { 'package.json': manifest('node --test', { version: '2.0.0' }), 'lib.js': `// 2\n${LIB}` },
  ],
]
for (const [what, head, base, gone] of honest)
  test(`passed: a change that ${what}`, async () => {
    const result = await judge(head, base, gone)
    assert.equal(result.status, 'passed', JSON.stringify(result))
  })

test('an added test that fails is a failure', async () => {
  const result = await judge({ 'a.test.js': SUITE + one('half', 0.3).replace('0.6', '0.7') })
  assert.equal(result.status, 'failed', JSON.stringify(result))
  assert.match(result.why, /half/)
})

test('a dependency that is added and not installed is no failure of the code', async () => {
  const needs = { 'package.json': manifest('node --test', { dependencies: { 'not-there': '1' } }) }
  const result = await judge({ ...needs, 'lib.js': `require('not-there')\n${LIB}` })
  assert.equal(result.status, 'inconclusive', JSON.stringify(result))
  assert.match(result.why, /not installed \(not-there\)/)
})

test('not passed: a change that ends a command that names no tests', async () => {
  const run = "const { double } = require('./lib.js')\nif (double(2) !== 4) process.exitCode = 1\n"
  const base = { 'package.json': manifest('node run.js'), 'run.js': run, 'lib.js': LIB }
  for (const end of ['process.exit(0)', 'process.reallyExit(0)']) {
    const result = await judge({ 'lib.js': `${LIB}${end}\n` }, base)
    assert.equal(result.status, 'inconclusive', JSON.stringify(result))
    assert.match(result.why, /run\.js is ended before its own end/)
  }
  assert.equal((await judge({ 'lib.js': `${LIB}\n` }, base)).status, 'passed')
  assert.equal((await judge({ 'lib.js': BROKEN }, base)).status, 'failed')
})
