import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { readCoverage } from '../../src/checks/testing/coverage.ts'
import { linesOnlyIn } from '../../src/checks/testing/coveredChange.ts'
import { runTests } from '../../src/checks/testing/runTests.ts'
import { tests } from '../../src/checks/tests.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { type Files, makeCandidate, makeContext, writeFiles } from './candidate.ts'

const suite = (load: string) =>
  `const { pick } = ${load}\nrequire('node:test').test('x', () => { if (pick(1) !== 'one') throw Error() })\n`
const before = (end: string) => `${end} = x => {
  if (x === 1) {
    return 'one'
  }
  return 'many'
}
`
const after = (end: string) => `${end} = x => {
  if (x === 1) {
    const name = 'one'
    return name
  }
  const other = 'more'
  return other
}
`
async function judge(same: Files, path: string, was: string, is: string, coverage = true) {
  const candidate = makeCandidate(same, { [path]: was }, { [path]: is })
  return tests.run(candidate, await makeContext({ settings: { tests: null, coverage } }))
}
const manifest = (script: string) => JSON.stringify({ scripts: { test: script } })

test('of the changed lines those are counted that the tests execute, before and after', async () => {
  const same = { 'package.json': manifest('node --test a.test.js'), 'a.test.js': suite("require('./x.js')") }
  const result = await judge(same, 'x.js', before('exports.pick'), after('exports.pick'))
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.deepEqual(result.evidence.coverage, {
    changedLines: { before: 2, after: 4 },
    coveredBefore: 1,
    coveredAfter: 2,
  })
})

test('lines of TypeScript are found again behind what compiled it', async () => {
  const same = {
    'package.json': manifest(`node --import ${import.meta.resolve('tsx')} --test a.test.ts`),
    'a.test.ts':
      "import { test } from 'node:test'\nimport { pick } from './x.ts'\ntest('x', () => { if (pick(1) !== 'one') throw Error() })\n",
  }
  const typed = (text: string) => `type Count = number\n\n${text.replace('x =>', '(x: Count): string =>')}`
  const result = await judge(
    same,
    'x.ts',
    typed(before('export const pick')),
    typed(after('export const pick')),
  )
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.deepEqual(result.evidence.coverage, {
    changedLines: { before: 2, after: 4 },
    coveredBefore: 1,
    coveredAfter: 2,
  })
})

test('nothing is measured unless the policy asks, and an uncovered change is no failure', async () => {
  const same = { 'package.json': manifest('node --test a.test.js'), 'a.test.js': suite("require('./x.js')") }
  const dead = (text: string) => `${text}exports.never = () => {\n  return 7\n}\n`
  const [was, is] = [before('exports.pick'), dead(before('exports.pick'))]
  assert.equal((await judge(same, 'x.js', was, is, false)).evidence.coverage, undefined)
  const result = await judge(same, 'x.js', was, is)
  assert.equal(result.status, 'passed')
  assert.deepEqual(result.evidence.coverage, {
    changedLines: { before: 0, after: 2 },
    coveredBefore: 0,
    coveredAfter: 1,
  })
})

test('what is compiled without a map, lies elsewhere or is half a file is left out', () => {
  const [folder, tree] = [join(tempDir(), 'coverage'), join(tempDir(), 'tree')]
  for (const one of [folder, tree]) mkdirSync(one)
  const script = (path: string) => ({
    url: pathToFileURL(path).href,
    functions: [
      {
        ranges: [
          { startOffset: 0, endOffset: 20, count: 1 },
          { startOffset: 4, endOffset: 8, count: 0 },
        ],
      },
    ],
  })
  for (const name of ['a.js', 'b.ts']) writeFileSync(join(tree, name), 'one\ntwo\n\nsix\n')
  const result = [
    script(join(tree, 'a.js')),
    script(join(tree, 'b.ts')),
    script('/etc/x.js'),
    { ...script('/x'), url: 'node:fs' },
  ]
  writeFileSync(join(folder, '1.json'), JSON.stringify({ result }))
  writeFileSync(join(folder, '2.json'), '{"result":[{')
  assert.deepEqual(readCoverage(folder, tree), { 'a.js': [1, 4] })
})

test('a line is changed when the other side lacks its text, whatever its indentation', () => {
  assert.deepEqual(linesOnlyIn('a\n  b\n}\n// c\nd', 'b\nd'), [1])
  assert.deepEqual(linesOnlyIn('a\na\na', 'a'), [2, 3])
  assert.deepEqual(linesOnlyIn(null, 'a'), [])
})

test("what was called is known of vitest's workers, which a signal ends, and other programs die as they did", async () => {
  const tree = join(tempDir(), 'tree')
  writeFiles(tree, {
    'x.js': "exports.pick = () => 'one'\nexports.other = () => 'two'\n",
    'vitest/worker.js': "require('../x.js').pick()\nprocess.send('done')\nsetInterval(() => {}, 1000)\n",
    'busy.js': "require('./x.js').other()\nprocess.send('done', () => { for (;;); })\n",
    'main.js': `const { fork } = require('node:child_process')
let left = 2
for (const file of ['./vitest/worker.js', './busy.js']) {
  const child = fork(file)
  child.once('message', () => child.kill())
  child.once('exit', (code, signal) => {
    if (signal !== 'SIGTERM') process.exitCode = 1
    left -= 1
  })
}
process.on('exit', () => { if (left) process.exitCode = 2 })
`,
  })
  const how = {
    command: [process.execPath, 'main.js'],
    says: 'main',
    words: 'main',
    ask: true,
    coverage: true,
  }
  const run = await runTests(tree, how, await makeContext())
  assert.equal(run.code, 0, run.tail)
  assert.deepEqual(run.executed?.['x.js'], ['pick'])
})
