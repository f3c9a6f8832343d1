import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { CommitFact } from '../../src/model/commit.ts'
import {
  changeOf,
  commitFact,
  improvement,
  KEYS,
  knownWith,
  landingOn,
  oid,
  review,
} from '../helpers/gateFacts.ts'

const POLICY = '.improver/policy.yaml'
const net = changeOf('net', POLICY)

/** A person's commit that brings another policy. */
function byPerson(name: string, more: Parameters<typeof commitFact>[0] = {}): CommitFact {
  const word = more.word ?? 'policy'
  const change = changeOf(word, POLICY)
  return { ...commitFact({ author: `${name}@example.org`, change, ...more, word }), rules: [POLICY] }
}

/** A sign-off on top of these, signed by its author. */
function signOff(name: keyof typeof KEYS, ...over: CommitFact[]): CommitFact {
  const word = `sign-off of ${name}`
  const signed = commitFact({
    word,
    author: `${name}@example.org`,
    trailers: review(name, net),
    signedBy: KEYS[name],
  })
  return {
    ...signed,
    reaches: [{ base: oid('base'), change: net, covers: new Set(over.map(one => one.oid)) }],
  }
}

function say(commits: CommitFact[], known = knownWith()): string {
  const { violations } = decide(landingOn(), commits, known)
  return violations.map(({ rule, level, why }) => `${level} ${rule}: ${why}`).join('\n')
}

/** Only these of Jane, Rob and Sue. */
function only(names: (keyof typeof KEYS)[], yaml = '', keys = true): Known {
  const known = knownWith(yaml)
  for (const name of Object.keys(KEYS)) if (!names.includes(name as never)) delete known.policy.people[name]
  if (!keys) for (const person of Object.values(known.policy.people)) person.keys = []
  return known
}

describe('a change of the policy', () => {
  const policy = byPerson('jane')

  it('needs a review, though a person made it', () => {
    assert.match(
      say([policy]),
      /^block policy-change: it changes \.improver\/policy\.yaml, by which everything is judged, .*: reviews\.required asks for 1, and there are 0$/,
    )
    assert.equal(say([commitFact({ change: changeOf('other') })]), '')
  })
  it('lands with one in its own trailers, in a sign-off or in a merge', () => {
    const change = changeOf('policy', POLICY)
    assert.equal(say([byPerson('jane', { trailers: review('rob', change), signedBy: KEYS.rob })]), '')
    assert.equal(say([signOff('rob', policy), policy]), '')
    assert.equal(say([{ ...signOff('rob', policy), parents: [oid('a'), oid('b')] }, policy]), '')
  })
  it('is not reviewed by its author, by another author of it, or by a stranger', () => {
    assert.match(say([signOff('jane', policy), policy]), /jane is its author/)
    const second = byPerson('rob', { word: 'second' })
    assert.match(say([signOff('rob', policy, second), policy, second]), /rob wrote part of what is reviewed/)
    assert.equal(say([signOff('sue', policy, second), policy, second]), '')
    const stranger = { ...signOff('rob', policy), trailers: review('eve', net) }
    assert.match(say([stranger, policy]), /the policy knows no person with this address/)
  })
  it('is reviewed by somebody who wrote something else in the same landing', () => {
    const other = commitFact({ word: 'other', author: 'rob@example.org' })
    assert.equal(say([signOff('rob', policy, other), other, policy]), '')
  })
  it('is not helped by a review that is typed, stale, or for another branch', () => {
    const typed = { ...signOff('rob', policy), signatureFact: { state: 'none' as const } }
    assert.match(say([typed, policy]), /it is claimed/)
    const stale = { ...signOff('rob', policy), trailers: review('rob', changeOf('older', POLICY)) }
    assert.match(say([stale, policy]), /stale/)
    const elsewhere = { ...signOff('rob', policy), trailers: review('rob', net, 'refs/heads/release/1') }
    assert.match(say([elsewhere, policy]), /it is for refs\/heads\/release\/1/)
  })
  it('is judged commit by commit: a review of the second is none of the first', () => {
    const change = changeOf('second', POLICY)
    const second = byPerson('jane', { word: 'second', trailers: review('rob', change), signedBy: KEYS.rob })
    assert.match(say([second, policy]), /^block policy-change: .*there are 0$/)
    assert.equal(say([signOff('rob', second, policy), second, policy]), '')
  })
  it('needs as many as the policy asks, more where by_path does, and from whom it says', () => {
    const two = knownWith('reviews: { required: 2 }')
    assert.match(say([signOff('rob', policy), policy], two), /asks for 2, and there is 1/)
    assert.equal(say([signOff('sue', policy), signOff('rob', policy), policy], two), '')
    const byPath = knownWith('reviews: { by_path: { ".improver/**": 2 } }')
    assert.match(
      say([signOff('rob', policy), policy], byPath),
      /reviews\.by_path\["\.improver\/\*\*"\] asks for 2/,
    )
    const list = knownWith('reviews: { by_path: { ".improver/**": { required: 1, from: [rob, jane] } } }')
    assert.match(say([signOff('sue', policy), policy], list), /asks for 1 by rob or jane, and there are 0/)
    assert.equal(say([signOff('rob', policy), policy], list), '')
  })
  it('only warns where the policy blocks nothing, and needs nobody where it asks for nobody', () => {
    assert.match(say([policy], knownWith('', 'observe@1')), /^warn policy-change/)
    assert.equal(say([policy], knownWith('reviews: { required: 0 }')), '')
  })
  it('by an agent is judged by both rules', () => {
    const change = changeOf('agent', POLICY)
    const steering = { steering: [POLICY] }
    const own = { ...improvement({ word: 'agent', change, class: steering }), rules: [POLICY] }
    assert.match(say([own]), /review-required[\s\S]*policy-change/)
    const trailers = review('rob', change)
    const reviewed = improvement({ word: 'agent', change, class: steering, trailers, signedBy: KEYS.rob })
    assert.equal(say([{ ...reviewed, rules: [POLICY] }]), '')
    const byJane = improvement({
      word: 'agent',
      change,
      class: steering,
      trailers: review('jane', change),
      signedBy: KEYS.jane,
    })
    assert.match(say([{ ...byJane, rules: [POLICY] }]), /policy-change: .*jane set the agent to work/)
  })
})

describe('nobody is locked out of their own policy', () => {
  const policy = byPerson('jane')

  it('one person signs their own change, and nobody else can', () => {
    const alone = only(['jane'])
    assert.match(say([policy], alone), /asks for 1; nobody else can review, so that jane must sign it$/)
    assert.equal(say([signOff('jane', policy), policy], alone), '')
    const typed = { ...signOff('jane', policy), signatureFact: { state: 'none' as const } }
    assert.match(say([typed, policy], alone), /it is claimed/)
    const stolen = { ...signOff('jane', policy), signatureFact: signOff('rob', policy).signatureFact! }
    assert.match(say([stolen, policy], alone), /jane must sign it/)
  })
  it('one person without a key types it', () => {
    const keyless = only(
      ['jane'],
      `vouchers: { ci: '${KEYS.sue.replace(/.$/, 'B').replace('AwMD', 'BAQE')}' }`,
      false,
    )
    assert.match(say([policy], keyless), /jane must sign it/)
    const typed = { ...signOff('jane', policy), signatureFact: { state: 'none' as const } }
    assert.equal(say([typed, policy], keyless), '')
  })
  it('two of two sign both, the author too', () => {
    const both = only(['jane', 'rob'], 'reviews: { required: 2 }')
    assert.match(say([signOff('rob', policy), policy], both), /so that jane must sign it/)
    assert.equal(say([signOff('jane', policy), signOff('rob', policy), policy], both), '')
  })
  it('nobody becomes the only reviewer by naming all others as authors', () => {
    const team = only(['jane', 'rob'])
    const asRob = byPerson('rob', { word: 'as rob' })
    assert.match(say([signOff('jane', policy, asRob), asRob, policy], team), /policy-change/)
    const two = only(['jane', 'rob'], 'reviews: { required: 2 }')
    assert.match(say([signOff('jane', asRob), asRob], two), /so that rob must sign it/)
  })
  it('a policy under which nobody can review may be changed by anybody', () =>
    assert.equal(say([policy], only([])), ''))
})
