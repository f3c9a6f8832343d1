import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { EntryFact } from '../../src/gate/reviews/entryFact.ts'
import { signerOf } from '../../src/gate/reviews/signerOf.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { CommitFact, GoodSignature } from '../../src/model/commit.ts'
import { improvement, KEYS, knownWith, landingOn, review } from '../helpers/gateFacts.ts'
import { entryOn } from '../ledger/entries.ts'
import { certified, change, HOLDER, landing, plain, SIGNERS, T } from './signedLanding.ts'

describe('a review by the holder of a certificate', () => {
  it('counts, though nobody lists its address', () => {
    assert.equal(landing(certified(), 'new'), 'allowed')
    const strict = `signers: { ${SIGNERS} }\nreviews: { assurance: verified }`
    assert.equal(landing(certified(), 'new', { yaml: strict }), 'allowed')
  })
  it('counts for the person of the policy who has the address', () => {
    assert.equal(landing(certified({ principals: ['rob@example.org'] }), 'rob'), 'allowed')
  })
  it('is presence when the key was touched', () => {
    const yaml = `signers: { ${SIGNERS} }\nreviews: { assurance: present }`
    assert.equal(landing({ ...certified(), userPresent: true }, 'new', { yaml }), 'allowed')
    assert.match(landing(certified(), 'new', { yaml }), /it is verified, the policy asks for present/)
  })
  it('does not count under the address of another', () => {
    assert.match(landing(certified(), 'rob'), /claimed .* a key that is not this person's/)
    assert.match(landing(certified(), 'someone'), /knows no person with this address/)
  })
  it('does not count without the signature, where nobody lists the address', () => {
    const yaml = `signers: { ${SIGNERS} }\nreviews: { assurance: claimed }`
    assert.match(landing({ state: 'none' }, 'new', { yaml }), /knows no person with this address/)
    assert.equal(landing(certified(), 'new', { yaml }), 'allowed')
  })
  it('is waited for while the commit is made, where an authority may speak for the address', () => {
    assert.equal(landing({ state: 'pending' }, 'new'), 'allowed')
    assert.match(landing({ state: 'pending' }, 'new', { yaml: '' }), /knows no person/)
  })
  it('does not count under an authority that the policy does not name', () => {
    const other = certified({ authority: HOLDER })
    assert.match(landing(other, 'new'), /an authority that the policy does not name \(SHA256:a+\)/)
    assert.match(landing(certified(), 'new', { yaml: '' }), /an authority that the policy does not name/)
    // The plain key being Rob's says nothing of a certificate that a stranger made over it.
    const robs = certified({ authority: HOLDER, principals: ['rob@example.org'] }, KEYS.rob)
    assert.match(landing(robs, 'rob'), /an authority that the policy does not name/)
  })
  it('is not of two people, nor of one whose key is another one', () => {
    const two = certified({ principals: ['new@example.org', 'newer@example.org'] })
    assert.match(landing(two, 'new'), /names more than one person \(new@example.org, newer@example.org\)/)
    assert.match(landing(certified({}, KEYS.rob), 'new'), /names new@example.org, and its key is that of rob/)
    const robot = `signers: { ${SIGNERS} }\nattribution: { agents: [{ name: robot, keys: ['${HOLDER}'] }] }`
    assert.match(landing(certified(), 'new', { yaml: robot }), /its key is that of the agent robot/)
    const ci = `signers: { ${SIGNERS} }\nvouchers: { ci: '${HOLDER}' }`
    assert.match(landing(certified(), 'new', { yaml: ci }), /its key is that of the voucher ci/)
  })
  it('is not a person who is only named like the address', () => {
    const yaml = `  new@example.org: { emails: [nora@home.org] }\nsigners: { ${SIGNERS} }`
    const trailers = [{ key: 'Reviewed-by', value: 'N <nora@home.org>' }, ...review('new', change).slice(1)]
    assert.match(landing(certified(), 'new', { yaml, trailers }), /which the policy has as a name/)
    assert.match(landing(certified(), 'new', { yaml }), /which the policy has as a name/)
    // Nor does a person's plain key make an address theirs that is only their name.
    assert.match(landing(plain(KEYS.rob), 'rob', { yaml: '' }), /^allowed$/)
    const named = `  new@example.org: { emails: [nora@home.org], keys: ['${HOLDER}'] }`
    assert.match(landing(plain(HOLDER), 'new', { yaml: named }), /knows no person with this address/)
    assert.equal(landing(plain(HOLDER), 'new', { yaml: named, trailers }), 'allowed')
    const both = yaml.replace('[nora@home.org]', '[nora@home.org, new@example.org]')
    assert.equal(landing(certified(), 'new', { yaml: both, trailers }), 'allowed')
  })
  it('is not an agent that has a certificate', () => {
    const trailers = [
      { key: 'Reviewed-by', value: 'Robot <robot@example.org>' },
      ...review('robot', change).slice(1),
    ]
    const yaml = `signers: { ${SIGNERS} }\nattribution: { agents: [{ name: robot, emails: [robot@example.org] }] }`
    const signature = certified({ principals: ['robot@example.org'] })
    assert.match(landing(signature, 'robot', { yaml, trailers }), /robot is no person/)
  })
  it('is not a maker, under whichever of its names', () => {
    const more = [{ key: 'Initiated-by', value: 'New <new@example.org>' }]
    assert.match(landing(certified(), 'new', { more }), /new@example.org set the agent to work/)
    const two = certified({ principals: ['other@elsewhere.org', 'new@example.org'] })
    const elsewhere = [{ key: 'Initiated-by', value: 'New <other@elsewhere.org>' }]
    assert.match(landing(two, 'new', { more: elsewhere }), /other@elsewhere.org set the agent to work/)
  })
})

describe('one key under two addresses, each with a certificate', () => {
  const ANOTHER = HOLDER.replace('CAgI', 'CAgJ')
  const two = { ...knownWith(`signers: { ${SIGNERS} }\nreviews: { required: 2 }`), now: T }
  const one = { ...knownWith(`signers: { ${SIGNERS} }`), now: T }
  const entry = (key: string): EntryFact => ({
    id: `sha256:${'1'.repeat(64)}`,
    signature: certified({ principals: ['newer@example.org'] }, key),
    entry: entryOn(improvement().oid, {
      kind: 'reviewed',
      at: new Date(T * 1000).toISOString(),
      by: 'newer <newer@example.org>',
      repo: 'root:1',
      change: change.digest,
      ref: 'refs/heads/main',
    }),
  })
  const answer = (known: Known, signed: CommitFact, key: string) => {
    signed.committer = { ...signed.committer, at: T }
    const { outcome, violations } = decide(landingOn(), [signed], known, {
      repo: 'root:1',
      entries: [entry(key)],
    })
    return outcome === 'allowed' ? 'allowed' : violations.map(({ why }) => why).join('\n')
  }

  it('is one reviewer', () => {
    const reviewed = improvement({ trailers: review('new', change), signature: certified() })
    assert.match(
      answer(two, reviewed, HOLDER),
      /has 1 .*its key is that of new@example.org, who reviewed too/,
    )
    assert.equal(answer(two, reviewed, ANOTHER), 'allowed')
  })
  it('does not review what it signed', () => {
    const signed = improvement({ signature: certified() })
    assert.match(
      answer(one, signed, HOLDER),
      /the holder of this key signed it with a key that an agent could use/,
    )
    assert.equal(answer(one, signed, ANOTHER), 'allowed')
  })
})

describe('an OpenPGP key', () => {
  const key = `openpgp:${'ab'.repeat(20)}`
  const signature: GoodSignature = {
    state: 'good',
    kind: 'openpgp',
    key,
    fingerprint: key,
    userPresent: false,
  }
  const yaml = (more = '') =>
    `  sue2: { emails: [sue2@example.org], keys: ['openpgp:${'AB'.repeat(20)}'] }\n${more}`

  it('counts by its fingerprint, as verified and never as present', () => {
    assert.equal(landing(signature, 'sue2', { yaml: yaml('reviews: { assurance: verified }') }), 'allowed')
    assert.match(
      landing(signature, 'sue2', { yaml: yaml('reviews: { assurance: present }') }),
      /it is verified/,
    )
  })
  it('is revoked by its fingerprint', () =>
    assert.match(landing(signature, 'sue2', { yaml: yaml(`signers: { revoked: ['${key}'] }`) }), /revoked/))
  it('of nobody counts for nobody', () => assert.match(landing(signature, 'rob'), /not this person's/))
})

it('a name that JavaScript has a meaning for is nobody', () => {
  const known = { ...knownWith(`signers: { ${SIGNERS} }`), now: T }
  const signer = signerOf(certified({ principals: ['__proto__', 'constructor@example.org'] }), T, known)
  assert.deepEqual(signer, { person: 'constructor@example.org', listed: false })
})
