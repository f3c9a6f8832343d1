// Stands in for ssh-keygen and a security key that was touched: `-Y sign -n NAMESPACE -f KEY FILE` writes
// FILE.sig (OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f). KEY is a file with an ed25519 key in JWK beside `.jwk`.
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const args = process.argv.slice(2)
const after = flag => args[args.indexOf(flag) + 1]
const file = args.at(-1)
const jwk = JSON.parse(readFileSync(after('-f').replace(/\.pub$/, '.jwk'), 'utf8'))

const string = bytes => {
  const body = Buffer.from(bytes)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}
const sha = (name, bytes) => createHash(name).update(bytes).digest()

const type = 'sk-ssh-ed25519@openssh.com'
const publicKey = Buffer.concat([string(type), string(Buffer.from(jwk.x, 'base64url')), string('ssh:')])
const wrapped = Buffer.concat([
  Buffer.from('SSHSIG'),
  ...[after('-n'), '', 'sha512', sha('sha512', readFileSync(file))].map(string),
])
const state = Buffer.from([1, 0, 0, 0, 7])
const data = Buffer.concat([sha('sha256', 'ssh:'), state, sha('sha256', wrapped)])
const raw = sign(null, data, createPrivateKey({ format: 'jwk', key: jwk }))
const signature = Buffer.concat([string(type), string(raw), state])
const version = Buffer.from([0, 0, 0, 1])
const blob = Buffer.concat([
  Buffer.from('SSHSIG'),
  version,
  ...[publicKey, after('-n'), '', 'sha512', signature].map(string),
])
const lines = blob.toString('base64').match(/.{1,70}/g)
writeFileSync(
  `${file}.sig`,
  `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`,
)
