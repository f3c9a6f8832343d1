import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import type { CheckContext } from '../../src/checks/check.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

/** Says 'yes' to what has a sum that only few texts in four thousand million have, and to an object with such a text in it. */
const SUMS = `/** @param {string | { id: string }} given */
export function answer(given) {
  const text = typeof given === 'string' ? given : given.id
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return sum === SUM ? 'yes' : 'no'
}

export class Door {
  constructor(word) {
    this.word = word
  }

  open(word) {
    return answer(this.word + word)
  }
}
`

/** The sum of a text, as the module above has it. */
function sumOf(text: string): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return sum
}

const MAGIC = Array.from({ length: 30 }, (_, at) => `word-${(at * 7) % 30}`).join('/')
const BEFORE = SUMS.replace('SUM', String(sumOf(MAGIC)))
const AFTER = BEFORE.replace("? 'yes'", "? 'certainly'")

/** The same text, put together where only a run of the tests knows it. The file is not named like the module. */
const MADE = "Array.from({ length: 30 }, (_, at) => 'word-' + ((at * 7) % 30)).join('/')"

const testsWith = (calls: string): Files => ({
  'package.json': JSON.stringify({ type: 'module', scripts: { test: 'node --test tests/' } }),
  'tests/whole.test.js': `import { test } from 'node:test'
import assert from 'node:assert'
import { answer, Door } from '../src/a.js'

test('it answers', () => {
  const text = ${MADE}
  ${calls}
})
`,
})

async function triedWith(also: Files, change: Partial<CheckContext> = {}) {
  const same = { 'package.json': '{ "type": "module" }', ...also }
  const candidate = makeCandidate(same, { 'src/a.js': BEFORE }, { 'src/a.js': AFTER })
  return behaviour.run(candidate, await makeContext(change))
}

test('a difference that only shows on what the tests hand over is found', async () => {
  const result = await triedWith(testsWith("assert.equal(answer(text), 'yes')"))
  assert.equal(result.status, 'failed', result.why)
  assert.equal(result.evidence.call, `answer(${JSON.stringify(MAGIC)})`)
  assert.match(result.why, /showed "0: "yes"" and now "0: "certainly""/)
})

test('also in an object that they hand over', async () => {
  const result = await triedWith(testsWith("assert.equal(answer({ id: text }), 'yes')"))
  assert.equal(result.status, 'failed', result.why)
  assert.match(String(result.evidence.call), /^answer\(\{ "id": "word-0\//)
})

test('and in what they hand over to a constructor and then to a method of its object', async () => {
  const result = await triedWith(
    testsWith("assert.equal(new Door(text.slice(0, 40)).open(text.slice(40)), 'yes')"),
  )
  assert.equal(result.status, 'failed', result.why)
})

test('without tests nothing is found, and nothing is said to be the same', async () => {
  // It would look for half a minute, and find as little.
  const context = await makeContext()
  const result = await triedWith({}, { limits: { ...context.limits, timeoutMs: 8_000 } })
  assert.equal(result.status, 'inconclusive', result.why)
  assert.ok(Number(result.evidence.runs) > 200, JSON.stringify(result))
})
