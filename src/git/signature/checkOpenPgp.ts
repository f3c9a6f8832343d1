import type { Commit, SignatureFact } from '../../model/commit.ts'
import type { Repository } from '../repository.ts'
import { readGpgStatus } from './gpgStatus.ts'

/**
 * git takes the last value of a setting, and `-c` comes last. Trust is none of gpg's business here, since
 * the policy names fingerprints: `undefined` is the least that git can ask for.
 */
const pinned = (program: string) =>
  [
    'gpg.format=openpgp',
    `gpg.program=${program}`,
    `gpg.openpgp.program=${program}`,
    'gpg.minTrustLevel=undefined',
  ].flatMap(setting => ['-c', setting])

const BEGIN = '-----BEGIN PGP SIGNATURE-----'
const END = '-----END PGP SIGNATURE-----'

/**
 * What git and the gpg that is installed here say of a commit's OpenPGP signature: two processes a commit,
 * so ask only about commits that matter. The keyring is the one of whoever runs the gate (GNUPGHOME),
 * and only ever a source of keys; a fingerprint counts when the policy names it. Whether a key is
 * expired or revoked is what gpg says now, not at the time of the commit.
 * @param program what git runs as gpg: one that looks for no keys on the network.
 * @returns `unreadable` where gpg or the key is missing, never `good` then.
 */
export async function checkOpenPgp(
  repo: Repository,
  { oid, signature }: Pick<Commit, 'oid' | 'signature'>,
  program: string,
): Promise<SignatureFact> {
  const shape = armourProblem(signature?.armour ?? '')
  if (shape) return { state: 'bad', why: shape }
  const accept = Array.from({ length: 255 }, (_, index) => index + 1)
  const { code, stderr } = await repo.run([...pinned(program), 'verify-commit', '--raw', oid], { accept })
  if (!stderr.includes('[GNUPG:] '))
    return { state: 'unreadable', why: 'OpenPGP signatures are checked by gpg, and it can not be run here' }
  const fact = readGpgStatus(stderr)
  // git has a word too: it would be the first one to see a signature that is not over this object.
  if (fact.state === 'good' && code !== 0)
    return { state: 'bad', why: 'git verify-commit does not accept its OpenPGP signature' }
  return fact
}

/** One armour and nothing beside it: gpg reads on behind the first one. */
function armourProblem(armour: string): string | null {
  const lines = armour.trimEnd().split('\n')
  const marks = lines.filter(line => line.startsWith('-----'))
  const whole = lines[0] === BEGIN && lines.at(-1) === END && marks.length === 2
  return whole ? null : 'it is not one OpenPGP signature and nothing else'
}
