import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { examplesOf, staleSentences } from '../../src/improvers/docs.ts'

const none = { before: () => [], after: () => [] }
const file = (text: string) => ({ path: 'src/a.ts', text: `let z\n${text}` })
const aged = (before: string, after: string) => staleSentences(file(before), file(after), none)

const LIMIT = `/**
 * Takes some of it.
 *
 * @throws {RangeError} If \`n\` is less than 1.
 */
export function take(n: number) {
  if (n < 1) throw new RangeError('too few')
  return go(n)
}
`
const SENTENCE = `/** Throws a RangeError if \`n\` is less than 1. Returns null if \`list\` is empty. */
export function take(n: number, list: string[]) {
  if (n < 1) throw new RangeError('too few')
  if (list.length === 0) return null
  return go(n)
}
`

describe('sentences of comments that the code does not bear any more', () => {
  it('are none where the code stays, moves, or is written otherwise', () => {
    for (const [before, after] of [
      [LIMIT, LIMIT],
      [LIMIT, `let b\n${LIMIT}`],
      [LIMIT, LIMIT.replace('go(n)', 'go(n, 1)')],
      [SENTENCE, SENTENCE.replace('go(n)', 'go(n, 1)')],
    ] as const) {
      const { stale, held } = aged(before, after)
      assert.deepEqual(stale, [])
      assert.ok(held >= 1, 'they are seen')
    }
  })

  it('are named with their line and with what the code shows now', () => {
    const { stale, held } = aged(LIMIT, LIMIT.replace('n < 1', 'n < 2'))
    assert.equal(held, 0)
    assert.equal(stale.length, 1)
    const [one] = stale
    assert.deepEqual([one?.symbol, one?.line], ['take', 5])
    assert.match(one?.instead ?? '', /less than 2/)
  })

  it('are one of several', () => {
    const { stale, held } = aged(SENTENCE, SENTENCE.replace('return null', 'return undefined'))
    assert.equal(held, 1)
    assert.deepEqual(
      stale.map(({ line, instead }) => [line, /undefined/.test(instead ?? '')]),
      [[2, true]],
    )
  })

  it('have nothing in their place where nothing of the kind can be read any more', () => {
    const { stale } = aged(LIMIT, LIMIT.replace("if (n < 1) throw new RangeError('too few')", 'check(n)'))
    assert.deepEqual(
      stale.map(({ line, instead }) => [line, instead]),
      [[5, null]],
    )
  })

  it('are nothing once the comment says the new thing, or nothing', () => {
    const changed = LIMIT.replace('n < 1', 'n < 2')
    assert.deepEqual(aged(LIMIT, changed.replace('less than 1', 'less than 2')).stale, [])
    assert.deepEqual(aged(LIMIT, changed.replace(/ \* @throws.*\n/, '')).stale, [])
    assert.deepEqual(aged(LIMIT, LIMIT.replace('export function take', 'function take')).stale, [])
  })

  it('are not those that were wrong already, or that nobody could read from the code', () => {
    const wrong = LIMIT.replace('less than 1', 'less than 7')
    assert.deepEqual(aged(wrong, wrong.replace('go(n)', 'go(n, 1)')).stale, [])
    const opinion = LIMIT.replace('Takes some of it.', 'Is the fastest of its kind.')
    assert.deepEqual(aged(opinion, opinion.replace('go(n)', 'slow(n)')).stale, [])
  })

  it('are also those that a person wrote and that are newly wrong', () => {
    const named =
      '/**\n * Greets.\n * @param greeting What to say.\n */\nexport function greet(greeting: string) {\n  say(greeting)\n}\n'
    const { stale } = aged(
      named,
      named
        .replace('greet(greeting: string)', 'greet(greetings: string)')
        .replace('say(greeting)', 'say(greetings)'),
    )
    assert.deepEqual(
      stale.map(({ line }) => line),
      [4],
    )
    assert.match(stale[0]?.instead ?? '', /called `greetings`/)
  })

  it('are examples whose tests want another value', () => {
    const code = `/**\n * Doubles.\n *\n * @example\n * double(2) // 4\n */\nexport function double(n: number) {\n  return n * 2\n}\n`
    const test = (value: number) =>
      examplesOf(
        [
          {
            path: 'test/a.test.ts',
            text: `import { double } from '../src/a'\nassert.equal(double(2), ${value})\n`,
          },
        ],
        [file(code)],
      )
    const examples = (now: number) => ({
      before: (name: string) => test(4)('src/a.ts', name),
      after: (name: string) => test(now)('src/a.ts', name),
    })
    assert.deepEqual(staleSentences(file(code), file(code), examples(4)).stale, [])
    const [one] = staleSentences(file(code), file(code), examples(5)).stale
    assert.deepEqual([one?.line, one?.says, one?.instead], [6, 'double(2) // 4', 'double(2) // 5'])
  })

  it('are nothing in a text that has no meaning', () => {
    assert.deepEqual(aged(LIMIT, LIMIT.replace('{', '{{')).stale, [])
    assert.deepEqual(aged('let {', LIMIT).stale, [])
  })
})
