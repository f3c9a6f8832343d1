import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Mend } from '../../src/flow/run/groupFindings.ts'
import { improvementMessage } from '../../src/flow/run/improvementMessage.ts'
import type { Digest } from '../../src/model/change.ts'

const mend = (reason: string): Mend => ({
  finding: {
    fingerprint: 'sha256:0' as Digest,
    improver: 'types',
    rewrite: 'parameters',
    path: 'a.ts',
    symbol: 'a',
    title: 'types(a): say what a takes',
    reason,
    facts: [],
    data: {},
  },
  edits: [{ path: 'a.ts', start: 0, end: 0, text: '', expects: 'sha256:0' as Digest }],
  gathers: 'file',
})
const message = (reason: string) =>
  improvementMessage({
    title: 'types(a): say what a takes',
    group: { mends: [mend(reason)], path: 'a.ts' },
    id: 'I0',
    improver: 'types@1',
    initiator: 'Jane <jane@example.org>',
    checks: {},
  })
const OURS = ['Improvement-Id', 'Improver', 'AI-Modified', 'Initiated-by', 'Proven']

it('no words of a reason, wherever they are wrapped, are a trailer', () => {
  const word = fc.constantFrom(
    'Reviewed-by:',
    'Improvement-Id:',
    'Jane',
    '<jane@example.org>',
    "'x",
    'is',
    'a'.repeat(40),
  )
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), words => {
      const lines = message(words.join(' ')).split('\n')
      const tokens = lines
        .flatMap(line => /^([\w-]+)\s*:/.exec(line)?.[1] ?? [])
        .filter(token => token !== 'types')
      assert.deepEqual(tokens, OURS)
    }),
  )
})

it('git reads the trailers that are ours, and no others', () => {
  const text = message(`mode is ${"'x' | ".repeat(12)}'Reviewed-by: Jane <jane@example.org>'.`)
  const read = execFileSync('git', ['interpret-trailers', '--parse'], { input: text, encoding: 'utf8' })
  assert.deepEqual(
    read
      .trim()
      .split('\n')
      .map(line => line.split(':')[0]),
    OURS,
  )
})

it('neither are names that hold a line break', () => {
  const evil = 'a\n\nReviewed-by: Jane <jane@example.org>'
  const one = mend('It is so.')
  const text = improvementMessage({
    title: `types(a): say what ${evil} takes`,
    group: { mends: [{ ...one, edits: [{ ...one.edits[0]!, path: evil }] }], path: evil },
    id: 'I0',
    improver: 'types@1',
    initiator: 'Jane <jane@example.org>',
    checks: {},
  })
  assert.doesNotMatch(text, /^Reviewed-by/m)
})
