import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestRepository } from './gitRepository.ts'

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
