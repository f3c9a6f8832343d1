import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tests } from '../../src/checks/tests.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const LIB = 'exports.double = x => x * 2\n'
const manifest = (script: string) => JSON.stringify({ scripts: { test: script } })
const judge = async (head: Files, base: Files) =>
  tests.run(makeCandidate({}, base, { ...base, ...head }), await makeContext())

test('tests run without the flags that ask for the report', async () => {
  const looks = `require('node:test').test('clean', () => { if (process.env.NODE_OPTIONS || process.execArgv.length) throw Error('seen') })`
  const result = await judge(
    { 'lib.js': `${LIB}\n` },
    {
      'package.json': manifest('node --test'),
      'lib.js': LIB,
      'a.test.js': looks,
    },
  )
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.deepEqual(result.evidence.before, {
    code: 0,
    runner: 'node',
    read: 'reporter',
    passed: 1,
    failed: 0,
    skipped: 0,
  })
})

/** Runners that take the flags of the real ones and say that one test passed; what they print is a lie. */
const STANDINS: [string, string, string][] = [
  [
    'mocha',
    'bin/mocha.js',
    `const Reporter = require(flag('--reporter'))
    const on = {}
    new Reporter({ on: (name, does) => { on[name] = does }, once() {} }, {})
    on.pass({ titlePath: () => ['s', 'x'], file: 'a.js' })
    on.end()`,
  ],
  [
    'vitest',
    'vitest.mjs',
    `import('node:fs').then(fs => fs.writeFileSync(flag('--outputFile.json'), RESULT))`,
  ],
  ['jest', 'bin/jest.js', `require('fs').writeFileSync(flag('--outputFile'), RESULT)`],
  [
    'tap',
    'bin/run.js',
    `require('fs').writeFileSync(flag('--output-file'), 'TAP version 14\\nok 1 - x\\n1..1\\n')`,
  ],
  ['ava', 'cli.js', `if (process.argv.includes('--tap')) console.log('TAP version 13\\nok 1 - x\\n1..1')`],
]
for (const [runner, place, does] of STANDINS)
  test(`${runner} is asked for a report, before what follows two dashes, and its tests do not see it`, async () => {
    const result = {
      testResults: [
        {
          name: 'a.js',
          status: 'passed',
          assertionResults: [{ ancestorTitles: [], title: 'x', status: 'passed' }],
        },
      ],
    }
    const text = `const RESULT = ${JSON.stringify(JSON.stringify(result))}
      const all = process.argv.slice(2)
      if (all.at(-1) !== 'last' || process.env.NODE_OPTIONS) process.exit(9)
      const flag = name => all.find(one => one.startsWith(name + '='))?.slice(name.length + 1)
      ${does}
      console.error('  999 passing (1ms)\\n# tests 999\\n# pass 999')`
    const same = {
      [`node_modules/${runner}/${place}`]: text,
      'package.json': manifest(`node node_modules/${runner}/${place} -- last`),
    }
    const judged = await judge({ 'lib.js': `${LIB}\n` }, { ...same, 'lib.js': LIB })
    assert.equal(judged.status, 'passed', JSON.stringify(judged))
    assert.deepEqual(judged.evidence.after, {
      code: 0,
      runner,
      read: 'reporter',
      passed: 1,
      failed: 0,
      skipped: 0,
    })
  })
