import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { EntryFact } from '../../src/gate/reviews/entryFact.ts'
import { signerOf } from '../../src/gate/reviews/signerOf.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { CertificateFact, CommitFact, GoodSignature, Trailer } from '../../src/model/commit.ts'
import {
  changeOf,
  commitFact,
  improvement,
  KEYS,
  knownWith,
  landingOn,
  review,
} from '../helpers/gateFacts.ts'
import { entryOn } from '../ledger/entries.ts'

const T = 1_700_000_000
const DAY = 86_400
const AUTHORITY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ'
const HOLDER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI'
const SIGNERS = `authorities: [{ key: '${AUTHORITY}', emails: ['*@example.org'] }]`

const change = changeOf('improvement')
const plain = (key: string): GoodSignature => ({
  state: 'good',
  kind: 'ssh',
  key,
  fingerprint: `SHA256:${'k'.repeat(43)}`,
  userPresent: false,
})
const certified = (more: Partial<CertificateFact> = {}, key = HOLDER): GoodSignature => ({
  ...plain(key),
  certificate: {
    authority: AUTHORITY,
    authorityFingerprint: `SHA256:${'a'.repeat(43)}`,
    serial: '7',
    keyId: 'an id',
    principals: ['new@example.org'],
    validAfter: T - 8 * 3600,
    validBefore: T + 8 * 3600,
    ...more,
  },
})

type Given = { yaml?: string; now?: number; at?: number; trailers?: Trailer[]; more?: Trailer[] }

function landing(signature: CommitFact['signatureFact'], name: string, given: Given = {}) {
  const { yaml = `signers: { ${SIGNERS} }`, now = T, at = T } = given
  const trailers = [...(given.more ?? []), ...(given.trailers ?? review(name, change))]
  const fact = improvement({ trailers, signature: signature ?? { state: 'none' } })
  fact.committer = { ...fact.committer, at }
  const { outcome, violations } = decide(landingOn(), [fact], { ...knownWith(yaml), now })
  return outcome === 'allowed' ? 'allowed' : violations.map(({ why }) => why).join('\n')
}

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

describe('time and certificates', () => {
  const at = (time: number, now = time) => landing(certified(), 'new', { at: time, now })
  const [from, until] = [T - 8 * 3600, T + 8 * 3600]

  it('must fit when the commit is made', () => {
    assert.equal(at(from), 'allowed')
    assert.equal(at(until - 1), 'allowed')
    assert.match(at(from - 1), /was not valid yet when the commit was made \(valid from 2023-/)
    assert.match(at(until), /had expired when the commit was made/)
  })
  it('may be over for as long as the grace when it lands, so that an approval holds over night', () => {
    assert.equal(at(T, until + 14 * DAY), 'allowed')
    assert.match(at(T, until + 14 * DAY + 1), /longer ago than signers.certificate_grace \(336 h\) allows/)
  })
  it('has a grace that the policy may shorten to nothing', () => {
    const yaml = `signers: { ${SIGNERS}, certificate_grace: 0 }`
    assert.equal(landing(certified(), 'new', { yaml, now: until }), 'allowed')
    assert.match(landing(certified(), 'new', { yaml, now: until + 1 }), /certificate_grace \(0 h\)/)
  })
  it('is never from the future, but for clocks that differ a little', () => {
    assert.equal(at(T + 300, T), 'allowed')
    assert.match(at(T + 301, T), /dated in the future/)
    const later = certified({ validAfter: T + DAY, validBefore: T + 2 * DAY })
    assert.match(landing(later, 'new', { at: T + DAY, now: T }), /dated in the future/)
  })
  it('never ends where the authority said so', () => {
    const forever = certified({ validBefore: null })
    assert.equal(landing(forever, 'new', { at: T, now: T + 9999 * DAY }), 'allowed')
  })
  it('can be written down, whatever a certificate says', () => {
    const odd = certified({ validAfter: Number.MAX_SAFE_INTEGER, validBefore: null })
    assert.match(landing(odd, 'new'), /was not valid yet/)
  })
})

describe('a key with dates', () => {
  const NOON = Date.parse('2026-06-15T12:00:00Z') / 1000
  const sue2 = (dates: string) =>
    `  sue2: { emails: [sue2@example.org], keys: [{ key: '${HOLDER}', ${dates} }] }`
  const on = (dates: string, now = NOON, at = now) =>
    landing(plain(HOLDER), 'sue2', { yaml: sue2(dates), now, at })

  it('counts from its first day to the end of its last', () => {
    assert.equal(on('from: 2026-06-15, until: 2026-06-15'), 'allowed')
    assert.equal(on('from: 2026-06-15T12:00:00Z'), 'allowed')
    assert.equal(on('until: 2026-06-15T12:00:01Z'), 'allowed')
  })
  it('does not count outside, and the refusal says which it was', () => {
    assert.match(on('from: 2026-06-16'), /by a key of sue2 that counts only from 2026-06-16 on/)
    assert.match(on('until: 2026-06-14'), /by a key of sue2 that counted only until 2026-06-14/)
    assert.match(on('until: 2026-06-15T12:00:00Z'), /counted only until 2026-06-15T12:00:00Z/)
  })
  it('is judged at the landing, whatever date the commit claims', () => {
    assert.match(on('until: 2026-06-14', NOON, NOON - 30 * DAY), /counted only until/)
    assert.equal(on('from: 2026-06-15', NOON, NOON - 30 * DAY), 'allowed')
  })
  it('still tells who made something', () => {
    const fact = improvement({ signature: plain(HOLDER), trailers: [] })
    const known = { ...knownWith(sue2('until: 2020-01-01')), now: NOON }
    const signOff: CommitFact = {
      ...commitFact({ word: 'sign-off', author: 'rob@example.org', trailers: review('sue2', change) }),
      reaches: [{ base: 'x', change, covers: new Set([fact.oid]) }],
    }
    const { violations } = decide(landingOn(), [signOff, fact], known)
    assert.match(violations[0]?.why ?? '', /sue2 signed it with a key that an agent could use/)
  })
})

describe('what is revoked', () => {
  const revoked = (what: string) => `signers: { ${SIGNERS}, revoked: [${what}] }`
  const robs = (what: string, more = '') => landing(plain(KEYS.rob), 'rob', { yaml: revoked(what) + more })

  it('beats a key that a person still has', () => {
    assert.equal(robs(''), 'allowed')
    assert.match(robs(`'${KEYS.rob}'`), /by a key that is revoked \(signers.revoked\)/)
    assert.match(robs(`'${KEYS.rob} a comment'`), /by a key that is revoked/)
    assert.match(robs(`'SHA256:${'k'.repeat(43)}'`), /by a key that is revoked/)
  })
  it('beats it even where typed text is enough', () => {
    const claimed = '\nreviews: { assurance: claimed }'
    assert.equal(robs('', claimed), 'allowed')
    assert.match(robs(`'${KEYS.rob}'`, claimed), /by a key that is revoked/)
  })
  it('beats a certificate by key, by authority and by serial', () => {
    const says = (what: string) => landing(certified(), 'new', { yaml: revoked(what) })
    assert.match(says(`'${HOLDER}'`), /by a key that is revoked/)
    assert.match(says(`'SHA256:${'a'.repeat(43)}'`), /whose authority is revoked/)
    assert.match(says(`'${AUTHORITY}'`), /whose authority is revoked/)
    assert.match(says(`{ authority: '${AUTHORITY}', serial: 7 }`), /certificate 7, which is revoked/)
    assert.match(says(`{ authority: 'SHA256:${'a'.repeat(43)}', serial: 1-9 }`), /certificate 7, which/)
    assert.equal(
      says(`{ authority: '${AUTHORITY}', serial: 8 }, { authority: '${HOLDER}', serial: 7 }`),
      'allowed',
    )
  })
  it('is a person that the policy no longer has, at once', () => {
    const gone = landing(plain(HOLDER), 'sue2', { yaml: '' })
    assert.match(gone, /knows no person with this address; it is signed by a key that is not this person's/)
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
