import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runnerCommand } from '../../../src/checks/differ/runnerCommand.ts'
import { tempDir } from '../../helpers/gitRepository.ts'

/** The test script of a package.json, and the command that only runs two of its test files. */
const COMMANDS: [script: string, command: string | null][] = [
  ['vitest run', "vitest --run --coverage.enabled=false 'a.test.ts' 'it'\\''s.test.ts'"],
  [
    'tsc && vitest --run --project main --coverage',
    "vitest --project main --run --coverage.enabled=false 'a.test.ts' 'it'\\''s.test.ts'",
  ],
  ['jest --coverage', "jest --runTestsByPath 'a.test.ts' 'it'\\''s.test.ts'"],
  [
    'xo && node --import=tsx/esm --test test/*.ts && tsd',
    "node --import=tsx/esm --test 'a.test.ts' 'it'\\''s.test.ts'",
  ],
  ['mocha --reporter dot', 'mocha --reporter dot'],
  ['node --test | tee log', 'node --test | tee log'],
  ['tsc --noEmit', null],
]

for (const [script, command] of COMMANDS)
  test(`the part of "${script}" that runs tests`, () => {
    const tree = tempDir()
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ scripts: { test: script } }))
    assert.equal(runnerCommand(tree, ['a.test.ts', "it's.test.ts"]), command)
  })

test('without test files to choose, the command is as it stands', () => {
  const tree = tempDir()
  writeFileSync(
    join(tree, 'package.json'),
    JSON.stringify({ scripts: { test: 'npm run lint && npm run unit', unit: 'vitest run' } }),
  )
  assert.equal(runnerCommand(tree, []), 'vitest run')
})
