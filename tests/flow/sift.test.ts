import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Looked } from '../../src/flow/run/looked.ts'
import { sift } from '../../src/flow/run/sift.ts'

type Mend = Looked['mends'][number]

function mend(name: string, start: number, more: Partial<Mend['finding']> = {}): Mend {
  const finding = { fingerprint: name, improver: 'docs', path: 'a.js', ...more } as unknown as Mend['finding']
  const edits = [{ path: 'a.js', start, end: start + 2, text: name, expects: 'sha256:0' as const }]
  return { finding, edits, gathers: 'file' }
}
const names = (list: { finding: { fingerprint: string } }[]) => list.map(one => one.finding.fingerprint)
const NOTHING = { refuted: () => null }

describe('sifting what was seen', () => {
  it('keeps what was proposed before out, but for what is still broken, which is told', () => {
    const looked = [{ mends: [mend('a', 0), mend('b', 10), mend('c', 20, { level: 'error' })] }]
    const known = sift(looked, ({ fingerprint }) => fingerprint !== ('a' as never), NOTHING)
    assert.deepEqual(
      known.findings.map(one => one.fingerprint),
      ['a', 'c'],
    )
    assert.deepEqual(names(known.mends), ['a'])
  })

  it('tells what did not hold, and lets what it overlapped have its turn', () => {
    const looked = [{ mends: [mend('a', 0), mend('b', 1)] }]
    assert.deepEqual(names(sift(looked, () => false, NOTHING).mends), ['a'])
    const refuted = (one: { finding: { fingerprint: string } }) =>
      one.finding.fingerprint === 'a' ? { check: 'tests', reason: 'red' } : null
    const second = sift(looked, () => false, { refuted })
    assert.deepEqual(names(second.mends), ['b'])
    assert.deepEqual(second.dropped, [{ improver: 'docs', file: 'a.js', check: 'tests', reason: 'red' }])
    assert.equal(second.findings.length, 2)
  })
})
