import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { leadTo } from '../../src/checks/testing/importGraph.ts'
import { commandFor, commandForNew } from '../../src/checks/testing/started.ts'
import { tests } from '../../src/checks/tests.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeCandidate, makeContext } from './candidate.ts'

/** Two libraries, each with its file of tests, and one that loads what it finds; each run of a file leaves a letter. */
async function judge(after: string) {
  const log = join(tempDir(), 'log')
  const file = (letter: string, load: string) =>
    `require('node:fs').appendFileSync(${JSON.stringify(log)}, '${letter}')
     const { value } = require(${load})
     require('node:test').test('${letter}', () => { if (value !== 1) throw Error('wrong') })`
  const same = {
    'package.json': '{"scripts":{"test":"node --test test/a.test.js test/b.test.js test/c.test.js"}}',
    'test/a.test.js': file('a', "'../middle'"),
    'test/b.test.js': file('b', "'../other.js'"),
    'test/c.test.js': file('c', "['..', 'hidden.js'].join('/')"),
    'middle/index.js': "module.exports = require('../lib')",
    'other.js': 'exports.value = 1',
  }
  const [path = '', text = ''] = after.split(': ')
  const base = { 'lib.js': 'exports.value = 1', 'hidden.js': 'exports.value = 1' }
  const candidate = makeCandidate(same, base, { ...base, [path]: text })
  const result = await tests.run(candidate, await makeContext())
  return { result, ran: existsSync(log) ? [...readFileSync(log, 'utf8')].sort().join('') : '' }
}

test('a failure in the tests that lead to the change ends the check before the others are run', async () => {
  const { result, ran } = await judge('lib.js: exports.value = 2')
  assert.equal(result.status, 'failed', JSON.stringify(result))
  assert.deepEqual(result.evidence.affected, { files: ['test/a.test.js'], of: 3 })
  assert.deepEqual(result.evidence.newly, ['test/a.test.js > a'])
  // All at the base, then the one three times after the change, and once more at the base.
  assert.equal(ran, 'aaaaabc')
})

test('all are run before it is passed', async () => {
  const { result, ran } = await judge('lib.js: exports.value = 3 - 2')
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.equal(ran, 'aaabbcc')
})

test('what imports do not tell is found when all are run, and only its file is run again', async () => {
  const { result, ran } = await judge('hidden.js: exports.value = 2')
  assert.equal(result.status, 'failed', JSON.stringify(result))
  assert.deepEqual(result.evidence.newly, ['test/c.test.js > c'])
  assert.equal(ran, 'aabbccccc')
})

test('what fails only behind another file is found by running all again', async () => {
  const same = {
    'package.json': '{"scripts":{"test":"node --test --test-concurrency=1 a.test.js b.test.js"}}',
    'a.test.js': `require('node:test').test('a', () => require('./lib.js').leave())`,
    'b.test.js': `require('node:test').test('b', () => { if (require('node:fs').existsSync('left')) throw Error() })`,
  }
  const leaves = (file: string) => ({
    'lib.js': `exports.leave = () => require('node:fs').writeFileSync('${file}', '')`,
  })
  const result = await tests.run(makeCandidate(same, leaves('other'), leaves('left')), await makeContext())
  assert.equal(result.status, 'failed', JSON.stringify(result))
  assert.deepEqual(result.evidence.newly, ['b.test.js > b'])
})

test('imports are followed as they are written: folders, sources of outputs, circles', async () => {
  const files = {
    'test/a.ts': "import { x } from '../src/x.js'",
    'test/b.ts': "const y = await import('../src')",
    'test/c.ts': "export * from './c.ts'",
    'src/x.ts': "export { z } from './z.mjs'",
    'src/index.tsx': "import './x'",
    'src/z.mts': '',
  }
  const { head } = makeCandidate(files, {}, {})
  const from = ['test/a.ts', 'test/b.ts', 'test/c.ts']
  const compiler = await loadCompiler()
  assert.deepEqual(leadTo(compiler, head, from, new Set(['src/z.mts'])), ['test/a.ts', 'test/b.ts'])
  assert.deepEqual(leadTo(compiler, head, from, new Set(['test/c.ts'])), ['test/c.ts'])
  assert.deepEqual(leadTo(compiler, head, from, new Set(['src/none.ts'])), [])
})

test('each runner is given the files as it takes them, in the place of filters, and none where a word may be a value', () => {
  const started = (runner: string, ...words: string[]) => [
    { runner, execArgv: ['--import=x'], argv: ['<tree>/main.js', ...words], cwd: '<tree>' },
  ]
  const words = (runner: string, ...given: string[]) =>
    commandFor(started(runner, ...given), ['a.js'], ['a.js', 'b.js'])
      ?.command.slice(1)
      .join(' ') ?? null
  assert.equal(words('node', 'b.js'), '--import=x <tree>/a.js')
  assert.equal(words('mocha', 'test'), '--import=x <tree>/main.js test --ignore=<tree>/b.js --ignore=b.js')
  assert.equal(
    words('vitest', 'run', '--pool=forks'),
    '--import=x <tree>/main.js run --pool=forks <tree>/a.js',
  )
  assert.equal(words('jest'), '--import=x <tree>/main.js --runTestsByPath <tree>/a.js')
  assert.equal(words('vitest', 'run', '--run', 'src'), '--import=x <tree>/main.js run --run <tree>/a.js')
  assert.equal(words('vitest', 'run', 'src', '--pool=forks'), words('vitest', 'run', '--pool=forks'))
  const kept = '--import=x <tree>/main.js run --project main -c other.ts <tree>/a.js'
  assert.equal(words('vitest', 'run', '--project', 'main', '-c', 'other.ts'), kept)
  assert.equal(words('vitest', 'run', '--project', 'main', 'src', '-c', 'other.ts', 'lib'), kept)
  assert.equal(words('vitest', 'run', '--coverage', 'src'), null)
  assert.equal(words('vitest', 'run', '--', 'src'), null)
  assert.equal(words('vitest', 'related', 'src/x.js'), null)
  assert.equal(words('vitest'), '--import=x <tree>/main.js <tree>/a.js')
  assert.equal(words('jest', '--ci', 'b'), '--import=x <tree>/main.js --ci --runTestsByPath <tree>/a.js')
  assert.equal(words('jest', 'b'), words('jest'))
  assert.equal(words('jest', '-t', 'b'), '--import=x <tree>/main.js -t b --runTestsByPath <tree>/a.js')
  assert.equal(words('jest', '--projects', 'b', 'c'), null)
  assert.equal(words('tap'), null)
  const fresh = (runner: string, ...given: string[]) =>
    commandForNew(started(runner, ...given), ['a.js'], ['a.js', 'b.js'])
      ?.command.slice(1)
      .join(' ') ?? null
  assert.equal(fresh('tap', '--jobs=2'), '--import=x <tree>/main.js --jobs=2 a.js')
  assert.equal(fresh('ava'), '--import=x <tree>/main.js a.js')
  assert.equal(fresh('ava', 'b.js'), null)
  assert.equal(fresh('jest'), words('jest'))
  assert.equal(commandFor([...started('node'), ...started('mocha')], ['a.js'], ['a.js']), null)
})
