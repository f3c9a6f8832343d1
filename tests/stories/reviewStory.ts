import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { FORMAT, makeLanding, propose, SEARCH } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const FASTER = SEARCH.replace(
  'return packages.find(entry => entry.name === name)',
  'return byName.get(name)',
).replace('/** A', 'const byName = new Map(packages.map(entry => [entry.name, entry]))\n\n/** A')

/** The life of an improvement between a bare server and clones, as it is under a preset. */
export function reviewStory(preset: string): void {
  describe(`an improvement under ${preset}`, { skip: noSigning }, () => {
    it('is refused without review by every entrance, accepted with one, and reverted by hand', () => {
      const { jane, rob, sue, server } = makeLanding(preset)

      // A second improvement, reviewed now, lands much later from its old base.
      propose(
        jane,
        'ai/performance/format',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the code that the file will hold
        { 'src/format.ts': FORMAT.replace("name + ' ' + version", '`${name} ${version}`') },
        { message: 'perf(format): one template' },
      )
      propose(jane, 'ai/performance/search', { 'src/search.ts': FASTER })
      jane.git('push', '-q', 'origin', 'ai/performance/search', 'ai/performance/format')
      rob.git('fetch', '-q')
      rob.git('switch', '-q', 'ai/performance/format')
      rob.git(
        'commit',
        '-q',
        '--amend',
        '--no-edit',
        '-S',
        '--trailer',
        'Reviewed-by: Rob Roe <rob@example.org>',
      )
      assert.match(
        rob.git('log', '-1', '--format=%B'),
        /Reviewed-Change: refs\/heads\/main sha256:[0-9a-f]{64}$/,
      )
      rob.git('push', '-q', '--force-with-lease', 'origin', 'ai/performance/format')
      rob.git('switch', '-q', 'main')

      // Sue merges without anybody's review.
      sue.git('fetch', '-q')
      sue.git('merge', '-q', '--ff-only', 'origin/ai/performance/search')
      const early = sue.tryGit('push', 'origin', 'main')
      assert.equal(early.code, 1)
      assert.match(early.stderr, /git-improver refused refs\/heads\/main/)
      assert.match(early.stderr, /review-required/)
      assert.match(early.stderr, /git improver approve/)
      const late = sue.tryGit('push', '--no-verify', 'origin', 'main')
      assert.equal(late.code, 1)
      assert.match(late.stderr, /remote: git-improver refused refs\/heads\/main/)
      const asked = improver(sue, 'verify', 'origin/main..main', '--json')
      assert.equal(asked.code, 1)
      const answer = JSON.parse(asked.stdout)
      assert.equal(answer.allowed, false)
      assert.deepEqual(
        answer.violations.map((one: { rule: string }) => one.rule),
        ['review-required'],
      )
      assert.equal(answer.commits[0].class, 'algorithm_change')
      sue.git('reset', '-q', '--hard', 'origin/main')

      // Rob signs off with plain git, and everybody accepts it.
      rob.git('switch', '-q', 'ai/performance/search')
      rob.git(
        'commit',
        '-q',
        '--amend',
        '--no-edit',
        '-S',
        '--trailer',
        'Reviewed-by: Rob Roe <rob@example.org>',
      )
      rob.git('push', '-q', '--force-with-lease', 'origin', 'ai/performance/search')
      sue.git('fetch', '-q')
      sue.git('merge', '-q', '--ff-only', 'origin/ai/performance/search')
      assert.equal(improver(sue, 'verify', 'origin/main..main').code, 0)
      sue.git('push', '-q', 'origin', 'main')

      // The other one was reviewed on a base that main has left: the change is the same, so the review holds.
      sue.git('merge', '-q', '--no-edit', 'origin/ai/performance/format')
      assert.equal(sue.git('rev-list', '--count', '--merges', 'origin/main..main'), '1')
      assert.equal(improver(sue, 'verify', 'origin/main..main').code, 0)
      sue.git('push', '-q', 'origin', 'main')

      // Plain git revert by a person needs nothing.
      rob.git('switch', '-q', 'main')
      rob.git('pull', '-q', '--ff-only')
      const landed = rob.git('log', '--format=%H', '--grep=^perf(search)')
      const silent = rob.tryGit('revert', '--no-edit', landed)
      assert.equal(silent.code, 0, silent.stderr)
      const pushed = rob.tryGit('push', 'origin', 'main')
      assert.equal(pushed.code, 0, pushed.stderr)
      assert.doesNotMatch(pushed.stderr, /git-improver/)
      assert.equal(rob.git('show', 'origin/main:src/search.ts'), SEARCH.trim())
      assert.equal(server.git('rev-parse', 'main'), rob.git('rev-parse', 'main'))
    })

    it('refuses a rebase that slips in a line', () => {
      const { jane, rob, sue } = makeLanding(preset)
      propose(jane, 'ai/performance/search', { 'src/search.ts': FASTER })
      jane.git('push', '-q', 'origin', 'ai/performance/search')
      rob.git('fetch', '-q')
      rob.git('switch', '-q', 'ai/performance/search')
      rob.git(
        'commit',
        '-q',
        '--amend',
        '--no-edit',
        '-S',
        '--trailer',
        'Reviewed-by: Rob Roe <rob@example.org>',
      )
      rob.git('push', '-q', '--force-with-lease', 'origin', 'ai/performance/search')

      jane.commit('Describe the project', { 'README.md': '# Packages\n\nA list.\n' })
      jane.git('push', '-q', 'origin', 'main')
      sue.git('fetch', '-q')
      sue.git('switch', '-q', '-c', 'work', 'origin/ai/performance/search')
      sue.git('rebase', '-q', 'origin/main')
      sue.write('src/search.ts', FASTER.replace('return byName', 'console.log(name)\n  return byName'))
      sue.git('commit', '-q', '-a', '--amend', '--no-edit')
      const refused = sue.tryGit('push', '--no-verify', 'origin', 'work:main')
      assert.equal(refused.code, 1)
      assert.match(refused.stderr, /stale: the change is not the one that was reviewed/)
      assert.equal(sue.tryGit('push', 'origin', 'work:main').code, 1)
      assert.equal(improver(sue, 'verify', 'origin/main..work').code, 1)

      // The honest twin: the reviewed commit itself, merged.
      sue.git('switch', '-q', 'main')
      sue.git('merge', '-q', '--ff-only', 'origin/main')
      sue.git('merge', '-q', '--no-edit', 'origin/ai/performance/search')
      const pushed = sue.tryGit('push', 'origin', 'main')
      assert.equal(pushed.code, 0, pushed.stderr)
    })
  })
}
