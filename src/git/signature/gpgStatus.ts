import type { SignatureFact } from '../../model/commit.ts'

const PREFIX = '[GNUPG:] '
/** Each of them is gpg's word about one signature; a second one would be about a second signature. */
const VERDICTS = ['GOODSIG', 'EXPSIG', 'EXPKEYSIG', 'REVKEYSIG', 'BADSIG', 'ERRSIG']
/** RFC 4880, section 9.4: MD5, SHA-1 and RIPEMD-160, which can be made to collide or may soon be. */
const WEAK_HASHES = new Set(['1', '2', '3'])
const FINGERPRINT = /^[0-9A-F]{40}$/

/**
 * What gpg's status lines (GnuPG's doc/DETAILS) say of one detached signature. Only a primary key's whole
 * fingerprint comes out: gpg's trust in a key, and the names that somebody gave to it, count for nothing.
 * gpg escapes whatever others wrote (names, notations), so that no text of theirs begins a line.
 */
export function readGpgStatus(text: string): SignatureFact {
  const lines = text.split('\n').filter(line => line.startsWith(PREFIX))
  const status = lines.map(line => line.slice(PREFIX.length).trimEnd().split(' '))
  const named = (...names: string[]) => status.filter(([name = '']) => names.includes(name))
  const verdicts = named(...VERDICTS)
  const [verdict = []] = verdicts
  if (verdicts.length > 1 || named('NEWSIG').length > 1 || named('VALIDSIG').length > 1)
    return { state: 'bad', why: 'it holds more than one OpenPGP signature' }
  if (named('PLAINTEXT', 'BEGIN_DECRYPTION').length > 0)
    return {
      state: 'bad',
      why: 'it is an OpenPGP message with a text of its own, not a signature of this commit',
    }
  switch (verdict[0]) {
    case 'GOODSIG':
      return fromValid(named('VALIDSIG')[0] ?? [])
    case 'EXPSIG':
      return { state: 'bad', why: 'its OpenPGP signature is expired' }
    case 'EXPKEYSIG':
      return { state: 'bad', why: 'its OpenPGP key is expired' }
    case 'REVKEYSIG':
      return { state: 'bad', why: 'its OpenPGP key is revoked' }
    case 'BADSIG':
      return { state: 'bad', why: 'it does not match what it signs: one of the two was changed' }
    case 'ERRSIG':
      return errorOf(verdict, named('NO_PUBKEY').length > 0)
  }
  return { state: 'bad', why: 'gpg finds no OpenPGP signature in it' }
}

/** `VALIDSIG fingerprint date time expires version reserved algorithm hash class primary-fingerprint`. */
function fromValid(fields: string[]): SignatureFact {
  const [, , , , , , , , hash = '', kind, primary = ''] = fields
  if (fields.length !== 11 || !FINGERPRINT.test(primary))
    return { state: 'unreadable', why: 'gpg names no primary key of 40 hexadecimal digits for it' }
  if (kind !== '00')
    return { state: 'bad', why: `it is an OpenPGP signature of class ${kind}, not over a file` }
  if (WEAK_HASHES.has(hash))
    return { state: 'bad', why: 'its OpenPGP signature hashes with MD5, SHA-1 or RIPEMD' }
  const key = `openpgp:${primary.toLowerCase()}`
  return { state: 'good', kind: 'openpgp', key, fingerprint: key, userPresent: false }
}

function errorOf([, keyId = '']: string[], noKey: boolean): SignatureFact {
  const key = /^[0-9A-F]{16,40}$/.test(keyId) ? keyId : 'an unknown key'
  const why = noKey
    ? `the keyring here has no key ${key}: gpg --import it`
    : `gpg can't check signatures of ${key}`
  return { state: 'unreadable', why }
}
