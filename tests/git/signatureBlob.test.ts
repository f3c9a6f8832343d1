import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { checkSignature } from '../../src/git/signature/checkSignature.ts'
import { wireString } from '../../src/git/signature/sshWire.ts'
import type { SignatureFact } from '../../src/model/commit.ts'
import { armoured, mpint, type SigParts, sshsig, toBeSigned } from './signatureSamples.ts'

const PAYLOAD = Buffer.from('tree ...\n\nmessage\n')
const check = (armour: string): SignatureFact => checkSignature({ signature: { armour, payload: PAYLOAD } })
const checkParts = (parts: SigParts) => check(armoured(sshsig(parts)))
const isBad = (fact: SignatureFact, why: RegExp) => {
  assert.equal(fact.state, 'bad', JSON.stringify(fact))
  assert.match(fact.state === 'bad' ? fact.why : '', why)
}
const isUnreadable = (fact: SignatureFact, why: RegExp) => {
  assert.equal(fact.state, 'unreadable', JSON.stringify(fact))
  assert.match(fact.state === 'unreadable' ? fact.why : '', why)
}

const ed = generateKeyPairSync('ed25519')
const point = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
const edKey = (bytes: Buffer = point(ed.publicKey)) =>
  Buffer.concat([wireString('ssh-ed25519'), wireString(bytes)])
const edSignature = (data = toBeSigned(PAYLOAD)) =>
  Buffer.concat([wireString('ssh-ed25519'), wireString(sign(null, data, ed.privateKey))])
const honest = () => ({ publicKey: edKey(), signature: edSignature() })
const more = Buffer.from([0])

describe('an SSHSIG blob built by hand', () => {
  it('is good when it follows the format', () => {
    assert.equal(checkParts(honest()).state, 'good')
    const data = toBeSigned(PAYLOAD, 'git', 'sha256')
    assert.equal(checkParts({ ...honest(), hash: 'sha256', signature: edSignature(data) }).state, 'good')
  })

  it('with another version, namespace, reserved field or hash is bad', () => {
    isBad(checkParts({ ...honest(), version: 2 }), /version 2/)
    isBad(checkParts({ ...honest(), namespace: 'file' }), /made for "file"/)
    isBad(checkParts({ ...honest(), namespace: '' }), /made for ""/)
    isBad(checkParts({ ...honest(), namespace: 'git\0' }), /not ASCII/)
    isBad(checkParts({ ...honest(), reserved: 'x' }), /reserved/)
    isBad(
      checkParts({ ...honest(), hash: 'sha1', signature: edSignature(toBeSigned(PAYLOAD, 'git', 'sha1')) }),
      /sha1/,
    )
    isBad(checkParts({ ...honest(), hash: 'sha384' }), /hashes with sha384/)
  })

  it('with bytes behind any of its parts is bad', () => {
    isBad(check(armoured(Buffer.concat([sshsig(honest()), more]))), /after its end/)
    isBad(checkParts({ ...honest(), publicKey: Buffer.concat([edKey(), more]) }), /after its end/)
    isBad(checkParts({ ...honest(), signature: Buffer.concat([edSignature(), more]) }), /after its end/)
  })

  it('with a length that runs over its end is bad', () => {
    const blob = sshsig(honest())
    blob.writeUInt32BE(0xffffffff, 10)
    isBad(check(armoured(blob)), /cut short/)
  })

  it('over the payload itself, without the wrapping, is bad', () => {
    isBad(checkParts({ ...honest(), signature: edSignature(PAYLOAD) }), /does not match/)
  })
})

describe('the armour', () => {
  const text = armoured(sshsig(honest()))
  it('may have any line width and end in empty lines', () => {
    assert.equal(check(text.trimEnd()).state, 'good')
    assert.equal(check(`${text}\n`).state, 'good')
    const oneLine = text.split('\n').slice(1, -2).join('')
    assert.equal(
      check(`-----BEGIN SSH SIGNATURE-----\n${oneLine}\n-----END SSH SIGNATURE-----`).state,
      'good',
    )
  })
  it('with anything else in, before or behind it is bad', () => {
    isBad(check(`${text}x\n`), /last line/)
    isBad(check(`${text}${text}`), /canonical/)
    isBad(check(text.replace(/\n(?=-----END)/, '\n\n')), /empty line/)
    isBad(check(text.replace(/\n(?=-----END)/, '=\n')), /canonical/)
    isBad(check(text.replace('\nU', '\n U')), /canonical/)
    isBad(check(text.replaceAll('\n', '\r\n')), /first line|last line/)
    isBad(
      check(`-----BEGIN SSH SIGNATURE-----\n${'A'.repeat(40_000)}\n-----END SSH SIGNATURE-----`),
      /longer/,
    )
    isUnreadable(check(`x${text}`), /no kind/)
    isUnreadable(check(''), /no kind/)
  })
  it('of another kind is unreadable, and says which', () => {
    isUnreadable(
      check('-----BEGIN PGP SIGNATURE-----\n\nx'),
      /OpenPGP signatures are read only where the policy has an openpgp: key/,
    )
    isUnreadable(check('-----BEGIN PGP MESSAGE-----\n\nx'), /OpenPGP/)
    isUnreadable(check('-----BEGIN SIGNED MESSAGE-----\nx'), /X\.509/)
  })
})

describe('keys', () => {
  it('of types that are not read are unreadable', () => {
    const of = (type: string) =>
      checkParts({ ...honest(), publicKey: Buffer.concat([wireString(type), more]) })
    isBad(of('ssh-ed25519-cert-v01@openssh.com'), /the certificate is cut short/)
    isBad(of('sk-ecdsa-sha2-nistp256-cert-v01@openssh.com'), /the certificate is cut short/)
    isUnreadable(of('ssh-dss'), /ssh-dss/)
    isUnreadable(of('toString'), /toString/)
  })
  it('of the wrong length or off the curve are bad', () => {
    isBad(checkParts({ ...honest(), publicKey: edKey(Buffer.alloc(31, 1)) }), /32 bytes/)
    const ecKey = (curve: string, bytes: Buffer) =>
      Buffer.concat(['ecdsa-sha2-nistp256', curve, bytes].map(wireString))
    isBad(checkParts({ ...honest(), publicKey: ecKey('nistp384', Buffer.alloc(65, 4)) }), /another curve/)
    isBad(checkParts({ ...honest(), publicKey: ecKey('nistp256', Buffer.alloc(33, 2)) }), /no whole point/)
    isBad(checkParts({ ...honest(), publicKey: ecKey('nistp256', Buffer.alloc(65, 4)) }), /no key at all/)
  })
  it('do not sign with an algorithm of another type', () => {
    const [, raw = more] = [0, sign(null, toBeSigned(PAYLOAD), ed.privateKey)]
    for (const name of ['ssh-rsa', 'ssh-ed448', 'sk-ssh-ed25519@openssh.com', 'constructor', ''])
      isBad(
        checkParts({ ...honest(), signature: Buffer.concat([wireString(name), wireString(raw)]) }),
        /sign with/,
      )
  })
})

describe('ECDSA numbers', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const xy = [jwk.x, jwk.y].map(text => Buffer.from(text ?? '', 'base64url'))
  const q = Buffer.concat([Buffer.from([4]), ...xy])
  const blob = Buffer.concat(['ecdsa-sha2-nistp256', 'nistp256', q].map(wireString))
  const pair = sign('sha256', toBeSigned(PAYLOAD), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const [r, s] = [pair.subarray(0, 32), pair.subarray(32)]
  const with_ = (one: Buffer, two: Buffer) =>
    checkParts({
      publicKey: blob,
      signature: Buffer.concat([wireString('ecdsa-sha2-nistp256'), wireString(Buffer.concat([one, two]))]),
    })

  it('are good in their shortest form only', () => {
    assert.equal(with_(mpint(r), mpint(s)).state, 'good')
    isBad(with_(wireString(Buffer.concat([Buffer.alloc(2), r])), mpint(s)), /needless zeros/)
    isBad(with_(mpint(r), Buffer.concat([mpint(s), more])), /after its end/)
    isBad(with_(wireString(''), mpint(s)), /below 1/)
    isBad(with_(wireString(Buffer.from([0])), mpint(s)), /needless zeros/)
    isBad(with_(wireString(Buffer.from([0x80])), mpint(s)), /below 1/)
    isBad(with_(mpint(Buffer.alloc(33, 0x7f)), mpint(s)), /does not match/)
  })
})

describe('RSA', () => {
  const rsaParts = (bits: number, algorithm: string, hash: string, exponent = 65_537) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: bits,
      publicExponent: exponent,
    })
    const jwk = publicKey.export({ format: 'jwk' })
    const [e, n] = [jwk.e, jwk.n].map(text => mpint(Buffer.from(text ?? '', 'base64url')))
    const raw = sign(hash, toBeSigned(PAYLOAD), privateKey)
    return {
      publicKey: Buffer.concat([wireString('ssh-rsa'), e!, n!]),
      signature: Buffer.concat([wireString(algorithm), wireString(raw)]),
    }
  }
  it('is good with SHA-2 and 2,048 bits', () => {
    assert.equal(checkParts(rsaParts(2048, 'rsa-sha2-256', 'sha256')).state, 'good')
    assert.equal(checkParts(rsaParts(2048, 'rsa-sha2-512', 'sha512')).state, 'good')
    assert.equal(checkParts(rsaParts(2048, 'rsa-sha2-512', 'sha512', 3)).state, 'good')
  })
  it('is bad with SHA-1 or a short modulus', () => {
    isBad(checkParts(rsaParts(2048, 'ssh-rsa', 'sha1')), /does not sign with "ssh-rsa"/)
    isBad(checkParts(rsaParts(2040, 'rsa-sha2-512', 'sha512')), /2040 bits/)
    isBad(checkParts(rsaParts(1024, 'rsa-sha2-512', 'sha512')), /1024 bits/)
    isBad(checkParts(rsaParts(2048, 'rsa-sha2-256', 'sha512')), /does not match/)
  })
  it('is bad with numbers that no key has, or that cost seconds', () => {
    const parts = rsaParts(2048, 'rsa-sha2-512', 'sha512')
    const key = (e: Buffer, n: Buffer) => Buffer.concat([wireString('ssh-rsa'), mpint(e), mpint(n)])
    const odd = createHash('sha512').update('n').digest()
    const n = Buffer.concat([Buffer.from([0xc1]), ...Array(4).fill(odd), Buffer.from([1])])
    const of = (e: Buffer, modulus = n) => checkParts({ ...parts, publicKey: key(e, modulus) })
    isBad(of(Buffer.from([1])), /exponent 1/)
    isBad(of(Buffer.from([2])), /even/)
    isBad(of(Buffer.alloc(64, 3)), /too large/)
    isBad(of(Buffer.from([3]), Buffer.alloc(2049, 0xff)), /too large/)
    isBad(of(Buffer.from([3]), Buffer.alloc(256, 0x80)), /even/)
    isBad(of(Buffer.from([3])), /does not match/)
  })
})
