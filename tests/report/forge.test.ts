import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Violation } from '../../src/model/decision.ts'
import { githubAnnotations, placeOf } from '../../src/report/forge/annotations.ts'
import type { ForgeReport } from '../../src/report/forge/forgeReport.ts'
import { forgeText } from '../../src/report/forge/forgeText.ts'
import { escaped, jobSummary } from '../../src/report/forge/jobSummary.ts'
import { annotation, guarded } from '../../src/report/forge/workflowCommand.ts'

/**
 * What GitHub's runner would obey in a log (actions/runner, ActionCommand.cs): a line that begins with `::` after
 * spaces, and the older `##[...]` anywhere.
 */
function commands(log: string): string[] {
  const found: string[] = []
  let stopped: string | null = null
  for (const line of log.split(/\r\n|\n|\r/)) {
    const [, name = '', data = ''] = /^\s*::([^\s:]+)[^:]*::(.*)$/.exec(line) ?? []
    if (stopped !== null) {
      if (name === stopped) stopped = null
    } else if (name === 'stop-commands') stopped = data
    else if (name) found.push(name)
    else if (/##\[/.test(line)) found.push(line)
  }
  return found
}

const EVIL = [
  '::error::owned',
  'x\n::add-mask::a',
  'a\r\n::set-output name=x::y',
  '  ::stop-commands::x',
  '##[add-mask]x',
  'x,line=9::y%0A',
  '\u2028::error::x',
]

function report(title: string, path: string, why = title): ForgeReport {
  const commit = 'a'.repeat(40)
  const violation: Violation = {
    rule: 'review-required',
    level: 'block',
    commit,
    why,
    next: [{ ask: title }],
  }
  const judged = { commit, title, origin: 'ai' as const, class: null, signals: [], reviews: [] }
  return {
    update: { ref: `refs/heads/${path}`, old: null, new: commit },
    decision: { outcome: 'refused', violations: [violation], commits: [judged] },
    judged: true,
    proposal: 1,
    opinions: [{ proposal: 1, account: title, says: 'approves', person: null, problem: title }],
    files: new Map([[commit, [{ path, old: null, new: { mode: '100644', oid: commit } }]]]),
  }
}
const run = (one: ForgeReport) => ({
  audit: false,
  results: [one],
  kept: { entries: 0, problem: null },
  notes: [],
})

describe('what a runner reads', () => {
  it('is our own commands and nobody else’s', () => {
    for (const text of EVIL) {
      const one = report(text, text)
      assert.deepEqual(commands(githubAnnotations(one)), ['error'], JSON.stringify(text))
      assert.deepEqual(commands(guarded(forgeText(run(one)), 'mark')), [])
    }
    assert.deepEqual(commands('::error::x'), ['error'], 'the reader of this test reads at all')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, path) => {
        const one = report(title, path)
        assert.deepEqual(commands(githubAnnotations(one)), ['error'])
        assert.deepEqual(commands(guarded(forgeText(run(one)), 'mark')), [])
      }),
    )
  })

  it('cannot be ended by a text that knows the mark', () => {
    assert.deepEqual(commands(guarded('a\n::mark::\n::error::x', 'mark')), [])
  })

  it('keeps properties and data apart, as the toolkit escapes them', () => {
    assert.equal(
      annotation('error', 'a:b,c%', 'x\ny%', { file: 'a,b:c.ts', line: 3 }),
      '::error file=a%2Cb%3Ac.ts,line=3,title=a%3Ab%2Cc%25::x%0Ay%25\n',
    )
  })

  it('points to the place that the reason names, and to a file that is there', () => {
    const commit = 'a'.repeat(40)
    const blob = { mode: '100644', oid: commit }
    const files = [
      { path: 'gone.ts', old: blob, new: null },
      { path: 'src/a.ts', old: blob, new: blob },
      { path: 'src/b.ts', old: blob, new: blob },
    ]
    const violation = (why: string): Violation => ({ rule: 'r', level: 'block', commit, why, next: [] })
    assert.deepEqual(placeOf(violation('algorithm_change: src/b.ts:16: x'), files), {
      file: 'src/b.ts',
      line: 16,
    })
    assert.deepEqual(placeOf(violation('gone.ts:3: x'), files), { file: 'src/a.ts', line: 1 })
    assert.equal(placeOf(violation('x'), []), null)
  })
})

describe('a job summary', () => {
  it('shows foreign text as text', () => {
    for (const text of [
      ...EVIL,
      '<img src=x>',
      '[a](https://evil.example)',
      '`x` | y',
      '@octocat #1 **b**',
      '&lt;',
    ]) {
      const summary = jobSummary(run(report(text, text)))
      assert.doesNotMatch(summary, /<(?!br>)|\]\(|[^\\]@|https:\/\//)
      const rows = summary.split('\n').filter(line => line.startsWith('| aaaaaaa '))
      assert.equal(rows.length, 1)
      assert.equal(rows[0]!.replace(/\\\|/g, '').split('|').length, 6)
    }
    assert.equal(escaped('plain words'), 'plain words')
  })

  it('is never too large for GitHub, which would drop it', () => {
    const many = { ...run(report('x', 'y')), notes: Array.from({ length: 5000 }, () => 'n'.repeat(900)) }
    assert.ok(jobSummary(many).length < 61_000)
    assert.match(jobSummary(many), /The rest stands in the log/)
  })
})
