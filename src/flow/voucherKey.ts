import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SigningKey } from '../git/signingKey.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'

/** The variable that holds a voucher's private key, as a CI secret does. */
export const VOUCHER_KEY = 'GIT_IMPROVER_VOUCHER_KEY'

/** A voucher of the policy whose key is at hand. */
export type Voucher = { name: string; by: string; publicKey: string; key: SigningKey }

/** Where a key may come from: a private key's file, or a public one's whose other half an agent holds; else a text. */
export type KeySource = { file: string | undefined; key: string | undefined }

/**
 * Reads a voucher's key.
 * @returns the voucher, or in words why the key is worth nothing here. Null when there is no key.
 * @throws Failure for a key that cannot be read.
 */
export async function readVoucherKey(
  policy: Policy,
  { file, key }: KeySource,
): Promise<Voucher | { problem: string } | null> {
  const text = file === undefined ? key : await readFile(file, 'utf8').catch(() => null)
  if (text === undefined || text === '') return null
  if (text === null) throw new Failure(`--voucher-key: ${file} cannot be read`)
  const isPublic = /^(ssh-|ecdsa-|sk-)/.test(text.trim())
  // Secrets of CI systems often lose the last newline, or have Windows' ones, and then ssh-keygen reads no key.
  const whole = `${text.replaceAll('\r\n', '\n').trimEnd()}\n`
  const line = isPublic ? whole : await publicHalf(whole)
  const [type = '', body = ''] = line.trim().split(/\s+/)
  const own = `${type} ${body}`
  const name = Object.entries(policy.vouchers).find(([, known]) => known === own)?.[0]
  if (name === undefined)
    return { problem: `the voucher's key is not one of the policy's vouchers, and so worth nothing (${own})` }
  return {
    name,
    by: `${name} <${name.replace(/[^\w.-]+/g, '-')}@voucher.invalid>`,
    publicKey: own,
    key: isPublic ? { literal: own } : { secret: whole },
  }
}

async function publicHalf(secret: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `git-improver-${process.pid}-key-`))
  try {
    const file = join(dir, 'voucher')
    await writeFile(file, secret, { mode: 0o600 })
    const { status, stdout } = spawnSync('ssh-keygen', ['-y', '-P', '', '-f', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    if (status === 0) return stdout
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  throw new Failure(
    "the voucher's key cannot be read: it must be an OpenSSH private key without a passphrase",
    [{ run: ['ssh-keygen', '-t', 'ed25519', '-N', '', '-f', 'voucher'], where: 'here' }],
  )
}
