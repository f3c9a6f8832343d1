import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unsignedLine } from '../../src/ledger/canonical.ts'
import type { Entry } from '../../src/model/entry.ts'
import { type TestRepository, tempDir } from './gitRepository.ts'

/** Why tests that sign cannot run here, or false when they can. */
export const noSigning: string | false =
  spawnSync('ssh-keygen', ['-?']).error !== undefined
    ? 'ssh-keygen is not installed: signatures were not tested'
    : false

/** Gives a person of a test repository an SSH key that git signs with on `-S`; returns `ssh-ed25519 AAAA...`. */
export function giveSigningKey(repo: TestRepository): string {
  const key = join(repo.env.HOME ?? repo.dir, 'signing-key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key], { stdio: 'pipe' })
  repo.git('config', '--global', 'gpg.format', 'ssh')
  repo.git('config', '--global', 'user.signingKey', `${key}.pub`)
  return readFileSync(`${key}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ')
}

/** Signs an entry with somebody's key, as another tool, or an attacker, would. */
export function signEntryAs(repo: TestRepository, entry: Entry, namespace = 'git-improver'): Entry {
  const { sig: _, ...plain } = entry
  const file = join(tempDir(), 'line')
  writeFileSync(file, unsignedLine(plain))
  const key = repo.git('config', 'user.signingKey')
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', key, file], { stdio: 'pipe' })
  return { ...plain, sig: readFileSync(`${file}.sig`, 'utf8').trimEnd() }
}
