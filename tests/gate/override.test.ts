import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide, openJudge } from '../../src/gate/decide.ts'
import { originOf } from '../../src/gate/origin.ts'
import type { EntryFact } from '../../src/gate/reviews/entryFact.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { CertificateFact, SignatureFact } from '../../src/model/commit.ts'
import type { Entry } from '../../src/model/entry.ts'
import { commitFact, improvement, KEYS, knownWith, landingOn, oid } from '../helpers/gateFacts.ts'
import { entryOn } from '../ledger/entries.ts'

const REPO = 'root:1'
const ROB = 'override: { by: [rob] }\n'
const AUTHORITY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE'
const OTHER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF'
const AT = '2026-01-02T03:04:05Z'
const NOW = Date.parse(AT) / 1000

const good = (key: string, certificate?: CertificateFact): SignatureFact => ({
  state: 'good',
  kind: 'ssh',
  key,
  fingerprint: 'SHA256:x',
  userPresent: false,
  ...(certificate && { certificate }),
})

function word(more: Partial<Entry> = {}, signature: SignatureFact = good(KEYS.rob)): EntryFact {
  const entry = entryOn(oid('new'), {
    kind: 'overridden',
    at: AT,
    by: 'rob <rob@example.org>',
    repo: REPO,
    ref: 'refs/heads/main',
    data: { old: oid('old'), reason: 'the shop is down' },
    ...more,
  })
  return { id: `sha256:${'1'.repeat(64)}`, entry, signature }
}

function answer(entries: EntryFact[], known: Known, commits = [improvement()], update = landingOn()) {
  const { outcome, violations, override } = decide(update, commits, known, { repo: REPO, entries })
  return { outcome, override, why: violations.map(one => `${one.level} ${one.rule}: ${one.why}`).join('\n') }
}

describe('an override', () => {
  it('turns what it lifts into warnings, and no review into a review', () => {
    const known = { ...knownWith(ROB), now: NOW }
    const { outcome, override, why } = answer([word()], known)
    assert.equal(outcome, 'allowed')
    assert.deepEqual(override, {
      by: 'rob <rob@example.org>',
      assurance: 'verified',
      reason: 'the shop is down',
      entry: `sha256:${'1'.repeat(64)}`,
      maker: null,
    })
    assert.match(why, /^warn review-required: lifted by the override of rob .*has 0$/)
    // Where nothing is refused none is used.
    const human = answer([word()], known, [commitFact()])
    assert.deepEqual([human.outcome, human.override], ['allowed', undefined])
  })

  it('is no review: the same entry lets nothing pass where nobody may override', () => {
    assert.match(answer([word()], { ...knownWith(''), now: NOW }).why, /rob is not in override\.by/)
  })

  it('is not given by a key that is revoked, out of its dates, or an agent’s', () => {
    const revoked = knownWith(`${ROB}signers: { revoked: ['${KEYS.rob}'] }`)
    assert.match(answer([word()], revoked).why, /does not count: it is signed by a key that is revoked/)
    const agent = knownWith(`${ROB}attribution: { agents: [{ name: helper, keys: ['${OTHER}'] }] }`)
    assert.match(answer([word({}, good(OTHER))], agent).why, /it is claimed, and an override takes/)
    const known = { ...knownWith(ROB), now: NOW }
    const dated = (until: string): Known => {
      const rob = { ...known.policy.people.rob!, keys: [{ key: KEYS.rob, until }] }
      return { ...known, policy: { ...known.policy, people: { ...known.policy.people, rob } } }
    }
    assert.match(answer([word()], dated('2026-01-01')).why, /counted only until 2026-01-01/)
    assert.equal(answer([word()], dated('2026-01-02')).outcome, 'allowed')
    assert.match(answer([word({}, { state: 'none' })], known).why, /it is claimed/)
  })

  it('by a certificate needs one that is valid at the landing, without the grace of reviews', () => {
    const known = {
      ...knownWith(`${ROB}signers: { authorities: [{ key: '${AUTHORITY}', emails: ['*@example.org'] }] }`),
      now: NOW + 3600,
    }
    const certificate = (validBefore: number): CertificateFact => ({
      authority: AUTHORITY,
      authorityFingerprint: 'SHA256:y',
      serial: '7',
      keyId: 'rob',
      principals: ['rob@example.org'],
      validAfter: NOW - 60,
      validBefore,
    })
    assert.equal(answer([word({}, good(OTHER, certificate(NOW + 7200)))], known).outcome, 'allowed')
    const late = answer([word({}, good(OTHER, certificate(NOW + 60)))], known)
    assert.match(late.why, /does not count: .*expired on/)
  })

  it('is not of a voucher, and not of who vouches', () => {
    const known = { ...knownWith(`${ROB}vouchers: { ci: '${OTHER}' }`), now: NOW }
    const vouched = word(
      { by: 'ci <ci@example.org>', data: { ...word().entry.data, for: 'rob <rob@example.org>' } },
      good(OTHER),
    )
    assert.match(
      answer([vouched], known).why,
      /it is vouched, and an override takes the person's own signature/,
    )
  })

  it('holds for these very values, and is spent as its entrance says', () => {
    const known = { ...knownWith(ROB), now: NOW }
    const born = landingOn('refs/heads/main', {
      update: { ref: 'refs/heads/main', old: null, new: oid('new') },
    })
    const forNothing = word({ data: { old: null, reason: 'first' } })
    assert.equal(answer([forNothing], known, [improvement()], born).outcome, 'allowed')
    assert.match(answer([word()], known, [improvement()], born).why, /and refs\/heads\/main is not there/)
    assert.match(answer([forNothing], known).why, /it is for a ref that was not there/)
    assert.match(answer([word({ commit: oid('improvement') })], known).why, /would land/)
    assert.match(answer([{ ...word(), spent: 'it was used' }], known).why, /does not count: it was used/)
    const gone = landingOn('refs/heads/main', {
      update: { ref: 'refs/heads/main', old: oid('old'), new: null },
    })
    assert.equal(answer([word()], known, [], gone).outcome, 'refused')
    const back = answer([word()], known, [improvement()], landingOn('refs/heads/main', { rewinds: true }))
    assert.match(back.why, /does not lift protected-ref/)
    const broken = landingOn('refs/heads/main', { policyProblem: 'no policy' })
    assert.match(answer([word()], known, [improvement()], broken).why, /does not lift policy-readable/)
  })

  it('stands for what a button makes of the overridden value, and for nothing that is like it', () => {
    const known = { ...knownWith(ROB), now: NOW }
    const [old, head, now] = ['old', 'head', 'new'].map(oid) as [string, string, string]
    const forHead = word({ commit: head, tree: oid('tree') })
    const lands = (parents: string[], tree = oid('tree')) => {
      const tip = { ...improvement({ parents }), oid: now, tree }
      return answer([forHead], known, [tip, ...(parents.length > 1 ? [improvement({ word: 'head' })] : [])])
    }
    assert.equal(lands([old, head]).outcome, 'allowed')
    assert.equal(lands([old]).outcome, 'allowed')
    for (const [parents, tree] of [
      [[old, head], 'other'],
      [[old], 'other'],
      [[oid('later'), head], 'tree'],
      [[oid('later')], 'tree'],
      [[old, oid('else')], 'tree'],
      [[head, old], 'tree'],
      [[old, head, oid('else')], 'tree'],
    ] as const)
      assert.match(lands([...parents], oid(tree)).why, /it is for .*, and .* would land/)
  })

  it('of a maker counts only where nobody else could give one, whoever the author is said to be', () => {
    const jane = word({ by: 'jane <jane@example.org>' }, good(KEYS.jane))
    const alone = answer([jane], { ...knownWith('override: { by: [jane] }'), now: NOW })
    assert.equal(alone.override?.maker, 'set the agent to work')
    const two = { ...knownWith('override: { by: [jane, rob] }'), now: NOW }
    assert.match(answer([jane], two).why, /jane set the agent to work; rob can override/)
    const others = [improvement(), improvement({ word: 'other', author: 'rob@example.org' })]
    assert.equal(answer([jane], two, others).outcome, 'refused')
    // Rob's key is no use any more: then nobody else can.
    const revoked = knownWith(`override: { by: [jane, rob] }\nsigners: { revoked: ['${KEYS.rob}'] }`)
    assert.equal(answer([jane], { ...revoked, now: NOW }).outcome, 'allowed')
  })

  it('is for the policy that decides to allow, also where a branch’s own refuses', () => {
    const asks = (own: Known, deciding: Known) => {
      const judge = openJudge(landingOn(), own, deciding)
      const fact = improvement()
      judge.commit(fact, originOf(fact, own))
      return judge.end({ repo: REPO, entries: [word()] }).outcome
    }
    const allows = { ...knownWith(ROB), now: NOW }
    const not = { ...knownWith('reviews: { required: 2 }'), now: NOW }
    assert.equal(asks(not, allows), 'allowed')
    assert.equal(asks(allows, not), 'refused')
  })
})
