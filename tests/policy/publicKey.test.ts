import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canShowPresence, canSign, readPublicKey } from '../../src/policy/publicKey.ts'
import {
  BOB,
  CERTIFICATE,
  DSS,
  JANE,
  keyLine,
  P256,
  P521,
  RSA,
  SK_ED25519,
  SK_P256,
  WEAK_RSA,
} from './publicKeys.ts'

for (const key of [JANE, BOB, RSA, P256, P521, SK_ED25519, SK_P256, DSS])
  test(`reads ${key.slice(0, 40)}, whatever stands after it`, () => {
    const type = key.split(' ')[0]!
    for (const line of [key, `${key} jane@laptop`, `  ${key}\n`, `key::${key}`, key.replace(' ', '\t')])
      assert.deepEqual(readPublicKey(line), { type, key })
  })

test('says which keys can sign, and which show that somebody was there', () => {
  assert.deepEqual([JANE, RSA, P256, P521, SK_ED25519, SK_P256, DSS].map(canSign), [
    ...Array(6).fill(true),
    false,
  ])
  assert.deepEqual([JANE, RSA, P256, SK_ED25519, SK_P256, DSS].map(canShowPresence), [
    false,
    false,
    false,
    true,
    true,
    false,
  ])
})

const [, jane = ''] = JANE.split(' ')
const rsa = (first: string, second: string) => keyLine('ssh-rsa', first, second)
const modulus = `\0${'\xc1'.repeat(256)}`

const REFUSED: [title: string, line: string, says: RegExp][] = [
  ['a path', '~/.ssh/id_ed25519.pub', /line of a \.pub file/],
  ['nothing', '', /line of a \.pub file/],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', /private key: take it out/],
  ['options in front', `no-pty ${JANE}`, /line of a \.pub file/],
  ['a certificate, which is a second spelling of its key', CERTIFICATE, /certificate/],
  ['a type that is not the inner one', `ssh-rsa ${jane}`, /says ssh-rsa, but the key within is ssh-ed25519/],
  ['a key cut short', JANE.slice(0, -8), /cut short/],
  ['bytes after the key', keyLine('ssh-ed25519', 32, 'x'), /parts don't fit/],
  ['a short key', keyLine('ssh-ed25519', 31), /parts don't fit/],
  ['another curve', keyLine('ecdsa-sha2-nistp256', 'nistp384', 65), /parts don't fit/],
  [
    'a security key without its application',
    keyLine('sk-ssh-ed25519@openssh.com', 32, ''),
    /parts don't fit/,
  ],
  ['a weak RSA key', WEAK_RSA, /RSA key of 1024 bits/],
  ['a zero before an RSA number', rsa('\0\x01\0\x01', modulus), /parts don't fit/],
  ['a negative RSA number', rsa('\x01\0\x01', modulus.slice(1)), /parts don't fit/],
]

for (const [title, line, says] of REFUSED)
  test(`refuses ${title}`, () => {
    assert.match(String(readPublicKey(line)), says)
  })

test('an RSA key of 2048 bits is taken', () => {
  assert.equal(typeof readPublicKey(rsa('\x01\0\x01', modulus)), 'object')
})

test('one key has one spelling: base64 whose padding bits differ is the same key', () => {
  // The last sign before == holds four bits that mean nothing.
  const key = keyLine('ssh-x', 3)
  const other = key.replace(/(.)==$/, (_, last) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`)
  assert.notEqual(other, key)
  assert.deepEqual(readPublicKey(other), readPublicKey(key))
})
