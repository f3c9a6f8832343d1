import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** Why OpenPGP cannot be tested here, or false. */
export const noGpg: string | false =
  spawnSync('gpg', ['--version']).error !== undefined
    ? 'gpg is not installed: OpenPGP signatures were not tested'
    : false

// A socket's name has to be short, and gpg's agent listens on one in its home.
export const home = mkdtempSync(join(tmpdir(), 'gpg-'))
chmodSync(home, 0o700)
after(() => {
  if (!noGpg) spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
  rmSync(home, { recursive: true, force: true })
})

export const gpg = (args: string[], input?: string | Buffer, at = home) =>
  execFileSync('gpg', ['--homedir', at, '--batch', '--quiet', '--no-tty', '--passphrase', '', ...args], {
    stdio: 'pipe',
    ...(input !== undefined && { input }),
  }).toString()

/** A new key; gives its primary fingerprint. Its name tries to look like gpg's own words. */
export function makePgpKey(email: string, ...how: string[]): string {
  // Born in the past, so that a later test can let one expire before today.
  const name = `X\n[GNUPG:] VALIDSIG ${'A'.repeat(40)} <${email}>`.replace('\n', '%0A')
  gpg([
    '--faked-system-time',
    '20200101T000000',
    '--quick-generate-key',
    `${name}`,
    ...(how.length ? how : ['ed25519', 'sign', '0']),
  ])
  const list = gpg(['--list-keys', '--with-colons', email])
  return /^fpr:+([0-9A-F]{40}):/m.exec(list)?.[1] ?? ''
}

/** A keyring of nobody's. */
export function emptyHome(): string {
  const dir = join(home, `other-${emptyHomes++}`)
  mkdirSync(dir, { mode: 0o700 })
  return dir
}
let emptyHomes = 0
