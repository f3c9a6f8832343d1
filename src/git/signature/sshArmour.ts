import { MalformedBlob } from './sshWire.ts'

export const SSH_BEGIN = '-----BEGIN SSH SIGNATURE-----'
const SSH_END = '-----END SSH SIGNATURE-----'
/** Four times what the largest key that we read needs (RSA with 16,384 bits). */
const LONGEST = 32_768

/**
 * The bytes inside an armoured SSH signature. Lines may have any width, since clients differ, but the
 * base64 has to be in its one canonical form, and nothing may stand before or behind the armour.
 * @throws MalformedBlob
 */
export function readSshArmour(armour: string): Buffer {
  if (armour.length > LONGEST) throw new MalformedBlob('the signature is longer than any key could make it')
  const lines = armour.split('\n')
  // Some clients end the armour with an empty line; it says nothing.
  while (lines.at(-1) === '') lines.pop()
  const [first, ...rest] = lines
  if (first !== SSH_BEGIN) throw new MalformedBlob('the armour has no first line')
  if (rest.pop() !== SSH_END) throw new MalformedBlob('the armour has no last line')
  if (rest.includes('')) throw new MalformedBlob('the armour has an empty line')
  const text = rest.join('')
  const bytes = Buffer.from(text, 'base64')
  // Node skips what is no base64 and ignores the unused last bits: writing it again shows both.
  if (bytes.toString('base64') !== text) throw new MalformedBlob('the armour is not canonical base64')
  return bytes
}
