import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseCommitObject } from '../../src/git/commitObject.ts'
import { openRepository } from '../../src/git/repository.ts'
import { checkOpenPgp } from '../../src/git/signature/checkOpenPgp.ts'
import { readGpgStatus } from '../../src/git/signature/gpgStatus.ts'
import type { SignatureFact } from '../../src/model/commit.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { emptyHome, gpg, home, makePgpKey, noGpg } from '../helpers/pgpKey.ts'
import { rawCommit, withSignature, writeCommit } from './signatureSamples.ts'

/** What the package has git run. */
const OURS = fileURLToPath(new URL('../../hooks/gate/gpg', import.meta.url))

function pgpRepository(gnupg = home): TestRepository {
  const repo = makeRepository()
  repo.env.GNUPGHOME = gnupg
  return repo
}

function signedCommit(repo: TestRepository, fingerprint: string): string {
  repo.git('-c', 'gpg.format=openpgp', 'commit', '-q', '--allow-empty', `-S${fingerprint}`, '-m', 'signed')
  return repo.git('rev-parse', 'HEAD')
}

async function ours(
  repo: TestRepository,
  oid: string,
  gnupg = home,
  more: NodeJS.ProcessEnv = {},
  program = OURS,
): Promise<SignatureFact> {
  const opened = await openRepository(repo.dir)
  const sealed = { ...repo.env, ...more, GNUPGHOME: gnupg } as Record<string, string>
  const run: typeof opened.run = (args, options) => opened.run(args, { ...options, env: sealed })
  return checkOpenPgp({ ...opened, run }, parseCommitObject(oid, rawCommit(repo, oid)), program)
}

describe('an OpenPGP signature of a commit', { skip: noGpg }, () => {
  const key = noGpg ? '' : makePgpKey('jane@example.org')
  const good = {
    state: 'good',
    kind: 'openpgp',
    key: `openpgp:${key.toLowerCase()}`,
    fingerprint: `openpgp:${key.toLowerCase()}`,
    userPresent: false,
  }
  const repo = noGpg ? null! : pgpRepository()
  const oid = noGpg ? '' : signedCommit(repo, key)

  it('is good and names its primary key, though nobody trusts it', async () => {
    assert.deepEqual(await ours(repo, oid), good)
    assert.deepEqual(await ours(repo, oid, homeWith(key)), good)
  })

  it('by a subkey names the primary key', async () => {
    const primary = makePgpKey('sub@example.org', 'ed25519', 'cert', '0')
    gpg(['--quick-add-key', primary, 'ed25519', 'sign', '0'])
    const fact = await ours(repo, signedCommit(repo, primary))
    assert.equal(fact.state === 'good' && fact.key, `openpgp:${primary.toLowerCase()}`)
  })

  it('is not what configuration of the repository says', async () => {
    const evil = pgpRepository()
    const liar = join(evil.dir, '.git', 'liar')
    const line = `NEWSIG\n[GNUPG:] GOODSIG 1 x\n[GNUPG:] VALIDSIG ${key} 2020-01-01 1 0 4 0 22 8 00 ${key}`
    writeFileSync(liar, `#!/bin/sh\nprintf '[GNUPG:] ${line.replaceAll('\n', '\\n')}\\n'\n`)
    chmodSync(liar, 0o755)
    const plain = rawCommit(evil, evil.commit('plain'))
    const forged = writeCommit(evil, withSignature(plain, armourOf(rawCommit(repo, oid))))
    for (const name of ['gpg.program', 'gpg.openpgp.program']) evil.git('config', name, liar)
    evil.git('config', 'gpg.format', 'ssh')
    evil.git('config', 'gpg.minTrustLevel', 'ultimate')
    assert.equal((await ours(evil, forged)).state, 'bad')
    assert.deepEqual(await ours(evil, signedByHand(evil, plain, key), homeWith(key)), good)
  })

  it('is bad over another commit', async () => {
    const other = rawCommit(repo, repo.commit('other'))
    const moved = writeCommit(repo, withSignature(other, armourOf(rawCommit(repo, oid))))
    assert.match(why(await ours(repo, moved)), /does not match what it signs/)
  })

  it('is bad twice, with anything beside it, and as a message of its own', async () => {
    const plain = rawCommit(repo, repo.commit('plain'))
    const armour = gpg(['--armor', '--detach-sign', '-u', key], plain)
    const second = makePgpKey('second@example.org')
    const both = gpg(['--armor', '--detach-sign', '-u', key, '-u', second], plain)
    const of = async (text: string) => why(await ours(repo, writeCommit(repo, withSignature(plain, text))))
    assert.match(await of(both), /more than one/)
    assert.match(await of(`${armour.trimEnd()}\n${armour}`), /not one OpenPGP signature/)
    assert.match(await of(`${armour.trimEnd()}\nmore`), /not one OpenPGP signature/)
    assert.match(await of(gpg(['--armor', '--sign', '-u', key], plain)), /not one OpenPGP signature/)
    const relabelled = gpg(['--armor', '--sign', '-u', key], plain).replaceAll('PGP MESSAGE', 'PGP SIGNATURE')
    assert.match(await of(relabelled), /.+/)
  })

  it('with SHA-1 is refused', async () => {
    const rsa = makePgpKey('rsa@example.org', 'rsa2048', 'sign', '0')
    const plain = rawCommit(repo, repo.commit('plain'))
    const armour = gpg(['--armor', '--digest-algo', 'SHA1', '--detach-sign', '-u', rsa], plain)
    const fact = await ours(repo, writeCommit(repo, withSignature(plain, armour)))
    assert.notEqual(fact.state, 'good')
  })

  it('is refused once the key is expired or revoked', async () => {
    const old = makePgpKey('old@example.org', 'ed25519', 'sign', '0')
    const commit = signedCommit(repo, old)
    assert.equal((await ours(repo, commit)).state, 'good')
    const { expired, revoked } = spoil(old)
    assert.match(why(await ours(repo, commit, expired)), /key is expired/)
    assert.match(why(await ours(repo, commit, revoked)), /key is revoked/)
  })

  it('is unreadable where the keyring lacks the key, and where gpg is missing', async () => {
    const empty = emptyHome()
    const fact = await ours(repo, oid, empty)
    assert.equal(fact.state, 'unreadable')
    assert.match(why(fact), /the keyring here has no key [0-9A-F]{16,40}: gpg --import/)
    const bin = tempDir()
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
    writeFileSync(join(bin, 'git'), `#!/bin/sh\nexec ${git} "$@"\n`)
    chmodSync(join(bin, 'git'), 0o755)
    const missing = await ours(repo, oid, home, { PATH: bin })
    assert.deepEqual(
      [missing.state, why(missing)],
      ['unreadable', 'OpenPGP signatures are checked by gpg, and it can not be run here'],
    )
  })
})

describe('a key that is not in the keyring', { skip: noGpg }, () => {
  it('is looked for nowhere, whatever gpg.conf says', async () => {
    const key = makePgpKey('stranger@example.org')
    const repo = pgpRepository()
    const oid = signedCommit(repo, key)
    const eager = emptyHome()
    const started = join(eager, 'started')
    const dirmngr = join(eager, 'dirmngr')
    writeFileSync(dirmngr, `#!/bin/sh\n: > '${started}'\nexit 1\n`, { mode: 0o755 })
    writeFileSync(join(eager, 'gpg.conf'), `auto-key-retrieve\ndirmngr-program ${dirmngr}\n`)
    assert.match(why(await ours(repo, oid, eager)), /the keyring here has no key/)
    assert.equal(existsSync(started), false)
    await ours(repo, oid, eager, {}, 'gpg')
    assert.equal(existsSync(started), true, 'plain gpg asks the network: else this test shows nothing')
  })
})

describe("gpg's status lines", () => {
  const F = 'AB'.repeat(20)
  const valid = `[GNUPG:] VALIDSIG ${'CD'.repeat(20)} 2026-01-01 1767225600 0 4 0 22 10 00 ${F}`
  const lines = [
    '[GNUPG:] NEWSIG',
    '[GNUPG:] GOODSIG ABABABABABABABAB Jane <jane@example.org>',
    valid,
    '[GNUPG:] TRUST_UNDEFINED 0 pgp',
  ]
  const of = (...list: string[]) => readGpgStatus(list.join('\n'))

  it('are good when there is one good signature', () => {
    const fact = of(...lines)
    assert.equal(fact.state === 'good' && fact.key, `openpgp:${F.toLowerCase()}`)
  })
  it('are never good otherwise', () => {
    const [newsig = '', goodsig = ''] = lines
    for (const list of [
      [],
      [newsig],
      [newsig, valid],
      [newsig, goodsig],
      [newsig, goodsig, valid, valid],
      [newsig, goodsig, goodsig, valid],
      [newsig, newsig, goodsig, valid],
      [newsig, '[GNUPG:] BADSIG AB Jane', valid],
      [newsig, '[GNUPG:] EXPSIG AB Jane', valid],
      [newsig, '[GNUPG:] EXPKEYSIG AB Jane', valid],
      [newsig, '[GNUPG:] REVKEYSIG AB Jane', valid],
      [newsig, goodsig, '[GNUPG:] BADSIG AB Jane', valid],
      [newsig, goodsig, ` ${valid}`],
      [newsig, `[GNUPG:] GOODSIG AB Jane ${valid}`],
      [newsig, goodsig, valid.replace(F, 'AB'.repeat(19))],
      [newsig, goodsig, valid.replace(` ${F}`, '')],
      [newsig, goodsig, `${valid} more`],
      [newsig, goodsig, valid.replace(' 10 00 ', ' 2 00 ')],
      [newsig, goodsig, valid.replace(' 10 00 ', ' 10 10 ')],
      [newsig, '[GNUPG:] PLAINTEXT 62 1 x', goodsig, valid],
    ])
      assert.notEqual(of(...list).state, 'good', list.join('\n'))
  })
})

function why(fact: SignatureFact): string {
  return 'why' in fact ? fact.why : `it is ${fact.state}`
}

function armourOf(raw: Buffer): string {
  const [, text = ''] =
    /\ngpgsig (-----BEGIN[\s\S]*?-----END PGP SIGNATURE-----)/.exec(raw.toString('latin1')) ?? []
  return text.replaceAll('\n ', '\n')
}

function signedByHand(repo: TestRepository, plain: Buffer, key: string): string {
  return writeCommit(repo, withSignature(plain, gpg(['--armor', '--detach-sign', '-u', key], plain)))
}

/** A keyring that has only the public half, in which nobody has said that they trust it. */
function homeWith(key: string): string {
  const dir = emptyHome()
  gpg(['--import'], gpg(['--armor', '--export', key]), dir)
  return dir
}

/** Two keyrings that have the key: in one it is expired, in the other revoked. */
function spoil(key: string): { expired: string; revoked: string } {
  const revoked = homeWith(key)
  const certificate = execFileSync('sed', ['s/^:---/---/', join(home, 'openpgp-revocs.d', `${key}.rev`)])
  gpg(['--import'], certificate, revoked)
  gpg(['--faked-system-time', '20210101T000000', '--quick-set-expire', key, 'seconds=1'])
  return { expired: homeWith(key), revoked }
}
