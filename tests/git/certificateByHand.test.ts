import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wireString } from '../../src/git/signature/sshWire.ts'
import { verifySshSignature } from '../../src/git/signature/verifySshSignature.ts'
import { ours, PAYLOAD } from './certificateAnswers.ts'
import { type CertificateParts, makeAuthority, optionList, pointOf } from './certificateSamples.ts'
import { armoured, makeSecurityKey, sshsig, toBeSigned } from './signatureSamples.ts'

describe('a certificate made by hand', () => {
  const authority = makeAuthority()
  const pair = generateKeyPairSync('ed25519')
  const key = wireString(pointOf(pair.publicKey))
  const signature = Buffer.concat([
    wireString('ssh-ed25519'),
    wireString(sign(null, toBeSigned(PAYLOAD), pair.privateKey)),
  ])
  const says = (parts: Partial<CertificateParts>) =>
    ours(armoured(sshsig({ publicKey: authority.certify({ key, ...parts }), signature })), authority.text)

  it('is good when it follows the format', () => {
    assert.equal(says({}), 'good: jane')
    assert.equal(says({ reserved: 'for later' }), 'good: jane')
    assert.equal(says({ from: 0n, until: 2n ** 64n - 1n }), 'good: jane')
  })
  it('is refused when it does not', () => {
    assert.match(says({ behind: Buffer.from([0]) }), /after its end/)
    assert.match(says({ kind: 0 }), /made for type 0/)
    assert.match(says({ kind: 2 }), /made for a host/)
    assert.match(says({ principals: Buffer.alloc(0) }), /names nobody/)
    assert.match(says({ principals: Buffer.from([0, 0, 0, 9]) }), /cut short/)
    assert.match(says({ principals: wireString('jane@example.org\0') }), /control character/)
    assert.match(says({ principals: Buffer.concat(Array(257).fill(wireString('jane@example.org'))) }), /256/)
    assert.match(says({ extensions: optionList('b', 'a') }), /out of order/)
    assert.match(says({ extensions: optionList('a', 'a') }), /twice/)
    assert.match(says({ critical: optionList('zz') }), /can't uphold: "zz"/)
    assert.match(says({ critical: optionList('verify-required') }), /no security key/)
    assert.match(says({ from: 2n ** 64n - 1n, until: 2n ** 64n - 1n }), /never valid/)
    assert.match(says({ type: 'ssh-dss-cert-v01@openssh.com' }), /"ssh-dss" are not read/)
  })
  it('is not good with any other byte in it, and never ends the program', () => {
    const whole = sshsig({ publicKey: authority.certify({ key }), signature })
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const spoilt = Buffer.from(whole)
        spoilt[at] = (spoilt[at] ?? 0) ^ flip
        assert.notEqual(verifySshSignature(armoured(spoilt), PAYLOAD, 'git').state, 'good')
      }),
      { numRuns: 500 },
    )
  })
  it('cut off anywhere is refused', () => {
    const certificate = authority.certify({ key })
    for (let length = 0; length < certificate.length; length++) {
      const publicKey = certificate.subarray(0, length)
      assert.notEqual(
        verifySshSignature(armoured(sshsig({ publicKey, signature })), PAYLOAD, 'git').state,
        'good',
      )
    }
  })
  it('signed by a certificate is no chain', () => {
    const inner = authority.certify({ key })
    assert.match(says({ authority: inner }), /signed by another certificate/)
  })
  it('names an authority that did not sign it', () => {
    assert.match(says({ authority: makeAuthority().blob }), /does not match its authority/)
  })
  it('names only people whom the authority may speak for', () => {
    const no = /no address that the authority may speak for/
    for (const name of [
      'jane',
      'jane@example.com',
      'jane@x.example.org',
      '@example.org',
      'jane@example.org ',
    ])
      assert.match(says({ principals: wireString(name) }), no, name)
    assert.match(says({ principals: wireString(Buffer.from('jäne@example.org')) }), no)
    assert.equal(says({ principals: wireString('new@example.org') }), 'good: new@example.org')
  })

  describe('over a security key', () => {
    for (const type of ['ed25519', 'ecdsa'] as const) {
      const security = makeSecurityKey(type)
      const certType =
        type === 'ed25519'
          ? 'sk-ssh-ed25519-cert-v01@openssh.com'
          : 'sk-ecdsa-sha2-nistp256-cert-v01@openssh.com'
      const fields = security.publicKey.subarray(4 + security.publicKey.readUInt32BE())
      const answer = (flags: number, parts: Partial<CertificateParts> = {}) =>
        ours(
          security.sign(PAYLOAD, flags, authority.certify({ type: certType, key: fields, ...parts })),
          authority.text,
        )
      it(`${type}: asks for a touch unless the authority let it be`, () => {
        assert.equal(answer(1), 'good: jane')
        assert.equal(answer(5), 'good: jane')
        assert.match(answer(0), /asks for a touch/)
        assert.equal(answer(0, { extensions: optionList('no-touch-required') }), 'good: jane')
      })
      it(`${type}: asks for a PIN where the authority does`, () => {
        const critical = optionList('verify-required')
        assert.match(answer(1, { critical }), /asks for a PIN/)
        assert.equal(answer(5, { critical }), 'good: jane')
        const more = Buffer.concat([wireString('verify-required'), wireString('x')])
        assert.match(answer(5, { critical: more }), /can't uphold: "verify-required"/)
        const extensions = optionList('no-touch-required')
        assert.match(answer(0, { critical, extensions }), /asks for a PIN/)
      })
    }
  })
})
