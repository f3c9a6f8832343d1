import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { run } from './runStory.ts'

describe('git improver trust', () => {
  it('says what became of the proposals, and what was refused is proposed no more, nor what is much the same', () => {
    const repo = makeProject({
      '.improver/policy.yaml': `${POLICY}run: { group_by: finding }\n`,
      'src/limits.js': `export const limits = { low: 0, high: 10 }

export function last(list) {
  if (!Array.isArray(list)) throw new TypeError('list must be an array')
  if (list.length === 0) return undefined
  return list[list.length - 1]
}
`,
    })
    assert.equal(improver(repo, 'trust').stdout.split('\n')[0], 'no improvement was proposed here yet')
    const left = () =>
      (run(repo, '--only', 'docs', '--dry-run').findings as { symbol: string }[]).map(({ symbol }) => symbol)
    assert.deepEqual(left().sort(), ['clamp', 'first', 'last'])
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
    assert.deepEqual(left(), ['clamp'], 'last would get the same words as first, and clamp others')
    assert.equal(improver(repo, 'withdraw', first.branch).code, 0)
    assert.deepEqual(left().sort(), ['clamp', 'last'], 'and may be asked again once nobody says no')
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
