import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wireString } from '../../src/git/signature/sshWire.ts'
import { improver } from '../helpers/cli.ts'
import {
  makeRepository,
  repositoryAt,
  sealedEnvironment,
  type TestRepository,
  tempDir,
} from '../helpers/gitRepository.ts'
import { giveSigningKey } from '../helpers/signingKey.ts'
import type { Assurance } from './cells.ts'

/** One clone in which several persons work, each with an own home and key, and a server to push to. */
export type Lab = {
  server: TestRepository
  jane: TestRepository
  rob: TestRepository
  sue: TestRepository
  /** Rob without a key, and somebody who has Rob's name and Sue's key. */
  robUnsigned: TestRepository
  robForged: TestRepository
  /** The job that vouches for persons. */
  ci: TestRepository
  /** Where the work on the improvement begins, and how main and release/1 went on meanwhile. */
  start: string
  later: string
  release: string
}

/** Makes the lab for a policy that asks for this assurance. Rob's key is a security key where it asks for `present`. */
export function makeLab(assurance: Assurance): Lab {
  const server = makeRepository({ bare: true })
  const jane = makeRepository({ from: server.dir, name: 'Jane Doe <jane@example.org>' })
  const rob = personIn(jane, 'Rob Roe', 'rob@example.org')
  const sue = personIn(jane, 'Sue Poe', 'sue@example.org')
  const ci = personIn(jane, 'ci', 'ci@example.org')
  const keys = {
    jane: giveSigningKey(jane),
    rob: assurance === 'present' ? giveSecurityKey(rob) : giveSigningKey(rob),
    sue: giveSigningKey(sue),
  }
  const robUnsigned = personIn(jane, 'Rob Roe', 'rob@example.org')
  const robForged = personIn(jane, 'Rob Roe', 'rob@example.org')
  robForged.git('config', '--global', 'gpg.format', 'ssh')
  robForged.git('config', '--global', 'user.signingKey', join(sue.env.HOME ?? '', 'signing-key.pub'))
  const people = Object.entries(keys).map(
    ([name, key]) => `  ${name}: { emails: [${name}@example.org], keys: ['${key}'] }\n`,
  )
  jane.git('switch', '-q', '-c', 'main')
  const start = jane.commit('Start', {
    '.improver/policy.yaml': `version: 1\nextends: recommended@1\nbranches: { protected: [main, release/*] }\nreviews: { assurance: ${assurance} }\nvouchers: { ci: '${giveSigningKey(ci)}' }\npeople:\n${people.join('')}`,
    'src/a.ts': 'export const a = 1\n',
    'src/b.ts': 'export const b = 1\n',
    'src/other.ts': 'export const other = 1\n',
  })
  jane.git('push', '-q', 'origin', 'main', 'main:refs/heads/release/1')
  jane.git('remote', 'set-head', 'origin', 'main')
  const installed = [improver(server, 'init', '--server', '--yes'), improver(jane, 'init', '--yes')]
  for (const { code, stderr } of installed) if (code !== 0) throw new Error(stderr)
  const later = sue.commit('Meanwhile', { 'src/other.ts': 'export const other = 2\n' })
  sue.git('checkout', '-q', '--detach', start)
  const release = sue.commit('Prepare the release', { 'src/release.ts': 'export const release = 1\n' })
  return { server, jane, rob, sue, robUnsigned, robForged, ci, start, later, release }
}

function personIn(clone: TestRepository, name: string, email: string): TestRepository {
  const home = tempDir()
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\n\tname = ${name}\n\temail = ${email}\n[gc]\n\tauto = 0\n[advice]\n\tdetachedHead = false\n[protocol "file"]\n\tallow = always\n`,
  )
  return repositoryAt(clone.dir, sealedEnvironment(home))
}

function giveSecurityKey(repo: TestRepository): string {
  const home = repo.env.HOME ?? ''
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const blob = ['sk-ssh-ed25519@openssh.com', Buffer.from(jwk.x ?? '', 'base64url'), 'ssh:'].map(wireString)
  const text = `sk-ssh-ed25519@openssh.com ${Buffer.concat(blob).toString('base64')}`
  writeFileSync(join(home, 'key.jwk'), JSON.stringify(jwk))
  writeFileSync(join(home, 'key.pub'), `${text}\n`)
  const program = join(home, 'sign')
  const script = fileURLToPath(new URL('securityKey.mjs', import.meta.url))
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`)
  chmodSync(program, 0o755)
  repo.git('config', '--global', 'gpg.format', 'ssh')
  repo.git('config', '--global', 'gpg.ssh.program', program)
  repo.git('config', '--global', 'user.signingKey', join(home, 'key.pub'))
  return text
}
