import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { findTestCommand } from '../../src/checks/testCommand.ts'
import { type HowToRun, runTests, type TestRun } from '../../src/checks/testing/runTests.ts'
import { stableTests } from '../../src/flow/run/stableTests.ts'
import { readStyle, type UncoveredModule } from '../../src/improvers/tests.ts'
import type { Frozen } from '../../src/model/frozen.ts'
import type { TestCase } from '../../src/model/testCase.ts'
import { makeContext, writeFiles } from '../checks/candidate.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIBRARY } from '../helpers/project.ts'

const MORE = {
  'src/more.js': `let total = 0
export const twice = of => of * 2
export function tally(by) {
  total += by
  return total
}
export const zone = () => process.env.TZ
`,
}
const gives = (name: string, args: Frozen[], value: Frozen): TestCase => ({
  steps: [{ of: null, path: [name], does: 'call', args }],
  outcome: { how: 'gives', value },
})
const style = readStyle({ path: 'test/clamp.test.js', text: LIBRARY['test/clamp.test.js'] }, 'node')!
const about = (exports: UncoveredModule['exports']): UncoveredModule => ({
  module: 'src/more.js',
  path: 'test/more.test.js',
  into: null,
  specifier: '../src/more.js',
  own: 'more',
  style,
  exports,
  starts: {},
  partly: {},
  measured: { runs: 0, mutants: 0, killed: 0 },
})

describe('written tests', () => {
  const tree = join(tempDir(), 'tree')
  let how: HowToRun
  let whole: TestRun
  before(async () => {
    writeFiles(tree, { ...LIBRARY, ...MORE })
    const found = findTestCommand(tree, null)
    assert.ok('command' in found)
    how = { ...found, ask: true, coverage: true }
    whole = await runTests(tree, how, await makeContext())
  })

  it('are kept where they pass each time, and lose the cases that do not', async () => {
    const right = [gives('twice', [2], 4), gives('twice', [0], 0)]
    const wrong = [
      gives('tally', [1], 1),
      gives('tally', [2], 3),
      gives('zone', [], 'UTC'),
      gives('twice', [1], 3),
    ]
    const named = (name: string) => ({
      name,
      cases: [...right, ...wrong].filter(({ steps }) => steps[0]!.path[0] === name),
    })
    const stable = await stableTests(
      tree,
      [about(['twice', 'tally', 'zone'].map(named))],
      whole,
      how,
      await makeContext(),
    )
    assert.ok('modules' in stable)
    const [one] = stable.modules
    assert.deepEqual(one?.exports.find(({ name }) => name === 'twice')?.cases, right)
    assert.equal(
      one?.exports.some(({ name }) => name === 'zone'),
      false,
    )
    assert.ok(stable.failing >= 3)
    assert.equal(one?.measured.runs, 20)
  })

  it('are not taken for others of the same name that pass', async () => {
    const suites = readStyle(
      {
        path: 'test/a.test.js',
        text: "import assert from 'node:assert'\nimport { describe, it } from 'node:test'\ndescribe('a', () => {\n  it('b', () => {})\n})\n",
      },
      'node',
    )!
    const one = {
      ...about([
        { name: 'twice', cases: [gives('twice', [1], 2)] },
        { name: 'tally', cases: [gives('tally', [1], 2)] },
      ]),
      style: suites,
    }
    const stable = await stableTests(tree, [one], whole, how, await makeContext())
    assert.ok(
      !('modules' in stable) ||
        !stable.modules.some(({ exports }) => exports.some(({ name }) => name === 'tally')),
    )
  })

  it('are nothing where none passes, and nothing is said where none can be run', async () => {
    const wrong = about([{ name: 'twice', cases: [gives('twice', [1], 3)] }])
    const none = await stableTests(tree, [wrong], whole, how, await makeContext())
    assert.deepEqual(none, { modules: [], failing: 1 })
    const right = about([{ name: 'twice', cases: [gives('twice', [1], 2)] }])
    const unknown = await stableTests(tree, [right], { ...whole, started: [] }, how, await makeContext())
    assert.deepEqual(unknown, { notRun: 'how its runner takes test files by their names is not known' })
  })
})
