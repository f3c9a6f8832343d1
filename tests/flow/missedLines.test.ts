import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Compiler, loadCompiler } from '../../src/checks/compiler.ts'
import { knowsLines, missedLines } from '../../src/flow/run/missedLines.ts'

const TEXT = `export function sign(of) {
  if (of < 0) {
    return 'below'
  }
  if (of > 0) {
    const word = 'above'
    return word
  }
  return 'none'
}
`
const lines = new Set(Array.from({ length: 10 }, (_, at) => at))

describe('what tests leave out of an export that they call', () => {
  let compiler: Compiler
  before(async () => {
    compiler = await loadCompiler()
  })
  const missed = (covered: number[] | undefined, text = TEXT) =>
    missedLines(compiler, 'a.js', text, { lines }, covered)

  it('are the lines of its statements that none of them reaches', () => {
    assert.deepEqual(missed([1, 2, 3, 4, 5, 9, 10]), { lines: new Set([5, 6]), missed: 2, all: 6 })
    assert.deepEqual(missed([1, 2, 5, 9]), { lines: new Set([2, 5, 6]), missed: 3, all: 6 })
  })

  it('is nothing where it is well covered', () => {
    assert.equal(missed([1, 2, 3, 5, 6, 7, 9]), null)
    assert.equal(missed([1, 2, 3, 5, 6, 7]), null, 'one of six')
  })

  it('is not known where none of its lines is, or nothing of the module', () => {
    assert.equal(missed(undefined), null)
    assert.equal(missed([]), null)
    assert.equal(missed([1, 4, 10]), null)
  })

  it('is left alone where its author left it out', () => {
    for (const words of ['c8 ignore next', 'v8 ignore start', 'istanbul ignore if', 'node:coverage disable'])
      assert.equal(missed([1, 2, 5, 9], TEXT.replace("'below'", `'below' /* ${words} */`)), null, words)
    assert.ok(missed([1, 2, 5, 9], TEXT.replace("'below'", "'below' /* ignore */")))
  })

  it('is not known where what runs is not what was written', () => {
    assert.equal(knowsLines('node', 'node --import tsx --test'), true)
    assert.equal(knowsLines('mocha', 'mocha'), true)
    for (const runner of ['jest', 'vitest', 'ava', 'tap', undefined])
      assert.equal(knowsLines(runner, 'test'), false, runner)
    for (const words of [
      'nyc mocha',
      'mocha -r @babel/register',
      '{ "devDependencies": { "@swc-node/register": "1" } }',
      'mocha -r "esm"',
    ])
      assert.equal(knowsLines('mocha', words), false, words)
  })
})
