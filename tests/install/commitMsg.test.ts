import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { repositoryAt, tempDir } from '../helpers/gitRepository.ts'
import { AI, installed, runGit } from './installation.ts'

describe('commit-msg', () => {
  it('lets go with one line when the package, the judge or Node is gone', async () => {
    const { repo, from } = await installed()
    const said = () => {
      const { status, stderr } = runGit(repo, ['commit', '-q', '--allow-empty', '-m', AI])
      assert.equal(status, 0, stderr)
      assert.equal(stderr.split('\n').length, 2, stderr)
      return stderr
    }
    rmSync(join(from.home, 'dist'), { recursive: true })
    assert.match(said(), /dist\/hook\.js is missing; install git-improver again/)
    mkdirSync(join(from.home, 'dist'))
    writeFileSync(join(from.home, 'dist', 'hook.js'), '')
    rmSync(from.node)
    const gitOnly = tempDir()
    for (const tool of ['git', 'sh', 'grep'])
      execFileSync('ln', [
        '-s',
        execFileSync('which', [tool], { encoding: 'utf8' }).trim(),
        join(gitOnly, tool),
      ])
    repo.env.PATH = gitOnly
    assert.match(said(), /there is no node on PATH, and none at .*; install Node\.js 20\.19 or newer/)
    renameSync(from.home, `${from.home}.away`)
    assert.match(said(), /is missing; run: npx git-improver init/)
  })

  it('finds Node on PATH when the recorded one is gone', async () => {
    const { repo, from } = await installed()
    const elsewhere = tempDir()
    renameSync(from.node, join(elsewhere, 'node'))
    repo.env.PATH = `${elsewhere}:${repo.env.PATH}`
    repo.git('commit', '-q', '--allow-empty', '-m', AI)
    assert.equal(from.calls().length, 1)
  })

  it('gives Node the message file, git its index, and takes away what could load code or time', async () => {
    const { repo, from } = await installed()
    repo.env.NODE_OPTIONS = '--no-warnings'
    repo.env.NODE_EXTRA_CA_CERTS = '/nowhere.pem'
    repo.git('commit', '-q', '--allow-empty', '-m', AI)
    const [call] = from.calls()
    assert.deepEqual(call?.argv, ['commit-msg', '.git/COMMIT_EDITMSG'])
    assert.equal(call?.cwd, repo.dir)
    assert.equal(call?.env.GIT_INDEX_FILE, '.git/index')
    assert.deepEqual([call?.env.NODE_OPTIONS, call?.env.NODE_EXTRA_CA_CERTS], [undefined, undefined])
  })

  it('ignores what stands below the scissors of commit --verbose', async () => {
    const { repo, from } = await installed()
    repo.write('notes.md', 'Generated with Claude Code\nImprovement-Id: I1\nReviewed-by: x\n')
    repo.git('add', '.')
    repo.env.GIT_EDITOR = 'sh -c \'{ echo Add notes; cat "$1"; } > "$1.new" && mv "$1.new" "$1"\' -'
    repo.git('commit', '-q', '--verbose')
    assert.equal(repo.git('log', '-1', '--format=%B'), 'Add notes')
    assert.equal(from.starts(), 0)
  })

  it('works in linked worktrees, subfolders, with -C and with GIT_DIR', async () => {
    const { repo, from } = await installed()
    const linked = join(tempDir(), 'linked tree')
    repo.git('switch', '-q', '-c', 'topic')
    repo.git('worktree', 'add', '-q', linked, 'main')
    mkdirSync(join(repo.dir, 'sub'))
    const commit = (args: string[], cwd: string, env = {}) => {
      from.reset()
      execFileSync('git', [...args, 'commit', '-q', '--allow-empty', '-m', AI], {
        cwd,
        env: { ...repo.env, ...env },
      })
      return from.calls().length
    }
    assert.equal(commit([], linked), 1)
    assert.equal(commit([], repo.dir), 0)
    repo.git('worktree', 'remove', linked)
    repo.git('switch', '-q', 'main')
    assert.equal(commit([], join(repo.dir, 'sub')), 1)
    assert.equal(commit(['-C', repo.dir], '/'), 1)
    assert.equal(commit([], '/', { GIT_DIR: join(repo.dir, '.git'), GIT_WORK_TREE: repo.dir }), 1)
    assert.equal(commit([], join(repo.dir, 'sub'), { GIT_DIR: '../.git', GIT_WORK_TREE: '..' }), 1)
  })

  it('works in a submodule, whose .git is a file', async () => {
    const { repo: inner } = await installed()
    const { repo: outer, from } = await installed()
    outer.git('submodule', 'add', '-q', inner.dir, 'inner')
    const sub = repositoryAt(join(outer.dir, 'inner'), outer.env)
    const { init } = await import('./installation.ts')
    await init(sub, from)
    sub.commit('by a person')
    assert.equal(from.starts(), 0)
    sub.commit(AI)
    assert.equal(from.calls().length, 1)
  })

  for (const odd of ["it's", 'a b', '"q" $HOME `x`', 'ümlaut ✓', '-dash', '[a]*?']) {
    it(`works in a repository at ${JSON.stringify(odd)}`, async () => {
      const { repo, from } = await installed({ dir: join(tempDir(), odd) })
      repo.commit('by a person', { 'b.txt': 'b\n' })
      assert.equal(from.starts(), 0)
      repo.commit(AI)
      assert.equal(from.calls().length, 1)
    })
  }

  it('works in a repository whose path has a newline', async () => {
    const { repo, from } = await installed({ dir: join(tempDir(), 'new\nline') })
    repo.commit('by a person', { 'b.txt': 'b\n' })
    assert.equal(from.starts(), 0)
    repo.commit(AI)
    assert.equal(from.calls().length, 1)
  })

  it('finds a marker in the last of many changed files', async () => {
    const { repo, from } = await installed()
    repo.commit('by a person', { 'a.txt': 'x\n', 'b.txt': 'x\n', 'c.txt': 'x\n' })
    assert.equal(from.starts(), 0)
    repo.commit('x', { 'a.txt': 'y\n', 'b.txt': 'y\n', 'c.txt': '# AI-MODIFIED\n' })
    assert.equal(from.calls().length, 1)
  })

  it('knows the branch in a repository whose HEAD says nothing or is a link', async () => {
    const { repo, from } = await installed()
    const head = join(repo.dir, '.git', 'HEAD')
    rmSync(head)
    execFileSync('ln', ['-s', 'refs/heads/main', head])
    repo.commit(AI)
    assert.equal(from.calls().length, 1)
  })

  it('judges the first commit of all, too', async () => {
    const { repo, from } = await installed()
    repo.git('checkout', '-q', '--orphan', 'fresh')
    const cache = join(repo.dir, '.git', 'improver', 'protected')
    writeFileSync(cache, 'refs/heads/fresh\n')
    repo.commit('by a person')
    assert.equal(from.starts(), 0)
    repo.git('checkout', '-q', '--orphan', 'fresher')
    writeFileSync(cache, 'refs/heads/fresher')
    repo.commit('by a person', { 'm.txt': '# AI-MODIFIED\n' })
    assert.equal(from.calls().length, 1)
  })

  it('treats every branch but our own as protected where no init wrote a list', async () => {
    const { repo, from } = await installed()
    rmSync(join(repo.dir, '.git', 'improver', 'protected'))
    repo.git('switch', '-q', '-c', 'develop')
    repo.commit('by a person')
    assert.equal(from.starts(), 0)
    repo.commit(AI)
    assert.equal(from.calls().length, 1)
    from.reset()
    repo.git('switch', '-q', '-c', 'ai/docs/x')
    repo.commit(AI)
    assert.equal(from.starts(), 0)
  })

  it('knows the agents that only the policy names', async () => {
    const { repo, from } = await installed()
    const { writeAgentPatterns } = await import('../../src/install/protectedCache.ts')
    const common = join(repo.dir, '.git')
    writeAgentPatterns(common, ['ci+robot@example.org', 'bad\nline'])
    repo.commit('by a person')
    assert.equal(from.starts(), 0)
    repo.commit('x', {}, { author: 'Robot <CI+robot@example.org>' })
    assert.equal(from.calls().length, 1)
    writeAgentPatterns(common, [])
    assert.ok(!existsSync(join(common, 'improver', 'agents')))
  })

  it('writes nothing: work tree, index and git directory stay as they were', async () => {
    const { repo } = await installed()
    const hook = join(repo.dir, '.git', 'hooks', 'commit-msg')
    writeFileSync(join(repo.dir, '.git', 'COMMIT_EDITMSG'), 'by a person\n')
    const listing = () =>
      execFileSync('find', ['.', '-printf', '%p %m %T@ %s\\n'], { cwd: repo.dir, encoding: 'utf8' })
    const before = listing()
    execFileSync(hook, ['.git/COMMIT_EDITMSG'], { cwd: repo.dir, env: repo.env })
    assert.equal(listing(), before)
    assert.ok(readFileSync(hook))
  })
})

/** git with its error output even when it succeeds. */
