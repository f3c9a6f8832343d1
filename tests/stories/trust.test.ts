import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { run } from './runStory.ts'

describe('git improver trust', () => {
  it('says what became of the proposals, and what was refused is proposed no more, nor what is much the same', () => {
    const repo = makeProject({
      '.improver/policy.yaml': `${POLICY}run: { group_by: finding }\n`,
    })
    assert.equal(improver(repo, 'trust').stdout.split('\n')[0], 'no improvement was proposed here yet')
    const all = run(repo, '--only', 'docs', '--dry-run').findings as { path: string; rewrite: string }[]
    assert.ok(all.filter(({ path }) => path === 'src/clamp.js').length > 1)
    const [first] = run(repo, '--only', 'docs', '--limit', '1', 'src/clamp.js').improvements
    assert.ok(first)
    assert.match(improver(repo, 'trust').stdout, /^docs +1 +1 +0 +0 +0 +0 +- +-$/m)
    assert.equal(improver(repo, 'reject', first.branch, '--reason', 'no comments here').code, 0)
    const { tracks, graduation } = improverJson<{
      tracks: { improver: string; rejected: number; rate: number; interval: number[] }[]
      graduation: unknown[]
    }>(repo, 'trust')
    assert.deepEqual([tracks[0]!.improver, tracks[0]!.rejected, tracks[0]!.rate], ['docs', 1, 0])
    assert.match(improver(repo, 'trust').stdout, /^docs +1 +0 +0 +0 +1 +0 +0\.0 % +0\.0 % to 79\.3 %$/m)
    assert.deepEqual(graduation, [{ improver: 'performance', asks: 0.95, low: null, starts: false }])
    const left = () => run(repo, '--only', 'docs', '--dry-run').findings.length
    assert.equal(left(), 0, 'the other one of that file is much the same')
    assert.equal(improver(repo, 'withdraw', first.branch).code, 0)
    assert.equal(left(), 1, 'and is no more once nobody says no')
  })

  it('an improver of which the policy asks more than it has shown starts only when it is named', () => {
    const repo = makeProject({ '.improver/policy.yaml': `${POLICY}graduation: { docs: 90% }\n` })
    const { stdout } = improver(repo, 'run', '--dry-run', 'src')
    assert.match(
      stdout,
      /note {5}docs did not start: git improver trust says what it lacks, and --only docs starts it\n0 findings/,
    )
    assert.match(improver(repo, 'run', '--dry-run', '--only', 'docs').stdout, /docs\(clamp\)/)
    assert.match(
      improver(repo, 'trust').stdout,
      /^docs starts only when asked \(run --only docs\): nothing was decided yet, and the policy asks for more than 90\.0 %$/m,
    )
  })
})
