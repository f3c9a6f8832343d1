import assert from 'node:assert/strict'
import { decide } from '../../src/gate/decide.ts'
import type { CommitFact } from '../../src/model/commit.ts'
import { changeOf, knownWith, landingOn } from '../helpers/gateFacts.ts'

export const change = changeOf('improvement')
export const known = knownWith()

export function outcome(commits: CommitFact[], with_ = known, update = landingOn()) {
  const { outcome, violations } = decide(update, commits, with_)
  return { outcome, why: violations.map(one => `${one.rule}: ${one.why}`).join('\n') }
}

export function refused(commits: CommitFact[], why: RegExp, with_ = known, update = landingOn()) {
  const answer = outcome(commits, with_, update)
  assert.equal(answer.outcome, 'refused')
  assert.match(answer.why, why)
}

export function allowed(commits: CommitFact[], with_ = known, update = landingOn()) {
  assert.deepEqual(outcome(commits, with_, update), { outcome: 'allowed', why: '' })
}
