import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { signerOf } from '../../src/gate/reviews/signerOf.ts'
import { verifySshSignature } from '../../src/git/signature/verifySshSignature.ts'
import { knownWith } from '../helpers/gateFacts.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { HOUR, ours, PAYLOAD } from './certificateAnswers.ts'
import {
  type CertificateOptions,
  certify,
  opensshAccepts,
  revocationList,
  signWith,
  T,
} from './certificateSamples.ts'
import { armoured, fingerprintOf, makeKey } from './signatureSamples.ts'

type Case = CertificateOptions & {
  /** `good`, or what our refusal says. */
  ours: RegExp
  openssh: boolean
  at?: number
  /** Why we refuse what OpenSSH accepts. */
  stricter?: string
  wrongAuthority?: boolean
  alter?: [from: string, to: string]
  revoke?: 'serial' | 'another serial' | 'key' | 'fingerprint' | 'authority'
}

const CASES: Record<string, Case> = {
  good: { ours: /^good: jane$/, openssh: true },
  'good for ever': { until: 'forever', ours: /^good/, openssh: true },
  'good from its first second': { from: T, ours: /^good/, openssh: true },
  'good in its last second': { until: T + 1, ours: /^good/, openssh: true },
  'expired in this second': { until: T, ours: /had expired when the commit was made/, openssh: false },
  'expired an hour ago': { until: T - 1, ours: /had expired/, openssh: false },
  'not valid yet': { from: T + 1, ours: /was not valid yet/, openssh: false },
  "a host's": { more: ['-h'], ours: /made for a host/, openssh: false },
  'of another authority': {
    wrongAuthority: true,
    ours: /authority that the policy does not name/,
    openssh: false,
  },
  'with altered principals': {
    principals: 'evil@example.org',
    alter: ['evil@example.org', 'jane@example.org'],
    ours: /does not match its authority/,
    openssh: false,
  },
  'with a later end': {
    alter: ['permit-pty', 'permit-ptx'],
    ours: /does not match its authority/,
    openssh: false,
  },
  'for somebody else': { principals: 'rob@example.org', ours: /^good: rob$/, openssh: false },
  'for several addresses of one person and a login': {
    principals: 'jane,jane@example.org,JANE@example.org',
    ours: /^good: jane$/,
    openssh: true,
  },
  'for two people': {
    principals: 'jane@example.org,rob@example.org',
    ours: /names more than one person \(jane, rob\)/,
    openssh: true,
    stricter: 'one human would count as two reviewers',
  },
  'for nobody': {
    principals: '',
    ours: /names nobody/,
    openssh: false,
  },
  'with an unknown critical option': {
    more: ['-O', 'critical:who@example.org=x'],
    ours: /critical option .* "who@example.org"/,
    openssh: true,
    stricter: 'PROTOCOL.certkeys: what is critical and unknown has to be refused; -Y verify does not look',
  },
  'bound to a command': {
    more: ['-O', 'force-command=/bin/true'],
    ours: /critical option .* "force-command"/,
    openssh: true,
    stricter: 'a certificate for one command is no certificate for reviews',
  },
  'bound to addresses': {
    more: ['-O', 'source-address=10.0.0.0/8'],
    ours: /critical option .* "source-address"/,
    openssh: true,
    stricter: 'no signature shows where it was made',
  },
  'with an unknown extension': { more: ['-O', 'extension:who@example.org=x'], ours: /^good/, openssh: true },
  'without any extension': { more: ['-O', 'clear'], ours: /^good/, openssh: true },
  'with the highest serial': { serial: '18446744073709551615', ours: /^good/, openssh: true },
  'of a serial that is revoked': {
    revoke: 'serial',
    ours: /certificate 7, which is revoked/,
    openssh: false,
  },
  'of a serial beside one that is revoked': { revoke: 'another serial', ours: /^good/, openssh: true },
  'of a key that is revoked': { revoke: 'key', ours: /by a key that is revoked/, openssh: false },
  'of a fingerprint that is revoked': {
    revoke: 'fingerprint',
    ours: /by a key that is revoked/,
    openssh: false,
  },
  'of an authority that is revoked': { revoke: 'authority', ours: /authority is revoked/, openssh: false },
}

describe('a certificate, as we and as ssh-keygen -Y verify see it', { skip: noSigning }, () => {
  const ca = noSigning ? null! : makeKey('-t', 'ed25519')
  const other = noSigning ? null! : makeKey('-t', 'ed25519')
  const key = noSigning ? null! : makeKey('-t', 'ed25519')
  const fingerprint = () => fingerprintOf(key.text)
  const revocations = {
    serial: [`[{ authority: '${ca?.text}', serial: 5-9 }]`, 'serial: 5-9\n'],
    'another serial': [`[{ authority: '${ca?.text}', serial: 8 }]`, 'serial: 8\n'],
    key: [`['${key?.text}']`, `key: ${key?.text}\n`],
    fingerprint: [`['${key && fingerprint()}']`, `hash: ${key && fingerprint()}\n`],
    authority: [`['${ca && fingerprintOf(ca.text)}']`, `key: ${ca?.text}\n`],
  }

  for (const [name, one] of Object.entries(CASES))
    it(`${name}${one.stricter ? `: stricter, since ${one.stricter}` : ''}`, () => {
      const { cert } = certify(ca, key, one)
      let armour = signWith(cert, PAYLOAD)
      if (one.alter) {
        const [from, to] = one.alter
        const blob = Buffer.from(armour.split('\n').slice(1, -2).join(''), 'base64')
        const altered = Buffer.from(blob.toString('latin1').replace(from, to), 'latin1')
        assert.notDeepEqual(altered, blob)
        armour = armoured(altered)
      }
      const trusted = (one.wrongAuthority ? other : ca).text
      const [revoked, krl] = one.revoke ? revocations[one.revoke] : []
      assert.match(ours(armour, trusted, one.at ?? T, revoked), one.ours)
      const accepts = opensshAccepts(armour, PAYLOAD, {
        allowed: `*@example.org cert-authority ${trusted}\n`,
        principal: 'jane@example.org',
        ...(krl && { krl: revocationList(krl, ca) }),
      })
      assert.equal(accepts, one.openssh, 'what OpenSSH says')
      const good = one.ours.source.startsWith('^good') && !one.ours.source.includes('rob')
      if (good !== accepts) assert.ok(one.stricter, 'a difference that nobody gave a reason for')
      if (good) assert.equal(accepts, true, 'we accept what OpenSSH refuses')
    })

  it('is good over any kind of key, from any kind of authority', () => {
    const kinds = [
      ['-t', 'ed25519'],
      ['-t', 'ecdsa', '-b', '256'],
      ['-t', 'ecdsa', '-b', '384'],
      ['-t', 'ecdsa', '-b', '521'],
      ['-t', 'rsa', '-b', '2048'],
    ]
    for (const kind of kinds) {
      const authority = makeKey(...kind)
      const armour = signWith(certify(authority, makeKey(...kind)).cert, PAYLOAD)
      assert.equal(ours(armour, authority.text), 'good: jane', kind.join(' '))
      const allowed = `* cert-authority ${authority.text}\n`
      assert.equal(opensshAccepts(armour, PAYLOAD, { allowed, principal: 'jane@example.org' }), true)
    }
  })

  it('of an authority whose own days are over is a matter for revoked: only people have dates', () => {
    const armour = signWith(certify(ca, key).cert, PAYLOAD)
    const allowed = `* cert-authority,valid-before="20231101000000Z" ${ca.text}\n`
    assert.equal(opensshAccepts(armour, PAYLOAD, { allowed, principal: 'jane@example.org' }), false)
    assert.equal(ours(armour, ca.text), 'good: jane')
    assert.match(ours(armour, ca.text, T, `['${ca.text}']`), /authority is revoked/)
  })

  it('of an RSA authority that signs with SHA-1 is refused, whatever OpenSSH says', () => {
    const authority = makeKey('-t', 'rsa', '-b', '2048')
    const armour = signWith(certify(authority, key, { more: ['-t', 'ssh-rsa'] }).cert, PAYLOAD)
    assert.match(ours(armour, authority.text), /does not sign with "ssh-rsa"/)
  })

  it('has its fingerprint and that of its authority as ssh-keygen prints them', () => {
    const fact = verifySshSignature(signWith(certify(ca, key).cert, PAYLOAD), PAYLOAD, 'git')
    assert.ok(fact.state === 'good' && fact.certificate)
    assert.equal(fact.key, key.text)
    assert.equal(fact.fingerprint, fingerprintOf(key.text))
    assert.equal(fact.certificate.authorityFingerprint, fingerprintOf(ca.text))
    assert.deepEqual([fact.certificate.validAfter, fact.certificate.validBefore], [T - HOUR, T + HOUR])
  })

  it('is worth nothing over other bytes or in another namespace', () => {
    const { cert } = certify(ca, key)
    assert.equal(verifySshSignature(signWith(cert, PAYLOAD), Buffer.from('x'), 'git').state, 'bad')
    const elsewhere = signWith(cert, PAYLOAD, 'git-improver')
    assert.match(ours(elsewhere, ca.text), /made for "git-improver", not for git/)
    assert.equal(verifySshSignature(elsewhere, PAYLOAD, 'git-improver').state, 'good')
    assert.equal(verifySshSignature(signWith(cert, PAYLOAD), PAYLOAD, 'git-improver').state, 'bad')
  })
})

describe('a plain key with dates, as we and as ssh-keygen -Y verify see it', { skip: noSigning }, () => {
  const at = (text: string) => Date.parse(text) / 1000
  it('counts on the same days', () => {
    const key = makeKey('-t', 'ed25519')
    const armour = signWith(key.file, PAYLOAD)
    const fact = verifySshSignature(armour, PAYLOAD, 'git')
    assert.ok(fact.state === 'good')
    const known = knownWith(
      `  pat: { emails: [pat@x.org], keys: [{ key: '${key.text}', from: 2023-11-10, until: 2023-11-12 }] }`,
    )
    // OpenSSH's end is the first second that no longer counts; ours is the last day that does.
    const allowed = `pat@x.org valid-after="20231110000000Z",valid-before="20231113000000Z" ${key.text}\n`
    for (const [time, good] of [
      ['2023-11-09T23:59:59Z', false],
      ['2023-11-10T00:00:00Z', true],
      ['2023-11-12T23:59:59Z', true],
      ['2023-11-13T00:00:01Z', false],
    ] as const) {
      const now = at(time)
      assert.equal(signerOf(fact, now, { ...known, now }).person, good ? 'pat' : null, time)
      assert.equal(opensshAccepts(armour, PAYLOAD, { allowed, principal: 'pat@x.org', at: now }), good, time)
    }
  })
  it('counts no more once it is revoked', () => {
    const key = makeKey('-t', 'ed25519')
    const armour = signWith(key.file, PAYLOAD)
    const fact = verifySshSignature(armour, PAYLOAD, 'git')
    assert.ok(fact.state === 'good')
    const pat = `  pat: { emails: [pat@x.org], keys: ['${key.text}'] }\n`
    const who = { allowed: `pat@x.org ${key.text}\n`, principal: 'pat@x.org' }
    assert.equal(signerOf(fact, T, { ...knownWith(pat), now: T }).person, 'pat')
    assert.equal(opensshAccepts(armour, PAYLOAD, who), true)
    const revoked = knownWith(`${pat}signers: { revoked: ['${fact.fingerprint}'] }`)
    assert.equal(signerOf(fact, T, { ...revoked, now: T }).person, null)
    const krl = revocationList(`key: ${key.text}\n`)
    assert.equal(opensshAccepts(armour, PAYLOAD, { ...who, krl }), false)
  })
})
