import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { scanText } from '../../src/report/scan.ts'

const FOUND = {
  ref: 'refs/heads/main',
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
  since: null,
  policy: 'recommended@1',
  shallow: false,
  commits: 2790,
  from: '2021-12-14',
  to: '2026-08-22',
  automation: 45,
  ai: 345,
  ai_work: 340,
  unreviewed: 312,
  unreviewed_by_button: 300,
  reverted: 12,
  reverted_after_median: 2.4 * 86_400,
  automatic: { looked_at: 200, automatic: 4 },
  by_agent: { 'Claude Code': 212, 'GitHub Copilot': 140 },
  by_automation: { Renovate: 45 },
  unreadable: 0,
  notes: [],
}

describe('the text of a scan', () => {
  it('shows every share with its sample size, within 80 columns', () => {
    const text = scanText({
      ...FOUND,
      unreadable: 1,
      shallow: true,
      notes: ['this clone is shallow: '.repeat(9)],
    })
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line)
    assert.equal(
      scanText(FOUND),
      `main at abcdef0: 2790 commits, 2021-12-14 to 2026-08-22

  AI-written            345 of 2790 (12.4 %)
    Claude Code         212 of 345 (61.4 %)
    GitHub Copilot      140 of 345 (40.6 %)
  automation            45 of 2790 (1.6 %)
    Renovate            45 of 45 (100.0 %)

of the 340 AI commits (and 5 that only merge)
  unreviewed            312 of 340 (91.8 %)
    by a button         300 of 312 (96.2 %): maybe approved there
  reverted              12 of 340 (3.5 %)
    after               2 days (median of 12)
  automatic by class    4 of the newest 200 (2.0 %)

note  told apart as the gate does it, by recommended@1; what nobody declares is
      not seen, nor are AI-MODIFIED markers in files
note  reviewed is what another person approved in a trailer, here or on its
      merge; approvals given by a forge's button are not in git and not counted
`,
    )
  })

  it('leaves out what there is nothing to say of, and divides by nothing', () => {
    const none = {
      commits: 0,
      from: null,
      to: null,
      automation: 0,
      ai: 0,
      ai_work: 0,
      by_agent: {},
      by_automation: {},
    }
    const text = scanText({ ...FOUND, ...none, since: '1d' })
    assert.match(text, /^main at abcdef0 since 1d: 0 commits\n/)
    assert.doesNotMatch(text, /NaN|unreviewed|reverted/)
  })

  it('shows no control character of a name', () => {
    const text = scanText({
      ...FOUND,
      ref: 'a\u202eb',
      by_agent: { 'he\u001b[31mlper': 1 },
      by_automation: { 'x\ny': 1 },
      policy: 'refs/heads/\u0007:x',
      notes: ['\u001b]0;x'],
    })
    assert.equal(/[\p{Cc}\p{Cf}]/u.test(text.replaceAll('\n', '')), false)
    assert.match(text, /x\?y/)
  })
})
