import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findSubject } from '../../src/flow/improvements/findSubject.ts'
import { type ListedImprovement, listImprovements } from '../../src/flow/improvements/listImprovements.ts'
import { readProposal } from '../../src/flow/improvements/readProposal.ts'
import { policyInForce } from '../../src/flow/policyInForce.ts'
import { reviewRepository } from '../../src/flow/reviewRepository.ts'
import { rollback } from '../../src/flow/undo/rollback.ts'
import { readChange } from '../../src/git/changes.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryId } from '../../src/ledger/canonical.ts'
import type { Entry } from '../../src/model/entry.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { propose } from '../helpers/landing.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { entryOn, oidOf } from '../ledger/entries.ts'
import '../ledger/openTestRepository.ts'

const BRANCH = 'ai/performance/search'
const ID = `I${BRANCH.length.toString(16).padStart(40, '0')}`
const MALLORY = 'Mallory <m@example.org>'

/** Jane's clone: an improvement that waits, and after it a commit of her own on main. */
async function begin() {
  const jane = makeRepository()
  const key = giveSigningKey(jane)
  jane.git('config', 'user.name', 'Jane Doe')
  jane.git('config', 'user.email', 'jane@example.org')
  jane.commit('Begin', {
    'a.ts': 'export {}\n',
    '.improver/policy.yaml': `version: 1\nextends: recommended@1\nbranches: { protected: [main] }\npeople:\n  jane: { emails: [jane@example.org], keys: ['${key}'] }\n`,
  })
  const server = makeRepository({ bare: true })
  jane.git('remote', 'add', 'origin', server.dir)
  const commit = propose(
    jane,
    BRANCH,
    { 'src/search.ts': 'export const a = 1\n' },
    { initiator: 'Rob Roe <rob@example.org>' },
  )
  const human = jane.commit('Human work', { 'h.ts': 'human\n' })
  jane.git('push', '-q', 'origin', 'main', BRANCH)
  jane.git('fetch', '-q')
  const repo = await openRepository(jane.dir)
  const changeOf = async (oid: string) => (await readChange(repo, `${oid}^`, oid)).digest
  const name = (await reviewRepository(repo))!
  const proposed = async (on: string, of: string, more: Partial<Entry> = {}) =>
    entryOn(on, {
      kind: 'proposed',
      repo: name,
      improvement: ID,
      change: await changeOf(of),
      data: { base: jane.git('rev-parse', `${of}^`), branch: BRANCH, title: 'A title', improver: 'docs' },
      ...more,
    })
  const one = async (): Promise<ListedImprovement> =>
    (await listImprovements(repo)).find(({ id }) => id === ID)!
  return { jane, repo, commit, human, name, changeOf, proposed, one }
}

describe('what a stranger says of an improvement', () => {
  test('lands nothing that waits, and has nothing of a person undone', async () => {
    for (const where of [
      'on the commit of a person',
      'on that of the improvement',
      'on one that is not here',
      'on no commit',
    ]) {
      const { jane, repo, commit, human, proposed, one } = await begin()
      await append(repo, [await proposed(commit, commit)])
      const on = { n: human, t: commit, e: oidOf(3), m: jane.git('rev-parse', 'HEAD:a.ts') }
      const place =
        {
          'on the commit of a person': on.n,
          'on that of the improvement': on.t,
          'on one that is not here': on.e,
        }[where] ?? on.m
      await append(repo, [await proposed(place, human, { by: MALLORY })])
      const listed = await one()
      assert.deepEqual([listed.state, listed.commit, listed.branch], ['proposed', commit, BRANCH], where)
      await assert.rejects(rollback(repo, ID), /has not landed on this branch/, where)
      assert.equal(jane.git('rev-parse', 'HEAD'), human)
      // Nor where the branch is gone, as long as its commit is here.
      jane.git('branch', '-D', '-q', BRANCH)
      jane.git('update-ref', '-d', `refs/remotes/origin/${BRANCH}`)
      if (place !== oidOf(3)) assert.equal((await one()).state, 'proposed', where)
    }
  })

  test('the honest twin: a squash that lost its trailers is found by what was proposed, with the branch and without', async () => {
    const { jane, repo, commit, proposed, one } = await begin()
    await append(repo, [await proposed(commit, commit)])
    jane.git('merge', '-q', '--squash', BRANCH)
    jane.git('commit', '-q', '-m', 'Squashed')
    const landed = jane.git('rev-parse', 'HEAD')
    assert.deepEqual([(await one()).state, (await one()).commit], ['merged', landed])
    for (const ref of [`refs/heads/${BRANCH}`, `refs/remotes/origin/${BRANCH}`])
      jane.git('update-ref', '-d', ref)
    assert.deepEqual([(await one()).state, (await one()).commit], ['merged', landed])
    jane.git('reflog', 'expire', '--expire=now', '--all')
    jane.git('gc', '-q', '--prune=now')
    assert.equal(jane.tryGit('cat-file', '-e', commit).code, 1)
    assert.deepEqual([(await one()).state, (await one()).commit], ['merged', landed])
    assert.equal((await rollback(repo, ID)).exact, true)
  })

  test('approves nothing: not by another change that was approved', { skip: noSigning }, async () => {
    const { jane, repo, commit, human, name, changeOf, proposed, one } = await begin()
    const first = await proposed(commit, commit)
    const approval = signEntryAs(
      jane,
      entryOn(human, { kind: 'reviewed', repo: name, change: await changeOf(human), ref: 'refs/heads/main' }),
    )
    await append(repo, [
      first,
      approval,
      await proposed(oidOf(3), human, { by: MALLORY, of: entryId(first) }),
    ])
    assert.equal((await one()).state, 'proposed')
    // The honest twin: what the gate counts approves.
    const base = jane.git('rev-parse', `${commit}^`)
    const own = entryOn(commit, {
      kind: 'reviewed',
      repo: name,
      improvement: ID,
      change: await changeOf(commit),
      ref: 'refs/heads/main',
      tree: jane.git('rev-parse', `${commit}^{tree}`),
      data: { base, tip: human },
    })
    await append(repo, [own])
    assert.equal((await one()).state, 'proposed', 'nobody signed it')
    await append(repo, [signEntryAs(jane, own)])
    assert.deepEqual([(await one()).state, (await one()).waits], ['approved', []])
  })

  test('has nobody sign another branch', async () => {
    const { jane, repo, commit, human, proposed, one } = await begin()
    jane.git('switch', '-q', '-c', 'wip')
    const wip = jane.commit('My own work', { 'w.ts': '1\n' })
    for (const ref of [`refs/heads/${BRANCH}`, `refs/remotes/origin/${BRANCH}`])
      jane.git('update-ref', '-d', ref)
    const data = { base: human, branch: 'wip', title: 'Harmless', improver: 'docs' }
    await append(repo, [await proposed(wip, wip, { by: MALLORY, data })])
    const policy = await policyInForce(repo)
    assert.deepEqual([(await one()).commit, (await one()).branch], [null, null])
    await assert.rejects(findSubject(repo, ID, policy), /has no commit in this clone/)
    await append(repo, [await proposed(commit, commit, { by: MALLORY, data })])
    const subject = await findSubject(repo, ID, policy)
    assert.deepEqual([subject.branch, subject.commit], [null, commit])
    // The honest twin.
    jane.git('branch', '-q', BRANCH, commit)
    const found = await findSubject(repo, ID, policy)
    assert.deepEqual([found.branch, found.commit], [BRANCH, commit])
    assert.equal((await readProposal(repo, policy, found.commit, ID)).tip.oid, commit)
  })
})
