import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openRepository } from '../../src/git/repository.ts'
import { entryLine, unsignedLine } from '../../src/ledger/canonical.ts'
import { isFiled, parseEntry } from '../../src/ledger/parseEntry.ts'
import { signEntry } from '../../src/ledger/signEntry.ts'
import { verifyEntry } from '../../src/ledger/verifyEntry.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'
import { entryOn, oidOf } from './entries.ts'

const entry = entryOn(oidOf(1), {
  kind: 'reviewed',
  by: 'J\u00e4ne <jane@example.org>',
  data: { text: 'a\n"b" \u2028' },
})

async function signedHere() {
  const test = makeRepository()
  const key = giveSigningKey(test)
  // The key is configured for this repository, since this process has another home.
  for (const name of ['gpg.format', 'user.signingKey'])
    test.git('config', name, test.git('config', '--global', name))
  return { test, key, repo: await openRepository(test.dir) }
}

describe('the signature of an entry', { skip: noSigning }, () => {
  it('survives the one line, holds for ssh-keygen as well, and covers every word', async () => {
    const { test, key, repo } = await signedHere()
    const signed = await signEntry(repo, entry)
    assert.ok(signed.signed)
    const line = entryLine(signed.entry)
    assert.ok(!line.includes('\n'))
    const read = parseEntry(line, entry.commit)
    assert.ok(isFiled(read))
    const fact = verifyEntry(read.entry)
    assert.equal(fact.state === 'good' && fact.key, key)
    const dir = tempDir()
    writeFileSync(join(dir, 'sig'), `${read.entry.sig}\n`)
    writeFileSync(join(dir, 'signers'), `jane@example.org ${key}\n`)
    const args = ['-Y', 'verify', '-n', 'git-improver', '-f', join(dir, 'signers'), '-I', 'jane@example.org']
    const { status } = spawnSync('ssh-keygen', [...args, '-s', join(dir, 'sig')], {
      input: unsignedLine(read.entry),
    })
    assert.equal(status, 0)
    for (const more of [
      { ref: 'refs/heads/x' },
      { at: '2027-01-02T03:04:05Z' },
      { data: {} },
      { kind: 'rejected' as const },
    ])
      assert.equal(verifyEntry({ ...read.entry, ...more }).state, 'bad')
    assert.ok(test.dir)
  })

  it('is no signature where it is malformed, and never an exception', () => {
    const begin = '-----BEGIN SSH SIGNATURE-----'
    for (const sig of [
      'x',
      begin,
      `${begin}\nAAAA\n-----END SSH SIGNATURE-----`,
      `${begin}\n\u0000\n`,
      'A'.repeat(40_000),
    ])
      assert.match(verifyEntry({ ...entry, sig }).state, /^(bad|unreadable)$/)
    assert.deepEqual(verifyEntry(entry), { state: 'none' })
  })

  it('is made by an agent where the configuration holds only the public half', async () => {
    const { test, key, repo } = await signedHere()
    const agent = join(tempDir(), 'agent')
    const started = execFileSync('ssh-agent', ['-s', '-a', agent], { encoding: 'utf8' })
    const pid = /SSH_AGENT_PID=(\d+)/.exec(started)?.[1]
    const before = process.env.SSH_AUTH_SOCK
    try {
      const file = test.git('config', 'user.signingKey').replace(/\.pub$/, '')
      execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: agent }, stdio: 'pipe' })
      process.env.SSH_AUTH_SOCK = agent
      for (const literal of [`key::${key}`, key]) {
        test.git('config', 'user.signingKey', literal)
        const signed = await signEntry(repo, entry)
        assert.ok(signed.signed, 'why' in signed ? signed.why : '')
        assert.equal(verifyEntry(signed.entry).state, 'good')
      }
    } finally {
      if (before === undefined) delete process.env.SSH_AUTH_SOCK
      else process.env.SSH_AUTH_SOCK = before
      if (pid) process.kill(Number(pid))
    }
  })

  it('is left out, with the reason, where nothing can sign', async () => {
    const { test, repo } = await signedHere()
    const why = async () => {
      const signed = await signEntry(repo, { ...entry, sig: 'old' })
      assert.equal(signed.signed, false)
      assert.equal(signed.entry.sig, undefined)
      return 'why' in signed ? signed.why : ''
    }
    test.git('config', 'gpg.ssh.program', '/nowhere/ssh-keygen')
    assert.match(await why(), /ENOENT/)
    test.git('config', '--unset', 'gpg.ssh.program')
    test.git('config', 'user.signingKey', '/nowhere/key')
    assert.match(await why(), /ssh-keygen: .*\/nowhere\/key/)
    test.git('config', 'user.signingKey', '')
    assert.match(await why(), /user.signingkey is not set/)
    test.git('config', 'gpg.format', 'openpgp')
    assert.match(await why(), /gpg.format is not ssh/)
  })
})
