import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { CommitFact, TracedFact } from '../../src/model/commit.ts'
import { decisionText } from '../../src/report/decision.ts'
import { changeOf, commitFact, KEYS, knownWith, landingOn, oid, review } from '../helpers/gateFacts.ts'

const change = changeOf('copy')
const SOURCE = { commit: oid('source'), path: 'src/a.ts', line: 3 }

/** A person's commit that repeats an AI commit. */
function copy(of: TracedFact['of'], more: Parameters<typeof commitFact>[0] = {}): CommitFact {
  const fact = commitFact({ word: 'copy', change, class: { class: 'algorithm_change' }, ...more })
  return { ...fact, traced: { of, path: 'src/b.ts', line: 7, lines: 12, source: SOURCE } }
}

const says = (traced: string) => knownWith(`attribution: { traced: ${traced} }`)

describe('content that is traced to an AI commit', () => {
  it('is told, blocks, or is nothing, as the policy says', () => {
    const outcomes = ['warn', 'block', 'ignore'].map(traced => {
      const { outcome, violations, commits } = decide(landingOn(), [copy('run')], says(traced))
      return [outcome, violations.map(({ level }) => level), commits[0]?.origin]
    })
    assert.deepEqual(outcomes, [
      ['allowed', ['warn'], 'ai'],
      ['refused', ['block'], 'ai'],
      ['allowed', [], 'human'],
    ])
  })

  it('says where it stands and where it is from', () => {
    const { violations } = decide(landingOn(), [copy('run'), copy('file')], says('block'))
    const source = oid('source').slice(0, 12)
    assert.match(
      violations[0]!.why,
      new RegExp(`src/b.ts:7 repeats 12 lines of ${source}, there in src/a.ts:3`),
    )
    assert.match(violations[1]!.why, new RegExp(`src/b.ts is the very file of ${source}, there src/a.ts`))
  })

  it('is only told where it is short, whatever the policy says', () => {
    const { outcome, violations } = decide(landingOn(), [copy('short')], says('block'))
    assert.equal(outcome, 'allowed')
    assert.deepEqual(
      violations.map(({ level, rule }) => [level, rule]),
      [['warn', 'review-required']],
    )
  })

  it('is refused although it is short where something else says so too', () => {
    const marked = { ...copy('short'), message: 'x\n\nImprovement-Id: I1' }
    assert.equal(decide(landingOn(), [marked], says('block')).outcome, 'refused')
  })

  it('blocks where there is more than was compared, and says so', () => {
    const { outcome, violations } = decide(landingOn(), [copy('uncompared')], says('block'))
    assert.equal(outcome, 'refused')
    assert.match(violations[0]!.why, /src\/b\.ts shares lines with .*more with AI commits than is compared/)
  })

  it('lands with a review, like any other', () => {
    const reviewed = copy('run', { trailers: review('rob', change), signedBy: KEYS.rob })
    assert.equal(decide(landingOn(), [reviewed], says('block')).outcome, 'allowed')
  })
})

describe('no ledger to trace by', () => {
  const missing = landingOn('refs/heads/main', { ledgerMissing: true })

  it('leaves the question open, and says how it is answered', () => {
    const decision = decide(missing, [commitFact()], says('block'))
    assert.equal(decision.outcome, 'inconclusive')
    const text = decisionText(missing.update, decision)
    assert.match(text, /^git-improver could not decide about refs\/heads\/main\n/)
    assert.match(text, /next {2}git improver ledger sync/)
  })

  it('is a refusal where anything else is wrong', () => {
    assert.equal(decide(missing, [copy('run')], says('block')).outcome, 'refused')
  })
})
