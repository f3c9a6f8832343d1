import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decide } from '../../src/gate/decide.ts'
import type { EntryFact } from '../../src/gate/reviews/entryFact.ts'
import type { CommitFact, SignatureFact } from '../../src/model/commit.ts'
import type { Entry } from '../../src/model/entry.ts'
import { changeOf, improvement, KEYS, knownWith, landingOn, oid, review } from '../helpers/gateFacts.ts'
import { entryOn } from '../ledger/entries.ts'

const change = changeOf('improvement')
const commit = improvement()
const known = knownWith()
const REPO = 'root:1'

let count = 0
function said(kind: Entry['kind'], name: string, more: Partial<Entry> = {}, key?: string | null): EntryFact {
  count += 1
  const by = `${name} <${name}@example.org>`
  const entry = entryOn(commit.oid, {
    kind,
    by,
    repo: REPO,
    change: change.digest,
    ref: 'refs/heads/main',
    ...more,
  })
  const own = key === undefined ? KEYS[name as keyof typeof KEYS] : key
  const signature: SignatureFact = own
    ? { state: 'good', kind: 'ssh', key: own, fingerprint: 'SHA256:x', userPresent: false }
    : { state: 'none' }
  return { id: `sha256:${String(count).padStart(64, '0')}`, entry, signature }
}

function answer(entries: EntryFact[], with_ = known, commits: CommitFact[] = [commit]) {
  const { outcome, violations } = decide(landingOn(), commits, with_, { repo: REPO, entries })
  return { outcome, why: violations.map(one => `${one.level} ${one.rule}: ${one.why}`).join('\n') }
}

const back = (one: EntryFact, name: string, more: Partial<Entry> = {}, key?: string | null) =>
  said('withdrawn', name, { of: one.id, ...more }, key)

describe('entries of the ledger', () => {
  it('count like trailers', () => {
    assert.equal(answer([said('reviewed', 'rob')]).outcome, 'allowed')
    assert.match(answer([said('reviewed', 'rob', {}, null)]).why, /it is claimed/)
    assert.match(answer([said('reviewed', 'jane')]).why, /jane set the agent to work/)
    assert.match(answer([said('reviewed', 'rob', { ref: 'refs/heads/release/1' })]).why, /it is for/)
    assert.match(answer([said('reviewed', 'rob', { change: changeOf('other').digest })]).why, /stale/)
    assert.match(answer([said('reviewed', 'rob', { repo: 'root:2' })]).why, /has 0$/)
  })

  it('and a trailer of the same person are one review', () => {
    const both = improvement({ trailers: review('rob', change), signedBy: KEYS.rob })
    const two = knownWith('reviews: { required: 2 }')
    assert.match(answer([said('reviewed', 'rob')], two, [both]).why, /has 1/)
    assert.equal(answer([said('reviewed', 'sue')], two, [both]).outcome, 'allowed')
  })

  it("of a bot are nobody's", () => {
    const bot = said('reviewed', 'rob', {
      by: 'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    })
    assert.equal(answer([bot]).outcome, 'refused')
  })

  it('vouched by a person for himself do not count', () => {
    const vouching = { ...known, policy: { ...known.policy, vouchers: { ci: KEYS.rob } } }
    const data = { for: 'rob <rob@example.org>' }
    assert.match(answer([said('reviewed', 'rob', { data })], vouching).why, /vouches for nobody but others/)
    const other = { for: 'sue <sue@example.org>' }
    assert.equal(answer([said('reviewed', 'rob', { data: other })], vouching).outcome, 'allowed')
  })

  it('in a twin without signature lose nothing', () => {
    const signed = said('rejected', 'rob')
    const twin = { ...signed, signature: { state: 'none' as const } }
    for (const entries of [
      [signed, twin],
      [twin, signed],
    ])
      assert.match(answer([said('reviewed', 'sue'), ...entries]).why, /block rejected: rob/)
  })
})

describe('a rejection', () => {
  const yes = said('reviewed', 'sue')
  const no = said('rejected', 'rob', { data: { reason: 'it leaks' } })

  it('holds whatever approvals there are', () => {
    assert.match(answer([yes, no]).why, /^block rejected: rob <rob@example.org> says no: it leaks$/)
  })
  it('holds by change, by commit and by improvement', () => {
    for (const more of [
      { commit: oid('else'), improvement: 'I01', change: null },
      { commit: oid('else') },
      { change: null },
    ])
      assert.equal(answer([yes, said('rejected', 'rob', more)]).outcome, 'refused', JSON.stringify(more))
  })
  it('of another change, ref or repository does not hold', () => {
    for (const more of [
      { commit: oid('else'), change: changeOf('other').digest },
      { ref: 'refs/heads/release/1' },
      { repo: 'root:2' },
    ])
      assert.equal(answer([yes, said('rejected', 'rob', more)]).outcome, 'allowed', JSON.stringify(more))
  })
  it('is lifted by its author, by no one else, and holds again', () => {
    const lifted = back(no, 'rob')
    assert.equal(answer([yes, no, lifted]).outcome, 'allowed')
    assert.equal(answer([yes, no, back(no, 'sue')]).outcome, 'refused')
    assert.equal(answer([yes, no, back(no, 'rob', {}, null)]).outcome, 'refused')
    assert.equal(answer([yes, no, back(no, 'rob', {}, KEYS.sue)]).outcome, 'refused')
    assert.equal(answer([yes, no, lifted, back(lifted, 'rob')]).outcome, 'refused')
  })
  it('that a person signed is not lifted by a voucher', () => {
    const vouching = { ...known, policy: { ...known.policy, vouchers: { ci: 'ssh-ed25519 CI' } } }
    const data = { for: 'rob <rob@example.org>' }
    const vouched = back(no, 'ci', { data }, 'ssh-ed25519 CI')
    assert.match(answer([yes, no, vouched], vouching).why, /is vouched, less than the rejection/)
    const told = said('rejected', 'ci', { data }, 'ssh-ed25519 CI')
    assert.equal(answer([yes, told], vouching).outcome, 'refused')
    assert.equal(
      answer([yes, told, back(told, 'ci', { data }, 'ssh-ed25519 CI')], vouching).outcome,
      'allowed',
    )
  })
  it('in typed text is told, and holds only where typed text approves', () => {
    const typed = said('rejected', 'rob', {}, null)
    assert.match(answer([yes, typed]).why, /^warn rejected: .*not obeyed: it is not signed$/)
    assert.equal(answer([yes, typed], knownWith('reviews: { assurance: claimed }')).outcome, 'refused')
    assert.equal(answer([yes, said('rejected', 'mallory', {}, null)]).why, '')
  })
  it('does not depend on the order of the lines', () => {
    const lifted = back(no, 'rob')
    const all = [yes, no, lifted, back(lifted, 'rob'), back(yes, 'rob'), said('rejected', 'rob', {}, null)]
    const { outcome } = answer(all)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), shuffled => {
        assert.equal(answer(shuffled).outcome, outcome)
      }),
    )
  })
  it('and a chain of 20,000 withdrawals is followed to its end', () => {
    const chain: EntryFact[] = [no]
    for (let at = 0; at < 20_000; at += 1) chain.push(back(chain.at(-1)!, 'rob'))
    assert.equal(answer([yes, ...chain]).outcome, 'refused')
    assert.equal(answer([yes, ...chain.slice(0, -1)]).outcome, 'allowed')
  })
})

describe('a withdrawal without of', () => {
  const reviewed = improvement({ trailers: review('rob', change), signedBy: KEYS.rob })
  it("takes back its author's trailers on that commit, and nobody else's", () => {
    const { of: _, ...rest } = said('withdrawn', 'rob').entry
    const mine = { ...said('withdrawn', 'rob'), entry: rest as Entry }
    assert.equal(answer([], known, [reviewed]).outcome, 'allowed')
    assert.match(answer([mine], known, [reviewed]).why, /rob withdrew it/)
    assert.equal(answer([said('withdrawn', 'sue')], known, [reviewed]).outcome, 'allowed')
    assert.equal(answer([said('withdrawn', 'rob', {}, null)], known, [reviewed]).outcome, 'allowed')
  })
})
