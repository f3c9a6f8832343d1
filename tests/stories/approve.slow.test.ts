import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { BRANCH, FASTER, lands, proposed, refused, sync } from './ledgerStory.ts'

describe('approve', { skip: noSigning }, () => {
  it('keeps the first reviewer: two on one commit by amend and sign-off', () => {
    const { rob, sue } = proposed('recommended@1', 'reviews: { required: 2 }\n')
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sue.git('fetch', '-q')
    sue.git('branch', '-q', '-f', BRANCH, `origin/${BRANCH}`)
    refused(sue, /needs 2 reviews for main, has 1/)
    const first = sue.git('rev-parse', BRANCH)
    const { code, stderr } = improver(sue, 'approve', BRANCH)
    assert.equal(code, 0, stderr)
    assert.equal(sue.git('rev-parse', `${BRANCH}^`), first)
    lands(sue)
  })

  it('is not fooled by one person twice, by trailer and entry', () => {
    const { rob, sue } = proposed('recommended@1', 'reviews: { required: 2 }\n')
    improver(rob, 'approve', '--entry', BRANCH)
    improver(rob, 'approve', BRANCH)
    rob.git('push', '-q', '--force', 'origin', BRANCH)
    sync(rob)
    sue.git('fetch', '-q')
    refused(sue, /needs 2 reviews for main, has 1/, `origin/${BRANCH}`)
    sue.git('branch', '-q', '-f', BRANCH, `origin/${BRANCH}`)
    improver(sue, 'approve', '--entry', BRANCH)
    sync(sue)
    lands(sue)
  })

  it('works while a worktree holds the branch, with a dirty tree, and without a key', () => {
    const { rob } = proposed('recommended@1', 'reviews: { assurance: claimed }\n')
    const other = join(tempDir(), 'agent')
    rob.git('worktree', 'add', '-q', other, BRANCH)
    writeFileSync(join(other, 'src/search.ts'), 'half done')
    rob.write('README.md', 'half done')
    rob.git('config', '--global', '--unset', 'user.signingKey')
    rob.git('config', '--global', '--unset', 'gpg.format')
    const entry = improverJson<{ signed: boolean; unsigned: string }[]>(rob, 'approve', '--entry', BRANCH)
    assert.equal(entry[0]!.signed, false)
    assert.match(entry[0]!.unsigned, /gpg.format is not ssh/)
    const { code, stdout, stderr } = improver(rob, 'approve', BRANCH)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /not signed, since git has no key to sign with: it counts as claimed/)
    assert.equal(rob.git('-C', other, 'status', '--porcelain').trim(), 'M src/search.ts')
    assert.equal(rob.git('status', '--porcelain').trim(), 'M README.md')
    lands(rob)
  })

  it('takes work of other agents, by branch or commit', () => {
    const { jane, rob, sue } = makeLanding('recommended@1')
    jane.git('switch', '-q', '-c', 'ai/claude')
    jane.commit('Search faster\n\nAssisted-by: Claude:x\nInitiated-by: Jane Doe <jane@example.org>', {
      'src/search.ts': FASTER,
    })
    jane.git('push', '-q', '--no-verify', 'origin', 'ai/claude')
    rob.git('fetch', '-q')
    rob.git('branch', '-q', 'ai/claude', 'origin/ai/claude')
    const { code, stderr } = improver(
      rob,
      'approve',
      '--entry',
      rob.git('rev-parse', '--short=12', 'ai/claude'),
    )
    assert.equal(code, 0, stderr)
    sync(rob)
    sue.git('fetch', '-q')
    lands(sue, 'origin/ai/claude')
  })
})
