import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { FORMAT, type Landing, makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

/** Runs git and holds it to two things: that it works, and that none of our hooks has a word to say. */
function quiet(repo: TestRepository, ...args: string[]): string {
  const { code, stdout, stderr } = repo.tryGit(...args)
  assert.equal(code, 0, `git ${args.join(' ')}: ${stdout}${stderr}`)
  assert.doesNotMatch(stdout + stderr, /git-improver/, `git ${args.join(' ')}`)
  return stdout
}

/** Edits, stages and commits, quietly. */
function work(
  repo: TestRepository,
  message: string,
  files: Record<string, string>,
  ...more: string[]
): string {
  for (const [path, text] of Object.entries(files)) repo.write(path, text)
  quiet(repo, 'add', '-A')
  quiet(repo, 'commit', '-m', message, ...more)
  return repo.git('rev-parse', 'HEAD')
}

describe('ordinary human work meets no hook output', { skip: noSigning }, () => {
  let landing: Landing
  let jane: TestRepository
  let rob: TestRepository
  let count = 0
  /** A path that nothing else in this file touches. */
  const fresh = () => `src/human-${count++}.ts`

  before(() => {
    landing = makeLanding('recommended@1')
    jane = landing.jane
    rob = landing.rob
    // One reviewed improvement is on main already: it is history, not a reason to be asked again.
    propose(jane, 'ai/performance/format', { 'src/format.ts': `// AI-MODIFIED\n${FORMAT}` })
    quiet(jane, 'push', 'origin', 'ai/performance/format')
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
    rob.git('push', '-q', '--force', 'origin', 'ai/performance/format')
    rob.git('switch', '-q', 'main')
    rob.git('merge', '-q', '--ff-only', 'ai/performance/format')
    quiet(rob, 'push', 'origin', 'main')
  })

  it('pulling what the server took, by merge and by rebase', () => {
    work(jane, 'Local work', { [fresh()]: 'export const a = 1\n' })
    quiet(jane, 'pull', '--no-rebase', '--no-edit')
    work(jane, 'More local work', { [fresh()]: 'export const b = 1\n' })
    quiet(jane, 'pull', '--rebase')
    quiet(jane, 'push', 'origin', 'main')
    quiet(rob, 'pull', '--ff-only')
  })

  it('commit, amend, fixup, autosquash, reset and stash on main', () => {
    work(jane, 'First try', { [fresh()]: 'export const c = 1\n' })
    quiet(jane, 'commit', '--amend', '-m', 'Better words')
    work(jane, 'Add d', { [fresh()]: 'export const d = 1\n' })
    jane.write('src/packages.ts', 'export const packages = []\n')
    quiet(jane, 'commit', '-a', '--fixup', 'HEAD')
    quiet(jane, '-c', 'sequence.editor=true', 'rebase', '-i', '--autosquash', 'HEAD~3')
    jane.write('src/packages.ts', 'export const packages = [1]\n')
    quiet(jane, 'stash')
    quiet(jane, 'stash', 'pop')
    quiet(jane, 'reset', '--hard', 'origin/main')
  })

  it('deleting branches, here and on the server', () => {
    quiet(jane, 'switch', '-c', 'topic')
    work(jane, 'A topic', { [fresh()]: 'export const e = 1\n' })
    quiet(jane, 'push', 'origin', 'topic')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'branch', '-D', 'topic')
    quiet(jane, 'push', 'origin', '--delete', 'topic')
  })

  it('merging main into a long-lived branch, and that branch into main', () => {
    quiet(jane, 'switch', '-c', 'long-lived', 'main~1')
    work(jane, 'Long work', { [fresh()]: 'export const f = 1\n' })
    quiet(jane, 'merge', '--no-edit', 'main')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'merge', '--no-ff', '--no-edit', 'long-lived')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('making a release branch from main, working on it, and merging it back', () => {
    quiet(jane, 'switch', '-c', 'release/1')
    quiet(jane, 'push', 'origin', 'release/1')
    work(jane, 'A fix', { [fresh()]: 'export const g = 1\n' })
    quiet(jane, 'push', 'origin', 'release/1')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'merge', '--no-ff', '--no-edit', 'release/1')
    quiet(jane, 'push', 'origin', 'main')
  })

  it("cherry-picking a person's fix to a release", () => {
    const fix = work(jane, 'Another fix', { [fresh()]: 'export const h = 1\n' })
    quiet(jane, 'switch', 'release/1')
    quiet(jane, 'cherry-pick', '-x', fix)
    quiet(jane, 'push', 'origin', 'release/1')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('squashing a branch of people', () => {
    quiet(jane, 'switch', '-c', 'to-squash')
    work(jane, 'One', { [fresh()]: 'export const i = 1\n' })
    work(
      jane,
      'Two',
      { [fresh()]: 'export const j = 1\n' },
      '--trailer',
      'Co-authored-by: Sue Poe <sue@example.org>',
    )
    quiet(jane, 'switch', 'main')
    quiet(jane, 'merge', '--squash', 'to-squash')
    quiet(jane, 'commit', '--no-edit')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('pulling from upstream, and vendoring it as a subtree', () => {
    const upstream = makeRepository({ name: 'Upstream <up@example.org>' })
    upstream.commit('Upstream code', { 'lib/index.js': 'module.exports = 1\n' })
    quiet(jane, 'remote', 'add', 'upstream', upstream.dir)
    quiet(jane, 'fetch', 'upstream')
    quiet(jane, 'merge', '--no-edit', '--allow-unrelated-histories', 'upstream/main')
    quiet(jane, 'push', 'origin', 'main')
    quiet(jane, 'read-tree', '--prefix=vendor/up/', '-u', 'upstream/main')
    quiet(jane, 'commit', '-m', 'Vendor upstream')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('taking the work of Renovate and Dependabot', () => {
    for (const author of [
      'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>',
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    ])
      work(
        jane,
        'chore(deps): update left-pad',
        { 'package.json': `{"dependencies":{"left-pad":"1.${count++}.0"}}\n` },
        `--author=${author}`,
      )
    quiet(jane, 'push', 'origin', 'main')
  })

  it("reverting one's own edit of a merged AI file", () => {
    const edit = work(jane, 'Edit it', { 'src/format.ts': `// AI-MODIFIED\n${FORMAT}// mine\n` })
    quiet(jane, 'revert', '--no-edit', edit)
    quiet(jane, 'push', 'origin', 'main')
  })

  it('moving and editing a file that has a marker', () => {
    quiet(jane, 'mv', 'src/format.ts', 'src/formatting.ts')
    quiet(jane, 'commit', '-m', 'Move it')
    work(jane, 'Edit below the marker', { 'src/formatting.ts': `// AI-MODIFIED\n${FORMAT}// below\n` })
    quiet(jane, 'push', 'origin', 'main')
  })

  it("stacking one's own commits on a branch that an agent started", () => {
    propose(jane, 'ai/performance/stacked', { [fresh()]: 'export const k = 1\n' })
    quiet(jane, 'switch', 'ai/performance/stacked')
    work(jane, 'Mine, on top', { [fresh()]: 'export const l = 1\n' })
    quiet(jane, 'push', 'origin', 'ai/performance/stacked')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'cherry-pick', 'ai/performance/stacked')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('empty files, licences, tags', () => {
    work(jane, 'Empty and licence', { 'src/.gitkeep': '', LICENSE: 'MIT License\n'.repeat(30) })
    quiet(jane, 'tag', '-a', 'v1.0.0', '-m', 'One')
    quiet(jane, 'push', 'origin', 'main', 'v1.0.0')
  })

  it('resolving a conflict by hand', () => {
    const path = fresh()
    work(jane, 'Common', { [path]: 'one\n' })
    quiet(jane, 'switch', '-c', 'other-side')
    work(jane, 'Theirs', { [path]: 'two\n' })
    quiet(jane, 'switch', 'main')
    work(jane, 'Ours', { [path]: 'three\n' })
    assert.equal(jane.tryGit('merge', 'other-side').code, 1)
    work(jane, 'Merge by hand', { [path]: 'two and three\n' })
    quiet(jane, 'push', 'origin', 'main')
  })

  it('a second worktree', () => {
    const place = join(tempDir(), 'second')
    quiet(jane, 'worktree', 'add', '-b', 'in-second', place)
    const second = repositoryAt(place, jane.env)
    work(second, 'From the second', { [fresh()]: 'export const m = 1\n' })
    quiet(second, 'push', 'origin', 'in-second')
    quiet(jane, 'merge', '--ff-only', 'in-second')
    quiet(jane, 'push', 'origin', 'main')
  })

  it('a person named Claude', () => {
    work(
      jane,
      'By Claude',
      { [fresh()]: 'export const n = 1\n' },
      '--author=Claude Monet <claude@monet.example.org>',
    )
    work(
      jane,
      'With Claude',
      { [fresh()]: 'export const o = 1\n' },
      '--trailer',
      'Co-authored-by: Claude Monet <claude@monet.example.org>',
    )
    quiet(jane, 'push', 'origin', 'main')
  })

  it('talking about reviews and agents in a message', () => {
    work(
      jane,
      'Explain the gate\n\nIt wants a Reviewed-by: line, and Co-authored-by: Claude would be a tag\nif it began the line.',
      {
        [fresh()]: 'export const p = 1\n',
      },
    )
    quiet(jane, 'push', 'origin', 'main')
  })

  it('a partial commit, an interactive one, and one from a subfolder', () => {
    const [a, b] = [fresh(), fresh()]
    jane.write(a, 'a\n')
    jane.write(b, 'b\n')
    quiet(jane, 'add', '-A')
    quiet(jane, 'commit', '-m', 'Only one', '--', a)
    const sub = repositoryAt(join(jane.dir, 'src'), jane.env)
    quiet(sub, 'commit', '-m', 'The other')
    quiet(sub, 'push', 'origin', 'main')
  })

  it('a first push to an empty server', () => {
    const server = makeRepository({ bare: true })
    quiet(jane, 'push', server.dir, 'main')
  })

  it('branches and paths with odd names', () => {
    quiet(jane, 'switch', '-c', 'ünï-cödé/wéird+name@2')
    mkdirSync(join(jane.dir, 'odd "dir"'), { recursive: true })
    work(jane, 'Odd', { 'odd "dir"/naïve\tfile.ts': 'export {}\n' })
    quiet(jane, 'push', 'origin', 'HEAD')
    quiet(jane, 'switch', 'main')
    quiet(jane, 'merge', '--no-ff', '--no-edit', 'ünï-cödé/wéird+name@2')
    quiet(jane, 'push', 'origin', 'main')
  })

  after(() => {
    // All of it is on the server: nothing was waved through on the way and refused at the end.
    landing.server.git('fsck', '--no-dangling')
    assert.equal(landing.server.git('rev-parse', 'main'), jane.git('rev-parse', 'main'))
  })
})
