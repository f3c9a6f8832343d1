import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'

type Replayed = {
  landings: number
  commits: number
  ai: number
  spoken: { title: string; outcome: string; violations: unknown[] }[]
}

const AI = 'Co-authored-by: Claude <noreply@anthropic.com>'

function history() {
  const repo = makeRepository()
  repo.commit('Start', { 'a.ts': 'export const a = 1\n' })
  repo.commit('Mine', { 'a.ts': 'export const a = 2\n' })
  repo.commit(`Not mine\n\n${AI}`, { 'b.ts': 'export const b = 1\n' })
  repo.git('switch', '-q', '-c', 'topic')
  repo.commit('Mine again', { 'c.ts': 'export const c = 1\n' })
  repo.commit(`Two of theirs\n\n${AI}`, { 'd.ts': 'export const d = 1\n' })
  repo.git('switch', '-q', 'main')
  repo.commit('Meanwhile', { 'a.ts': 'export const a = 3\n' })
  repo.git('merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic')
  return repo
}

// The test's clock stands at the end of 2023.
const SINCE = ['--since', '2023-01-01']

describe('a replay of a policy', () => {
  it('tells, before there is one, what recommended would have refused, landing by landing', () => {
    const repo = history()
    const replayed = improverJson<Replayed>(repo, 'policy', 'replay', ...SINCE, '--ref', 'main')
    assert.equal(replayed.landings, 5)
    assert.equal(replayed.commits, 7)
    assert.equal(replayed.ai, 2)
    assert.deepEqual(
      replayed.spoken.map(one => [one.title, one.outcome]),
      [
        ['Merge topic', 'refused'],
        ['Not mine', 'refused'],
      ],
    )
    const { stdout } = improver(repo, 'policy', 'replay', ...SINCE, '--ref', 'main')
    assert.match(stdout, /would have refused 2 of 5 landings and warned about 0/)
    assert.match(stdout, /by recommended@1, since there is no policy here yet/)
  })

  it('tries the file of the work tree, and writes nothing', () => {
    const repo = history()
    repo.write('.improver/policy.yaml', 'version: 1\nextends: observe@1\nbranches: { protected: [main] }\n')
    const before = repo.git('for-each-ref')
    const { code, stdout } = improver(repo, 'policy', 'replay', ...SINCE)
    assert.equal(code, 0)
    assert.match(stdout, /would have refused 0 of 5 landings and warned about 2/)
    assert.equal(repo.git('for-each-ref'), before)
    assert.equal(repo.git('status', '--short'), '?? .improver/')
  })

  it('has nothing to say of a time without landings, and takes no time that git would guess at', () => {
    const repo = history()
    assert.match(
      improver(repo, 'policy', 'replay', '--since', '1d', '--ref', 'main').stdout,
      /0 landings, 0 commits/,
    )
    for (const since of ['lately', '90', '2023-13-45']) {
      const { code, stderr } = improver(repo, 'policy', 'replay', '--since', since, '--ref', 'main')
      assert.equal(code, 2)
      assert.match(stderr, /it takes a number of days/)
    }
    const { code, stderr } = improver(repo, 'policy', 'replay', '--ref', 'nowhere')
    assert.equal(code, 2, stderr)
  })

  it('judges keys by the time of each landing', { skip: noSigning }, () => {
    const repo = makeRepository({ name: 'Rob Roe <rob@example.org>' })
    const key = giveSigningKey(repo)
    const policyUntil = (until: string) =>
      `version: 1\nextends: strict@1\nbranches: { protected: [main] }\npeople: { rob: { emails: [rob@example.org], keys: [{ key: '${key}', until: ${until} }] } }\n`
    repo.commit('Start', { '.improver/policy.yaml': policyUntil('2030-01-01') })
    assert.equal(improver(repo, 'init', '--yes').code, 0)
    repo.git('switch', '-q', '-c', 'topic')
    const author = 'Claude <noreply@anthropic.com>'
    repo.commit(`Theirs\n\n${AI}`, { 'b.ts': 'export const b = 1\n' }, { author })
    const review = ['--trailer', 'Reviewed-by: Rob Roe <rob@example.org>']
    repo.git('commit', '-q', '--amend', '--no-edit', '-S', ...review)
    repo.git('branch', '-q', '-f', 'main', 'topic')
    // The landing is of November 2023, as the test's clock has it; both days are long past.
    for (const [until, refused] of [
      ['2023-12-31', 0],
      ['2023-10-31', 1],
    ] as const) {
      repo.write('.improver/policy.yaml', policyUntil(until))
      const { spoken } = improverJson<Replayed>(repo, 'policy', 'replay', ...SINCE, '--ref', 'main')
      assert.equal(spoken.length, refused, until)
      assert.equal(/counted only until 2023-10-31/.test(JSON.stringify(spoken)), refused === 1)
    }
  })
})
