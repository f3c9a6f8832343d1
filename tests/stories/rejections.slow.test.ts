import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { FORMAT, propose } from '../helpers/landing.ts'
import { noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { BRANCH, lands, log, proposed, refused, sync, write } from './ledgerStory.ts'

describe('a rejection', { skip: noSigning }, () => {
  it('holds against a later approval until its author lifts it, and nobody else', () => {
    const { jane, rob, sue } = proposed()
    const no = improver(rob, 'reject', BRANCH, '--reason', 'it leaks')
    assert.equal(no.code, 0, no.stderr)
    assert.match(
      no.stdout,
      /\(signed\)\n.*next {5}git improver ledger sync\n.*to lift {2}git improver withdraw/,
    )
    sync(rob)
    assert.equal(improver(sue, 'approve', BRANCH).code, 0)
    // Sue never fetched the ledger: her own hook lets it go, and the server does not.
    const { code, stderr } = sue.tryGit('push', 'origin', `${BRANCH}:main`)
    assert.equal(code, 1)
    assert.match(stderr, /remote: .*rejected *\n/)
    assert.match(stderr, /Rob Roe <rob@example.org> says no: it leaks/)
    sync(sue)
    assert.equal(improver(sue, 'verify', `origin/main..${BRANCH}`).code, 1)
    assert.equal(improver(sue, 'withdraw', BRANCH).code, 0)
    sync(sue)
    refused(sue, /rejected/)
    // A withdrawal by somebody else is told and not obeyed, whoever's name it bears.
    const rejection = log(rob).find(one => one.kind === 'rejected')!
    const { id, ...entry } = rejection
    const words = { ...entry, kind: 'withdrawn' as const, of: id, data: {} }
    write(sue, signEntryAs(sue, { ...words, by: 'Sue Poe <sue@example.org>' }))
    write(sue, signEntryAs(sue, words))
    const { sig: _, ...unsigned } = words
    write(jane, { ...unsigned, at: '2026-01-01T00:00:00Z' })
    refused(sue, /says no: it leaks.*Sue Poe <sue@example.org> cannot withdraw what somebody else said/)
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    refused(sue, /rejected/)
    assert.equal(improver(rob, 'withdraw', BRANCH).code, 0)
    sync(rob)
    lands(sue)
  })

  it('holds against the same change under another name, and not against another ref', () => {
    const { rob, sue, commit } = proposed()
    improver(rob, 'reject', BRANCH, '--reason', 'no')
    sync(rob)
    sue.git('switch', '-q', '-c', 'ai/again', 'main')
    sue.git('cherry-pick', commit)
    sue.git(
      'commit',
      '-q',
      '--amend',
      '-m',
      'perf: faster\n\nAssisted-by: Claude:x\nInitiated-by: Jane Doe <jane@example.org>',
    )
    const approved = improver(sue, 'approve', 'ai/again')
    assert.equal(approved.code, 0, approved.stderr)
    refused(sue, /Rob Roe <rob@example.org> says no/, 'ai/again')
    sue.git('push', '-q', 'origin', 'main:release/1')
    const elsewhere = sue.tryGit('push', '--no-verify', 'origin', 'ai/again:release/1')
    assert.doesNotMatch(elsewhere.stderr, /says no/)
  })

  it('holds against documentation too, which else lands by itself', () => {
    const { jane, rob, sue } = proposed('recommended@1', 'auto_approve: { audit: 0% }\n')
    const branch = 'ai/docs/format'
    const text = FORMAT.replace('One line for a person.', 'One line for a person, and nothing else.')
    propose(jane, branch, { 'src/format.ts': text }, { message: 'docs(format): say more' })
    jane.git('push', '-q', 'origin', branch)
    for (const clone of [rob, sue]) clone.git('fetch', '-q')
    rob.git('branch', '-q', branch, `origin/${branch}`)
    assert.equal(improver(sue, 'verify', `origin/main..origin/${branch}`).code, 0)
    improver(rob, 'reject', branch, '--reason', 'it is not true')
    sync(rob)
    refused(sue, /Rob Roe <rob@example.org> says no: it is not true/, `origin/${branch}`)
    improver(rob, 'withdraw', branch)
    sync(rob)
    lands(sue, `origin/${branch}`)
  })

  it('that only a clone has is told by pre-push', () => {
    const { rob, sue } = proposed()
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    sync(rob)
    improver(rob, 'reject', BRANCH, '--reason', 'wait')
    const { code, stderr } = rob.tryGit('push', 'origin', `${BRANCH}:main`)
    assert.equal(code, 1)
    assert.doesNotMatch(stderr, /remote:/)
    assert.match(stderr, /says no: wait/)
    lands(sue)
  })

  it('without a signature blocks nobody, and says so, except where typed text is enough', () => {
    for (const [policy, code] of [
      ['', 0],
      ['reviews: { assurance: claimed }\n', 1],
    ] as const) {
      const { jane, rob, sue } = proposed('recommended@1', policy)
      improver(rob, 'approve', '--entry', BRANCH)
      sync(rob)
      jane.git('config', '--global', '--unset', 'gpg.format')
      jane.git('config', 'user.name', 'Sue Poe')
      jane.git('config', 'user.email', 'sue@example.org')
      const no = improver(jane, 'reject', BRANCH, '--reason', 'block everything')
      assert.match(no.stdout, /not signed: .*gpg.format is not ssh; it counts as claimed/)
      sync(jane)
      sync(sue)
      const told = improver(sue, 'verify', `origin/main..${BRANCH}`)
      assert.match(told.stdout, /Sue Poe <sue@example.org> says no: block everything/)
      if (code) refused(sue, /says no: block everything/)
      else {
        assert.match(told.stdout, /may pass, but[\s\S]*not obeyed: it is not signed/)
        lands(sue)
      }
    }
  })
})

describe('a withdrawal', { skip: noSigning }, () => {
  it('takes back an approval, and may be taken back', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    improver(rob, 'withdraw', BRANCH)
    sync(rob)
    refused(sue, /Rob Roe <rob@example.org> withdrew it/)
    const { id, ...entry } = log(rob).find(one => one.kind === 'withdrawn')!
    write(rob, signEntryAs(rob, { ...entry, of: id }))
    lands(sue)
  })

  it('takes back a trailer, and a new sign-off counts again', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    improver(rob, 'withdraw', BRANCH)
    sync(rob)
    refused(sue, /rob withdrew it/, `origin/${BRANCH}`)
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    lands(sue, `origin/${BRANCH}`)
  })

  it('finds what it takes back under the name that a squash gave it, too', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    sue.git('merge', '-q', '--squash', BRANCH)
    sue.git('commit', '-q', '--no-verify', '-m', 'Search faster\n\nAssisted-by: Claude:x')
    rob.git('fetch', '-q', sue.dir, 'main')
    const squashed = rob.git('rev-parse', 'FETCH_HEAD')
    const { code, stdout, stderr } = improver(rob, 'withdraw', squashed)
    assert.equal(code, 0, stdout + stderr)
    sync(rob)
    refused(sue, /Rob Roe <rob@example.org> withdrew it/, 'main')
  })

  it('by somebody else does nothing', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    const { id, ...entry } = log(rob).find(one => one.kind === 'reviewed')!
    const words = { ...entry, kind: 'withdrawn' as const, of: id, data: {} }
    write(sue, signEntryAs(sue, { ...words, by: 'Sue Poe <sue@example.org>' }))
    write(sue, signEntryAs(sue, words))
    lands(sue)
  })

  it('is refused to whoever has said nothing', () => {
    const { sue } = proposed()
    const { code, stderr } = improver(sue, 'withdraw', BRANCH)
    assert.equal(code, 1)
    assert.match(stderr, /sue has said nothing about .* that still holds/)
  })
})
