import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchHistory } from '../../src/flow/bench/benchHistory.ts'
import { openSaidEntries } from '../../src/flow/gatherEntries.ts'
import { listImprovements } from '../../src/flow/improvements/listImprovements.ts'
import { judgeUpdate } from '../../src/flow/judgeUpdate.ts'
import { ledgerFsck } from '../../src/flow/ledgerFsck.ts'
import { policyInForce } from '../../src/flow/policyInForce.ts'
import { reviewRepository } from '../../src/flow/reviewRepository.ts'
import { readChange } from '../../src/git/changes.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryId, entryLine } from '../../src/ledger/canonical.ts'
import { ENTRY_KINDS, type Entry, type EntryKind } from '../../src/model/entry.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { propose } from '../helpers/landing.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { entryOn } from '../ledger/entries.ts'
import '../ledger/openTestRepository.ts'

const BRANCH = 'ai/performance/search'
const ID = `I${BRANCH.length.toString(16).padStart(40, '0')}`

/** Jane's clone under a policy that knows her and a voucher: one improvement waits, another one has landed. */
async function begin() {
  const [jane, ci, mallory] = [
    makeRepository(),
    makeRepository({ name: 'CI <ci@example.org>' }),
    makeRepository({ name: 'Mallory <m@example.org>' }),
  ]
  const [key, voucher] = [giveSigningKey(jane), giveSigningKey(ci)]
  giveSigningKey(mallory)
  const policyWith = (own: string, more = '') =>
    `version: 1\nextends: recommended@1\nbranches: { protected: [main, release] }\npeople:\n  jane: { emails: [jane@example.org], keys: ['${own}'] }\nvouchers: { ci: '${voucher}' }\n${more}`
  const base = jane.commit('Begin', { 'a.ts': 'export {}\n', '.improver/policy.yaml': policyWith(key) })
  const server = makeRepository({ bare: true })
  jane.git('remote', 'add', 'origin', server.dir)
  const commit = propose(
    jane,
    BRANCH,
    { 'src/search.ts': 'export const a = 1\n' },
    { initiator: 'Rob Roe <rob@example.org>' },
  )
  const other = propose(
    jane,
    'ai/other/one',
    { 'src/other.ts': 'export const b = 1\n' },
    { initiator: 'Rob Roe <rob@example.org>' },
  )
  const push = () => {
    jane.git('push', '-q', 'origin', 'main')
    jane.git('fetch', '-q')
  }
  push()
  const repo = await openRepository(jane.dir)
  const name = (await reviewRepository(repo))!
  const change = (await readChange(repo, base, commit)).digest
  const about = (kind: EntryKind, more: Partial<Entry> = {}) =>
    entryOn(commit, {
      kind,
      repo: name,
      change,
      improvement: ID,
      tree: jane.git('rev-parse', `${commit}^{tree}`),
      ref: 'refs/heads/main',
      data: { base, tip: base, reason: 'words' },
      ...more,
    })
  /** What the gate would say of it on a branch, and what is shown. */
  const seen = async (ref = 'refs/heads/main') => {
    const policy = await policyInForce(repo)
    const update = { ref, old: base, new: commit }
    const { outcome, violations } = await judgeUpdate(repo, update, 'ci', policy, openSaidEntries(repo))
    const listed = (await listImprovements(repo)).find(({ id }) => id === ID)!
    const { series } = await benchHistory(repo, { only: [], limit: 100 })
    return {
      outcome,
      // That an override does not count is said beside the refusal, and is none by itself.
      refused: violations
        .filter(one => one.level === 'block' && one.rule !== 'override')
        .map(({ rule }) => rule),
      state: listed.state,
      group: listed.group,
      commit: listed.commit,
      branch: listed.branch,
      improver: listed.improver,
      title: listed.title,
      attested: series.filter(one => one.attested).length + (listed.undo?.attested ? 1 : 0),
      grave: (await ledgerFsck(repo)).faults.filter(({ known }) => known !== null).length,
    }
  }
  return { jane, ci, mallory, repo, base, commit, other, name, change, about, seen, push, policyWith }
}

const dataOf = (kind: EntryKind, data: Entry['data'], ids: { base: string; other: string }): Entry['data'] =>
  ({
    staged: { ...data, kept: true },
    benched: {
      base: ids.base,
      fingerprint: {},
      cases: [{ file: 'a', case: 'b', outcome: 'better', change: 0.1, ns: { candidate: 5 } }],
    },
    validated: { what: 'undo', undo: { [ID]: { outcome: 'proven', why: '', later: [] } } },
    proposed: { ...data, branch: 'main', title: 'Evil', improver: 'docs', class: 'documentation_only' },
    overridden: { ...data, old: ids.base, new: ids.other },
  })[kind as string] ?? data

describe('who may say what', { skip: noSigning }, () => {
  test('no unsigned or strange line of any kind changes what the gate decides or what is shown', async () => {
    const world = await begin()
    const { jane, ci, mallory, repo, about, seen, base, other } = world
    const before = await seen()
    assert.deepEqual([before.outcome, before.state, before.attested], ['refused', 'proposed', 0])
    const approval = about('reviewed')
    for (const kind of ENTRY_KINDS) {
      const words = about(kind)
      const entry = { ...words, data: dataOf(kind, words.data, { base, other }) }
      const lines: [string, Entry][] = [
        ['unsigned', entry],
        ['a stranger', signEntryAs(mallory, entry)],
        ['another namespace', signEntryAs(jane, { ...entry, clone: 'other' }, 'file')],
        ['another repository', signEntryAs(jane, { ...entry, repo: 'root:another' })],
        [
          'a voucher of itself',
          signEntryAs(ci, {
            ...entry,
            by: 'Jane Doe <jane@example.org>',
            data: { ...entry.data, for: 'Eve <eve@x>' },
          }),
        ],
        ['of another', { ...entry, of: entryId(approval) }],
      ]
      for (const [how, line] of lines) {
        // A voucher's word on what it ran is evidence, and that of a person on a rollout theirs.
        if (
          how === 'another repository' &&
          !['reviewed', 'rejected', 'withdrawn', 'overridden'].includes(kind)
        )
          continue
        await append(repo, [line])
        assert.deepEqual(await seen(), before, `${kind}, ${how}`)
      }
    }
    // The honest twin.
    await append(repo, [signEntryAs(jane, { ...approval, clone: 'honest' })])
    const after = await seen()
    assert.deepEqual([after.outcome, after.state], ['allowed', 'approved'])
  })

  test('a signed approval is for its change, target and repository alone, wherever its line stands', async () => {
    const { jane, repo, other, about, seen, commit, base } = await begin()
    const approval = signEntryAs(
      jane,
      about('reviewed', {
        commit: other,
        improvement: undefined as never,
        change: (await readChange(repo, base, other)).digest,
        tree: jane.git('rev-parse', `${other}^{tree}`),
      }),
    )
    await append(repo, [approval])
    // Moved by hand to the note of the one that waits, and with its name written over.
    jane.git('notes', '--ref=improver/ledger', 'append', '-m', entryLine(approval), commit)
    jane.git(
      'notes',
      '--ref=improver/ledger',
      'append',
      '-m',
      entryLine({ ...approval, commit, improvement: ID }),
      commit,
    )
    assert.deepEqual([(await seen()).outcome, (await seen()).state], ['refused', 'proposed'])
    await append(repo, [signEntryAs(jane, about('reviewed', { ref: 'refs/heads/release' }))])
    assert.equal((await seen()).outcome, 'refused', 'it was for another branch')
    const words = about('reviewed')
    jane.git(
      'notes',
      '--ref=improver/ledger',
      'append',
      '-m',
      entryLine({ ...signEntryAs(jane, words), at: '2026-01-03T00:00:00Z' }),
      commit,
    )
    assert.equal((await seen()).outcome, 'refused', 'a byte of it was changed')
    await append(repo, [signEntryAs(jane, words)])
    assert.equal((await seen()).outcome, 'allowed')
  })

  test('an approval ends with the key that signed it, whatever time it says it is from', async () => {
    const { jane, repo, about, seen, policyWith, push } = await begin()
    const signed = signEntryAs(jane, about('reviewed', { at: '2020-01-01T00:00:00Z' }))
    await append(repo, [signed])
    assert.equal((await seen()).outcome, 'allowed')
    const change = (text: string) => {
      jane.git('switch', '-q', 'main')
      jane.commit('Policy', { '.improver/policy.yaml': text })
      push()
    }
    const own = /ssh-ed25519 [^' ]+/.exec(jane.git('show', 'HEAD:.improver/policy.yaml'))![0]
    change(policyWith(own, `signers: { revoked: ['${own}'] }\n`))
    assert.deepEqual([(await seen()).outcome, (await seen()).state], ['refused', 'proposed'], 'revoked')
    change(policyWith(giveSigningKey(makeRepository() as TestRepository)))
    assert.deepEqual([(await seen()).outcome, (await seen()).state], ['refused', 'proposed'], 'replaced')
    change(policyWith(own))
    assert.equal((await seen()).outcome, 'allowed')
  })
})
