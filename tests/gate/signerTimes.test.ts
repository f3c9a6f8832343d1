import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { CommitFact } from '../../src/model/commit.ts'
import { commitFact, improvement, KEYS, knownWith, landingOn, review } from '../helpers/gateFacts.ts'
import { AUTHORITY, certified, change, DAY, HOLDER, landing, plain, SIGNERS, T } from './signedLanding.ts'

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
