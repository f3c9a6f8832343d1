import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { askReport } from '../../src/checks/testing/askReport.ts'
import { readAsked } from '../../src/checks/testing/readAsked.ts'
import { readPrinted } from '../../src/checks/testing/readPrinted.ts'
import { readTap } from '../../src/checks/testing/readTap.ts'
import type { TestReport } from '../../src/checks/testing/testReport.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/**
 * What the real runners said of five tests: one passes, two fails, three is skipped, four is to be done, five is expected
 * to fail where the runner knows that. Each suite also prints what passes for a report of its runner.
 */
const recorded = (name: string) =>
  readFileSync(fileURLToPath(new URL(`recorded/${name}`, import.meta.url)), 'utf8')

const names = (report: TestReport | null) =>
  report && {
    passed: [...report.passed].sort(),
    failed: [...report.failed],
    skipped: [...report.skipped].sort(),
    count: report.count,
    whole: report.whole,
  }

/** Reads recorded files as if the runners had written them. */
function asked(files: Record<string, string>): TestReport | null {
  const folder = join(tempDir(), 'report')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return readAsked(folder, '/tree')
}

test('ava: its own words and its TAP', () => {
  const rest = { failed: ['two'], skipped: ['four', 'three'], count: 2, whole: true }
  assert.deepEqual(names(readPrinted(recorded('ava.txt'))), { passed: ['five', 'one'], ...rest })
  assert.deepEqual(names(asked({ 'ava-7': recorded('ava.tap') })), { passed: ['five', 'one'], ...rest })
})

test('ava: a printed point among its TAP is seen', () => {
  assert.equal(readPrinted(recorded('ava-with-output.tap'))?.whole, false)
})

test('tap: points of subtests by their whole name', () => {
  const expected = {
    passed: ['test.js > five > inner > should be equal', 'test.js > one > asserts'],
    failed: ['test.js > two > should be equal'],
    skipped: ['test.js > four', 'test.js > three'],
    count: 2,
    whole: true,
  }
  assert.deepEqual(names(asked({ 'tap-7': recorded('node-tap.tap') })), expected)
  assert.deepEqual(names(readPrinted(recorded('node-tap.tap'))), expected)
})

test('tap: subtests in braces', () => {
  const text = 'TAP version 14\n1..1\nok 1 - a.js # time=3ms {\n    ok 1 - one\n    1..1\n}\n'
  assert.deepEqual([...readTap(text, 'output').passed], ['a.js > one'])
  assert.equal(readTap(text, 'output').whole, true)
})

test('tap: a stream that ends early, or with a point too many, is not whole', () => {
  const whole = 'TAP version 13\nok 1 - a\nok 2 - b\n1..2\n'
  assert.equal(readTap(whole, 'output').whole, true)
  assert.equal(readTap('TAP version 13\n1..2\nok 1 - a\n', 'output').whole, false)
  assert.equal(readTap('TAP version 13\nok 1 - a\n', 'output').whole, false)
  assert.equal(readTap(`TAP version 13\nok 7 - forged\n${whole.slice(15)}`, 'output').whole, false)
  assert.equal(readTap(`${whole}ok 3 - late\n`, 'output').whole, false)
  assert.equal(readTap('TAP version 13\n', 'output').whole, false)
})

for (const runner of ['mocha', 'vitest', 'jest'])
  test(`${runner}: a count that a test printed is not believed`, () => {
    const report = readPrinted(recorded(`${runner}.txt`))
    assert.equal(report?.count, 1)
    assert.match([...(report?.failed ?? [])].join(), /s > two$/)
  })

test('vitest, jest: the JSON that they write', () => {
  const file = '/tree/a.test.js'.slice(6)
  for (const [runner, five] of [
    ['jest', []],
    ['vitest', [`${file} > s > five`]],
  ] as const)
    assert.deepEqual(names(asked({ [`${runner}-3`]: recorded(`${runner}.json`) })), {
      passed: [...five, `${file} > s > one`],
      failed: [`${file} > s > two`],
      skipped: [`${file} > s > four`, `${file} > s > three`],
      count: five.length + 1,
      whole: true,
    })
})

test('vitest, jest: a file that could not be loaded has failed', () => {
  const json = {
    testResults: [{ name: '/tree/b.test.js', status: 'failed', message: 'x', assertionResults: [] }],
  }
  assert.deepEqual([...(asked({ 'jest-3': JSON.stringify(json) })?.failed ?? [])], ['b.test.js'])
})

test('node:test, mocha: a line a test, and the end', () => {
  for (const [name, file, top] of [
    ['node', 'a.test.js', ['a.test.js > top']],
    ['mocha', 'test/a.js', []],
  ] as const) {
    const text = recorded(`${name}.lines`)
    const report = asked({ [`${name}-12`]: text })
    assert.deepEqual([...(report?.passed ?? [])], [`${file} > s > one`, ...top])
    assert.deepEqual([...(report?.failed ?? [])], [`${file} > s > two`])
    assert.equal(report?.whole, true)
    assert.equal(asked({ [`${name}-12`]: text.replace('{"end":true}\n', '') })?.whole, false)
  }
})

test('what cannot be read is not whole, and nothing is nothing', () => {
  assert.equal(asked({ 'jest-3': '{"testResults": [' })?.whole, false)
  assert.equal(asked({ 'node-3': '{"file":"a"' })?.whole, false)
  assert.equal(asked({}), null)
  assert.equal(asked({ 'started-3.json': '{}' }), null)
  assert.equal(readPrinted('all is well'), null)
})

test('two runs of one command are one report, and a name used twice is two tests', () => {
  const line = (outcome: string) =>
    `${JSON.stringify({ file: '/tree/a.js', path: ['x'], outcome })}\n{"end":true}\n`
  const report = asked({ 'node-9': line('passed'), 'node-10': line('failed') })
  assert.deepEqual([...(report?.passed ?? [])], ['a.js > x'])
  assert.deepEqual([...(report?.failed ?? [])], ['a.js > x (2)'])
})

test('node:test gets as many destinations as reporters, whatever the script has', () => {
  const flags = (words: string) => {
    const options = askReport(tempDir(), words).env.NODE_OPTIONS ?? ''
    return [/--test-reporter=/g, /--test-reporter-destination=/g].map(
      flag => [...options.matchAll(flag)].length,
    )
  }
  assert.deepEqual(flags('node --test'), [2, 2])
  assert.deepEqual(flags('node --test --test-reporter=tap'), [1, 2])
  assert.deepEqual(flags('node --test --test-reporter=tap --test-reporter-destination=stdout'), [1, 1])
})
