import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'

/** The variable that holds a voucher's private key, as a CI secret does. */
export const VOUCHER_KEY = 'GIT_IMPROVER_VOUCHER_KEY'

/** A voucher of the policy whose key is at hand. */
export type Voucher = { name: string; by: string }

/**
 * Makes the isolated repository sign entries with a voucher's key. The key lies in the temporary folder for as long as
 * this runs, readable by nobody else.
 * @param file a private key, or a public one whose other half an agent holds; else the text in `key` is one.
 * @returns the voucher, or in words why the key is worth nothing here. Null when there is no key.
 * @throws Failure for a key that cannot be read.
 */
export async function useVoucherKey(
  repo: Repository,
  dir: string,
  policy: Policy,
  { file, key }: { file: string | undefined; key: string | undefined },
): Promise<Voucher | { problem: string } | null> {
  const text = file === undefined ? key : await readFile(file, 'utf8').catch(() => null)
  if (text === undefined || text === '') return null
  if (text === null) throw new Failure(`--voucher-key: ${file} cannot be read`)
  const isPublic = /^(ssh-|ecdsa-|sk-)/.test(text.trim())
  const at = join(dir, isPublic ? 'voucher.pub' : 'voucher')
  // Secrets of CI systems often lose the last newline, or have Windows' ones, and then ssh-keygen reads no key.
  await writeFile(at, `${text.replaceAll('\r\n', '\n').trimEnd()}\n`, { mode: 0o600 })
  const line = isPublic ? text : publicHalf(at)
  const [type = '', body = ''] = line.trim().split(/\s+/)
  const own = `${type} ${body}`
  const name = Object.entries(policy.vouchers).find(([, known]) => known === own)?.[0]
  if (name === undefined)
    return { problem: `the voucher's key is not one of the policy's vouchers, and so worth nothing (${own})` }
  for (const [setting, value] of [
    ['gpg.format', 'ssh'],
    ['gpg.ssh.program', 'ssh-keygen'],
    ['user.signingkey', at],
  ] as const)
    await repo.run(['config', setting, value])
  return { name, by: `${name} <${name.replace(/[^\w.-]+/g, '-')}@voucher.invalid>` }
}

function publicHalf(file: string): string {
  const { status, stdout } = spawnSync('ssh-keygen', ['-y', '-P', '', '-f', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (status === 0) return stdout
  throw new Failure(
    "the voucher's key cannot be read: it must be an OpenSSH private key without a passphrase",
    [{ run: ['ssh-keygen', '-t', 'ed25519', '-N', '', '-f', 'voucher'], where: 'here' }],
  )
}
