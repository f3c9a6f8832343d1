import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { FORMAT, propose } from '../helpers/landing.ts'
import { noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { BRANCH, lands, last, proposed, refused, sync, write } from './ledgerStory.ts'

describe('an approval in the ledger', { skip: noSigning }, () => {
  for (const preset of ['recommended@1', 'strict@1'])
    it(`lets the change land under ${preset}, once the server has it`, () => {
      const { rob, sue, server, commit } = proposed(preset)
      refused(sue, /review-required/)
      const before = rob.git('for-each-ref', 'refs/heads')
      const { code, stdout } = improver(rob, 'approve', '--entry', BRANCH)
      assert.equal(code, 0)
      assert.match(
        stdout,
        /in the ledger \(signed\)\n.*refs\/heads\/main sha256:.*\n.*next {5}git improver ledger sync/,
      )
      assert.equal(rob.git('for-each-ref', 'refs/heads'), before)
      refused(sue, /review-required/)
      sync(rob)
      sync(sue)
      const verified = improverJson<{ commits: { reviews: object[] }[] }>(
        sue,
        'verify',
        `origin/main..${BRANCH}`,
      )
      assert.deepEqual(
        verified.commits[0]!.reviews.map(review => ({ ...review, entry: '' })),
        [
          {
            by: 'Rob Roe <rob@example.org>',
            assurance: 'verified',
            carrier: 'entry',
            commit,
            entry: '',
            problem: null,
          },
        ],
      )
      assert.equal(sue.tryGit('push', 'origin', `${BRANCH}:main`).code, 0)
      assert.equal(server.git('rev-parse', 'main'), commit)
    })

  it('survives an amended message and a merge, and commit-msg believes it, too', () => {
    const { jane, rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
    jane.git('push', '-q', 'origin', 'main')
    sue.git('pull', '-q', '--ff-only')
    sync(sue)
    const merged = sue.tryGit('merge', '--no-edit', '--no-ff', BRANCH)
    assert.equal(merged.code, 0, merged.stderr)
    lands(sue, 'main')
  })

  it('answers for a series, but not when somebody adds to it', () => {
    const { jane, rob, sue } = proposed()
    jane.git('switch', '-q', BRANCH)
    jane.git('switch', '-q', '-c', 'ai/more')
    propose(
      jane,
      'ai/performance/second',
      { 'src/format.ts': FORMAT.replace("' '", "'@'") },
      { from: BRANCH },
    )
    jane.git('push', '-q', 'origin', 'ai/performance/second')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/performance/second', 'origin/ai/performance/second')
    assert.equal(improver(rob, 'approve', '--entry', 'ai/performance/second').code, 0)
    sync(rob)
    sue.git('fetch', '-q')
    sue.git('branch', '-q', 'series', 'origin/ai/performance/second')
    refused(sue, /review-required/, BRANCH)
    sue.git('switch', '-q', 'series')
    propose(
      sue,
      'ai/performance/third',
      { 'src/format.ts': FORMAT.replace("' '", "'#'") },
      { from: 'series' },
    )
    refused(sue, /review-required/, 'ai/performance/third')
    lands(sue, 'series')
  })

  it('is worth what its signature is worth', () => {
    const { jane, rob, sue, server } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    const { sig, ...plain } = honest
    assert.ok(sig)
    write(sue, plain)
    refused(sue, /it is claimed \(anyone who can commit could have typed it\)/)
    write(sue, signEntryAs(sue, { ...plain, at: '2026-01-01T00:00:00Z' }))
    refused(sue, /signed by a key that is not this person's/)
    write(sue, { ...plain, at: '2026-01-02T00:00:00Z', sig })
    refused(sue, /its signature is no help: it does not match/)
    write(sue, signEntryAs(rob, { ...plain, at: '2026-01-03T00:00:00Z' }, 'git'))
    refused(sue, /it was made for "git", not for git-improver/)
    write(sue, {
      ...plain,
      at: '2026-01-04T00:00:00Z',
      sig: '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----',
    })
    refused(sue, /review-required/)
    write(jane, signEntryAs(jane, { ...plain, by: 'Jane Doe <jane@example.org>' }))
    refused(sue, /jane set the agent to work/)
    write(
      sue,
      signEntryAs(rob, {
        ...plain,
        by: 'Sue Poe <sue@example.org>',
        data: { ...plain.data, for: 'Sue Poe <sue@example.org>' },
      }),
    )
    refused(sue, /only a voucher of the policy speaks for somebody else/)
    assert.notEqual(server.git('rev-parse', 'main'), sue.git('rev-parse', BRANCH))
    write(rob, honest)
    lands(sue)
  })

  it('cannot be borrowed from another ref, change, repository or person', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    write(sue, signEntryAs(rob, { ...honest, ref: 'refs/heads/release/1' }))
    refused(sue, /it is for refs\/heads\/release\/1/)
    write(sue, signEntryAs(rob, { ...honest, change: `sha256:${'0'.repeat(64)}` }))
    refused(sue, /stale/)
    const { ref: _, ...nowhere } = honest
    write(sue, signEntryAs(rob, nowhere))
    refused(sue, /it names no change/)
    write(sue, signEntryAs(rob, { ...honest, repo: `root:${'1'.repeat(40)}` }))
    refused(sue, /has 0 /)
    write(sue, signEntryAs(rob, { ...honest, by: 'Stranger <stranger@example.net>' }))
    refused(sue, /the policy knows no person with this address/)
    write(rob, honest)
    lands(sue)
  })

  it('is spent once what it approved was taken back', () => {
    const { rob, sue } = proposed()
    improver(rob, 'approve', '--entry', BRANCH)
    sync(rob)
    lands(sue)
    sue.git('fetch', '-q')
    sue.git('switch', '-q', 'main')
    sue.git('merge', '-q', '--ff-only', 'origin/main')
    sue.git('revert', '--no-edit', 'HEAD')
    lands(sue, 'main')
    sue.git('cherry-pick', BRANCH)
    refused(sue, /spent: .* landed with it and was taken back/, 'main')
    sue.git('push', '-q', 'origin', 'main:ai/again')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/again', 'origin/ai/again')
    improver(rob, 'approve', '--entry', 'ai/again')
    sync(rob)
    lands(sue, 'main')
  })

  it('names base and tree, which strict asks for', () => {
    const { jane, rob, sue } = proposed('strict@1')
    improver(rob, 'approve', '--entry', BRANCH)
    const honest = last(rob, 'reviewed')
    write(sue, signEntryAs(rob, { ...honest, data: {} }))
    refused(sue, /does not name both/)
    write(sue, signEntryAs(rob, { ...honest, tree: honest.commit }))
    refused(sue, /the tree is not the one that was reviewed/)
    sync(rob)
    jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
    jane.git('push', '-q', 'origin', 'main')
    sue.git('fetch', '-q')
    sue.git('switch', '-q', BRANCH)
    sue.git('rebase', '-q', 'origin/main')
    refused(sue, /it was reviewed on another base/)
  })
})
