import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AGENTS } from '../../src/agents/agents.ts'
import { countHistory } from '../../src/gate/history/countHistory.ts'
import { originOf } from '../../src/gate/origin.ts'
import type { Known } from '../../src/gate/signals/signal.ts'
import type { Commit } from '../../src/model/commit.ts'
import { commitFact, knownWith, oid } from '../helpers/gateFacts.ts'
import '../helpers/propertySeed.ts'

const known: Known = { ...knownWith(), agents: AGENTS }
const CLAUDE = 'Co-authored-by: Claude <noreply@anthropic.com>'
const COPILOT = 'Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>'
const ROB = 'Reviewed-by: Rob <rob@example.org>'

type Drawn = { kind: number; review: number; merges: number | null; reverts: number | null; at: number }

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.nat(5),
  review: fc.nat(5),
  merges: fc.option(fc.nat(), { freq: 2 }),
  reverts: fc.option(fc.nat(), { freq: 2 }),
  at: fc.nat(100_000),
})

/** Commit n grows from one before it, and may merge another; at the end every loose end is merged, one by one. */
function historyOf(all: Drawn[], linear = false): Commit[] {
  const loose = new Set<number>()
  const commits: Commit[] = []
  const add = (one: Drawn, parents: number[]) => {
    const n = commits.length
    for (const parent of parents) loose.delete(parent)
    loose.add(n)
    commits.push(commitOf(n, one, parents))
  }
  for (const one of all) {
    const n = commits.length
    const onto = n - 1 - (linear || n === 0 ? 0 : (one.merges ?? 0) % Math.min(n, 4))
    const other = one.merges === null || linear || n < 2 ? onto : one.merges % n
    add(one, n === 0 ? [] : [...new Set([onto, other])])
  }
  for (const end of [...loose].slice(0, -1)) add(all[0]!, [commits.length - 1, end])
  return commits
}

const MARKS = [[], [], [CLAUDE], [CLAUDE, COPILOT], [], [COPILOT]]

function commitOf(n: number, { kind, review, reverts, at }: Drawn, parents: number[]): Commit {
  const reviews = [
    [],
    [],
    [ROB],
    ['Acked-by: Claude <noreply@anthropic.com>'],
    [],
    ['Approved-by: Sue <sue@example.org>'],
  ]
  const body = reverts === null || n === 0 ? [] : [`This reverts commit ${name(reverts % n)}.`]
  const last = [...(MARKS[kind] ?? []), ...(reviews[review] ?? [])]
  const author = kind === 4 ? '49699333+dependabot[bot]@users.noreply.github.com' : 'sue@example.org'
  const made = commitFact({ word: String(n), author, parents: parents.map(name) })
  const message = ['a change', ...body, ...(last.length ? [last.join('\n')] : [])].join('\n\n')
  return { ...made, oid: name(n), message, committer: { ...made.committer, at } }
}

/** Like a real one in that its beginning tells it from others. */
function name(n: number): string {
  return oid(String(n).padStart(8, '0'))
}

function count(newestFirst: Commit[]) {
  const counting = countHistory(known, 3)
  for (const commit of newestFirst) counting.see(commit)
  return counting.count
}

describe('the count of a history', () => {
  it('adds up, whatever the history', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 40 }), all => {
        const commits = historyOf(all)
        const found = count(commits.toReversed())
        assert.equal(found.commits, commits.length)
        assert.equal(found.human + found.automation + found.ai, found.commits)
        assert.equal(found.ai, commits.filter(one => originOf(one, known).origin === 'ai').length)
        assert.ok(found.work <= found.ai && found.unreviewed <= found.work)
        assert.ok(found.byButton <= found.unreviewed && found.revertedAfter.length <= found.work)
        assert.ok(found.revertedAfter.every(seconds => seconds >= 0))
        assert.ok(sum(found.byAgent) >= found.ai && Math.max(0, ...found.byAgent.values()) <= found.ai)
        assert.equal(sum(found.byAutomation), found.automation)
        assert.equal(found.sample.length, Math.min(3, found.work))
      }),
    )
  })

  it('takes the reviews of a commit and of the merges that brought it, and no others', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 30 }), all => {
        const commits = historyOf(all)
        const byName = new Map(commits.map(one => [one.oid, one]))
        const tip = commits.at(-1)!
        const reviewed = (one: Commit) => one.message.includes(ROB)
        const work = commits.filter(one => originOf(one, known).origin === 'ai' && one.parents.length < 2)
        const expected = work.filter(one => ![one, ...broughtBy(one, tip, byName)].some(reviewed))
        assert.equal(count(commits.toReversed()).unreviewed, expected.length)
      }),
      { numRuns: 300 },
    )
  })

  it('counts a commit as reverted while a revert of it stands that is not reverted itself', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 30 }), all => {
        const commits = historyOf(all, true)
        const reverts = (one: Commit) => /This reverts commit (\w+)/.exec(one.message)?.[1]
        const isGone = (one: Commit): boolean =>
          commits.some(other => reverts(other) === one.oid && !isGone(other))
        const expected = commits.filter(one => originOf(one, known).origin === 'ai' && isGone(one))
        assert.equal(count(commits.toReversed()).revertedAfter.length, expected.length)
      }),
    )
  })

  it('holds an AI commit for unreviewed whose only approvals are of those who made it, or of no person', () => {
    const reviewed = (message: string, author = 'sue@example.org') => {
      const made = { ...commitFact({ author }), message: `a change\n\n${message}` }
      const found = count([made])
      assert.equal(found.work, 1, message)
      return found.unreviewed === 0
    }
    assert.ok(reviewed(`${CLAUDE}\n${ROB}`))
    assert.ok(reviewed(`${CLAUDE}\nacked-by: Rob Roe <elsewhere@example.net>`))
    assert.ok(reviewed(`${CLAUDE}\n[sue: fixed a typo]\n${ROB}`), 'other lines may stand between')
    assert.ok(reviewed(`${CLAUDE}\nReviewed-by: Claude Monet <claude@example.org>`), 'a person named Claude')
    assert.ok(reviewed(`${CLAUDE}\nReviewed-by: Jo <7+jo@users.noreply.github.com>`))
    assert.ok(reviewed(`${CLAUDE}\nReviewed-by: Sue <sue@example.org>, Rob <rob@example.org>`))
    for (const not of [
      'Reviewed-by: Sue <SUE@example.org>',
      'Reviewed-by: sue <other@example.net>',
      'Reviewed-by: Claude <noreply@anthropic.com>',
      'Reviewed-by: Copilot <198982749+Copilot@users.noreply.github.com>',
      'Reviewed-by: aider (gpt-4) <aider@example.org>',
      'Reviewed-by: coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>',
      'Approved-by: Dependabot <49699333+dependabot[bot]@users.noreply.github.com>',
      'Reviewed-by: git-improver <bot@git-improver.invalid>',
      'Reviewed-by: Rob',
      'Signed-off-by: Rob <rob@example.org>',
      'Co-authored-by: Rob <rob@example.org>\nReviewed-by: Rob <rob@example.org>',
      'Initiated-by: Rob <rob@example.org>\nReviewed-by: Rob <rob@example.org>',
      'Reviewed-by: Rob <rob@example.org>\n\nand more text',
    ])
      assert.ok(!reviewed(`${CLAUDE}\n${not}`), not)
    assert.ok(!reviewed(`${CLAUDE}\0\n\n${ROB}`), 'behind a NUL nobody sees it')
    assert.ok(reviewed(ROB, 'noreply@anthropic.com'))
  })

  it('names every agent of a commit once, and no unknown one beside a known', () => {
    const agents = (message: string, author?: string) =>
      [...count([{ ...commitFact({ ...(author && { author }) }), message }]).byAgent.keys()].sort()
    const squash = `Two of them\n\n* one\n\n${CLAUDE}\n\n* two\n\n${COPILOT}\n    ${CLAUDE}`
    assert.deepEqual(agents(squash), ['Claude Code', 'GitHub Copilot'])
    assert.deepEqual(agents('x\n\nAssisted-by: Claude <noreply@anthropic.com>'), ['Claude Code'])
    assert.deepEqual(agents('x\n\nAssisted-by: Thing:thing-1'), ['an AI agent'])
    assert.deepEqual(agents(`x\n\nImprovement-Id: I01\n${CLAUDE}`), ['Claude Code', 'git-improver'])
    assert.deepEqual(agents('x', 'noreply@anthropic.com'), ['Claude Code'])
  })
})

describe('automation', () => {
  it('is named as far as its identity tells', () => {
    const by = (author: string) => [...count([commitFact({ author })]).byAutomation.keys()]
    assert.deepEqual(by('49699333+dependabot[bot]@users.noreply.github.com'), ['Dependabot'])
    assert.deepEqual(by('41898282+github-actions[bot]@users.noreply.github.com'), [
      'changesets or github-actions',
    ])
  })
})

/** The merges that brought a commit to the line of first parents of a tip, the outermost first. */
function broughtBy(commit: Commit, tip: Commit, byName: Map<string, Commit>): Commit[] {
  let merge: Commit | null = null
  for (
    let at: Commit | undefined = tip;
    at && reaches(at, commit, byName);
    at = byName.get(at.parents[0] ?? '')
  ) {
    if (at.oid === commit.oid) return []
    merge = at
  }
  const side = byName.get(merge?.parents[1] ?? '')
  return merge ? [merge, ...(side ? broughtBy(commit, side, byName) : [])] : []
}

function reaches(from: Commit, to: Commit, byName: Map<string, Commit>): boolean {
  if (from.oid === to.oid) return true
  return from.parents.some(parent => {
    const at = byName.get(parent)
    return at !== undefined && reaches(at, to, byName)
  })
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0)
}
