import { createHash } from 'node:crypto'
import type { CertificateFact } from '../../model/commit.ts'
import { certifiedType, parseSshCertificate } from './sshCertificate.ts'
import { parseSshPublicKey, type SshPublicKey } from './sshPublicKey.ts'
import { readWire } from './sshWire.ts'
import type { Touch } from './verifySsh.ts'

/** Whoever an SSH signature names: a key, or a certificate over one. */
export type SshSigner = {
  key: SshPublicKey
  /** The key in its one spelling, and its `SHA256:` fingerprint. */
  text: string
  fingerprint: string
  certificate?: CertificateFact
  /** Why a signature that was made like this is not what the certificate allows, or null. */
  touchProblem(touch: Touch): string | null
}

const signers = new Map<string, SshSigner>()

/**
 * Reads the public key field of an SSH signature.
 * A history has thousands of signatures by a few keys, and reading a key costs as much as using it.
 * @throws MalformedBlob, UnreadKeyType
 */
export function readSigner(blob: Buffer): SshSigner {
  const base64 = blob.toString('base64')
  let signer = signers.get(base64)
  if (!signer) {
    const certificate = certifiedType(readWire(blob, 'the public key').text()) !== null
    signer = certificate ? certified(blob) : plain(blob)
    if (signers.size >= 256) signers.clear()
    signers.set(base64, signer)
  }
  return signer
}

function plain(blob: Buffer): SshSigner {
  return { key: parseSshPublicKey(blob), ...naming(blob), touchProblem: () => null }
}

function certified(blob: Buffer): SshSigner {
  const read = parseSshCertificate(blob)
  const { serial, keyId, principals, validAfter, validBefore } = read
  const authority = naming(read.authority)
  return {
    key: read.key,
    ...naming(read.plain),
    certificate: {
      authority: authority.text,
      authorityFingerprint: authority.fingerprint,
      serial,
      keyId,
      principals,
      validAfter,
      validBefore,
    },
    touchProblem({ userPresent, userVerified }) {
      if (!read.key.application) return null
      if (!userPresent && !read.noTouchRequired)
        return 'its certificate asks for a touch of the security key, and there was none'
      if (!userVerified && read.verifyRequired)
        return 'its certificate asks for a PIN or a finger, and there was none'
      return null
    },
  }
}

function naming(blob: Buffer): { text: string; fingerprint: string } {
  const digest = createHash('sha256').update(blob).digest('base64')
  return {
    text: `${readWire(blob, 'the public key').text()} ${blob.toString('base64')}`,
    fingerprint: `SHA256:${digest.replace(/=+$/, '')}`,
  }
}
