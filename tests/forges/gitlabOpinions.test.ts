import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gitlabAccount, gitlabOpinions } from '../../src/forges/gitlabOpinions.ts'

const HEAD = 'a'.repeat(40)
const at = (hour: number) => `2026-01-02T0${hour}:00:00.000Z`

/** The problem with Rob's approval of two o'clock, after a push at one and GitLab's own note at an hour. */
function problemAfter(body: string, hour: number, system = true): string | null | undefined {
  const said = {
    approvedBy: [{ user: { id: 7, username: 'rob' }, approved_at: at(2) }],
    reviewers: [],
    versions: [{ id: 1, head_commit_sha: HEAD, created_at: at(1) }],
    notes: [{ system, body, created_at: at(hour), author: { id: 9 } }],
  }
  return gitlabOpinions(said, HEAD)[0]?.problem
}

describe('approvals on GitLab', () => {
  // Both sentences as GitLab's SystemNotes::MergeRequestsService#change_branch writes them.
  for (const [how, note] of [
    ['somebody', 'changed target branch from `dev` to `main`'],
    [
      'GitLab, when the old target was deleted,',
      'deleted the `dev` branch. This merge request now targets the `main` branch',
    ],
  ] as const)
    it(`are of no target that ${how} gave the merge request later`, () => {
      assert.match(problemAfter(note, 3) ?? '', /got another target/)
      assert.equal(problemAfter(note, 1), null)
      assert.equal(problemAfter(note, 3, false), null)
    })

  it('are not spoiled by what is no change of the target', () => {
    for (const note of ['deleted the `dev` branch', 'changed title from **a** to **b**'])
      assert.equal(problemAfter(note, 3), null)
  })

  it('are no machine’s, and a person may have a name that begins like one', () => {
    for (const username of [
      'ghost',
      'Ghost1',
      'support-bot',
      'alert-bot2',
      'project_1_bot_a',
      'GitLab-Security-Bot',
    ])
      assert.equal(gitlabAccount({ id: 1, username }).machine, true, username)
    for (const username of ['ghostwriter', 'support-botha', 'rob'])
      assert.equal(gitlabAccount({ id: 1, username }).machine, false, username)
  })
})
