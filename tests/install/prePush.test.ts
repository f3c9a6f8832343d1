import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { installed, shells } from './installation.ts'

const AI = 'perf: faster\n\nImprovement-Id: I5f0c1e'

/** A clone with hooks and a bare remote; the remote has main. */
async function pushing(shell?: string, remoteDir?: string) {
  const made = await installed(shell ? { shell } : {})
  const remote = makeRepository({ bare: true, ...(remoteDir ? { dir: remoteDir } : {}) })
  made.repo.git('remote', 'add', 'origin', remote.dir)
  made.repo.git('push', '-q', 'origin', 'main')
  assert.equal(made.from.starts(), 0, 'a first push of what people wrote')
  // Commits are made on topic branches, where commit-msg has nothing to say, or without hooks.
  const ai = () => made.repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', AI)
  return { ...made, remote, ai }
}

const { found, missing } = shells()
for (const name of missing) it(`pre-push under ${name}`, { skip: `${name} is not on this machine` })

for (const { name, line } of found) {
  describe(`pre-push under ${name}`, () => {
    it('is silent about pushes of people, topic branches, notes, tags and deletions', async () => {
      const { repo, from, ai } = await pushing(line)
      const quiet = (what: string, ...args: string[]) => {
        const { code, stdout, stderr } = repo.tryGit('push', '-q', ...args)
        assert.deepEqual([what, code, stderr], [what, 0, ''], stdout)
        assert.equal(from.starts(), 0, what)
      }
      repo.commit('by a person', { 'a.txt': 'two\n' })
      quiet('main', 'origin', 'main')
      quiet('nothing new', 'origin', 'main')
      repo.git('switch', '-q', '-c', 'ai/docs/x')
      ai()
      quiet('an agent on its own branch', 'origin', 'HEAD')
      repo.git('tag', 'v1')
      quiet('a tag', 'origin', 'v1')
      repo.git('notes', '--ref=improver/ledger', 'add', '-m', '{}')
      quiet('notes', 'origin', 'refs/notes/improver/ledger')
      quiet('deletion', 'origin', ':ai/docs/x')
      quiet('deletion of main', '-f', 'origin', ':main')
    })

    it('asks Node, with the very stdin, when an agent speaks in what goes to a protected branch', async () => {
      const { repo, from, ai, remote } = await pushing(line)
      const old = repo.git('rev-parse', 'HEAD')
      repo.git('switch', '-q', '-c', 'ai/docs/x')
      ai()
      const head = repo.git('rev-parse', 'HEAD')
      repo.git('push', '-q', 'origin', 'HEAD:topic', 'HEAD^{/perf: faster}:refs/heads/main')
      const [call] = from.calls()
      assert.deepEqual(call?.argv, ['pre-push', 'origin', remote.dir])
      const zero = '0'.repeat(40)
      assert.deepEqual(call?.stdin.trimEnd().split('\n').sort(), [
        `HEAD ${head} refs/heads/topic ${zero}`,
        `HEAD^{/perf: faster} ${head} refs/heads/main ${old}`,
      ])
      from.reset()
      repo.git('push', '-q', 'origin', 'HEAD:main')
      assert.equal(from.starts(), 0, 'what the remote has is not judged again')
      repo.commit('x', { 'b.txt': 'one\n' })
      repo.commit('x', { 'a.txt': 'y\n', 'b.txt': '// AI-MODIFIED\n' })
      repo.commit('x', { 'c.txt': 'y\n' })
      repo.git('push', '-q', 'origin', 'HEAD:main')
      assert.equal(from.calls().length, 1, 'a marker in the middle')
    })

    it('refuses when Node does', async () => {
      const { repo, from, ai, remote } = await pushing(line)
      const before = remote.git('rev-parse', 'main')
      ai()
      from.answer(1)
      assert.equal(repo.tryGit('push', 'origin', 'main').code, 1)
      assert.equal(remote.git('rev-parse', 'main'), before)
      repo.git('reset', '-q', '--hard', 'HEAD~1')
      repo.commit('by a person')
      repo.git('push', '-q', 'origin', 'main')
      assert.notEqual(remote.git('rev-parse', 'main'), before)
    })

    it('leaves stdin to the lines below it in the same file', async () => {
      const { repo } = await pushing(line)
      const hook = join(repo.dir, '.git', 'hooks', 'pre-push')
      const out = join(repo.dir, '.git', 'seen')
      writeFileSync(hook, `${readFileSync(hook, 'utf8')}\ncat > '${out}'\n`)
      repo.commit('by a person')
      repo.git('push', '-q', 'origin', 'main', 'main:topic')
      assert.match(
        readFileSync(out, 'utf8'),
        /^(refs\/heads\/main [0-9a-f]+ refs\/heads\/(main|topic) [0-9a-f]+\n){2}$/,
      )
      repo.git('push', '-q', 'origin', 'main')
      assert.equal(readFileSync(out, 'utf8'), '')
    })
  })
}

describe('pre-push', () => {
  it('takes remotes without a name, odd paths and odd refs', async () => {
    const { repo, from, ai, remote } = await pushing(undefined, join(tempDir(), "it's a remote [x]*"))
    const cache = join(repo.dir, '.git', 'improver', 'protected')
    writeFileSync(cache, "refs/heads/main\nrefs/heads/release/*\nrefs/heads/it's-$HOME`x`\n")
    repo.git('switch', '-q', '-c', 'topic')
    ai()
    for (const branch of ['main', 'release/1.0', "it's-$HOME`x`"]) {
      from.reset()
      repo.git('push', '-q', remote.dir, `HEAD:refs/heads/${branch}`)
      assert.equal(from.calls().length, 1, branch)
      assert.deepEqual(from.calls()[0]?.argv, ['pre-push', remote.dir, remote.dir])
    }
    from.reset()
    repo.git('push', '-q', remote.dir, 'HEAD:refs/heads/releases')
    assert.equal(from.starts(), 0)
  })

  it("judges again what only a remote's other branch has, not what its protected one has", async () => {
    const { repo, from, ai } = await pushing()
    repo.git('switch', '-q', '-c', 'x/main')
    ai()
    repo.git('push', '-q', 'origin', 'x/main')
    assert.equal(from.starts(), 0)
    repo.git('push', '-q', 'origin', 'x/main:main')
    assert.equal(from.calls().length, 1)
    from.reset()
    const upstream = makeRepository({ bare: true })
    repo.git('remote', 'add', 'up', upstream.dir)
    repo.git('push', '-q', 'up', 'x/main:main')
    assert.equal(from.starts(), 0, 'pulled from one remote, pushed to another')
  })

  it('says so when a first push is longer than it looks', async () => {
    const { repo, from } = await installed()
    const remote = makeRepository({ bare: true })
    const stream = Array.from(
      { length: 1_005 },
      (_, n) => `commit refs/heads/long\ncommitter J <j@x> ${1_600_000_000 + n} +0000\ndata 1\n.\n`,
    )
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.dir, env: repo.env, input: stream.join('') })
    const errors = join(tempDir(), 'errors')
    const push = `git push -q '${remote.dir}' long:main 2> '${errors}'`
    execFileSync('/bin/sh', ['-c', push], { cwd: repo.dir, env: repo.env })
    assert.equal(from.starts(), 0)
    assert.match(readFileSync(errors, 'utf8'), /^git-improver: looked at the newest 1,000 .*\n$/)
  })

  it('works from linked worktrees and with objects that it does not have', async () => {
    const { repo, from, remote, ai } = await pushing()
    const linked = join(tempDir(), 'linked')
    repo.git('worktree', 'add', '-q', linked, '-b', 'w')
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', AI], { cwd: linked, env: repo.env })
    execFileSync('git', ['push', '-q', 'origin', 'w:main'], { cwd: linked, env: repo.env })
    assert.equal(from.calls().length, 1)
    from.reset()
    const other = makeRepository({ from: remote.dir })
    other.git('commit', '-q', '--allow-empty', '-m', 'someone else')
    other.git('push', '-q', 'origin', 'main')
    repo.git('switch', '-q', 'main')
    ai()
    repo.git('push', '-q', '-f', 'origin', 'main')
    assert.equal(from.calls().length, 1)
  })

  it('works with SHA-256', async () => {
    const { fakePackage } = await import('./fakePackage.ts')
    const { init } = await import('./installation.ts')
    const repo = makeRepository({ sha256: true })
    const remote = makeRepository({ bare: true, sha256: true })
    const from = fakePackage()
    repo.commit('first')
    await init(repo, from)
    repo.git('push', '-q', remote.dir, 'main')
    repo.commit('x', { 'a.txt': '# AI-MODIFIED\n' })
    from.reset()
    repo.git('push', '-q', remote.dir, 'main')
    assert.equal(from.calls().length, 1)
  })

  it('runs the hook that was there before, with its arguments and stdin, and honours its refusal', async () => {
    const { init } = await import('./installation.ts')
    const { fakePackage } = await import('./fakePackage.ts')
    const repo = makeRepository()
    const remote = makeRepository({ bare: true })
    repo.commit('first')
    const hook = join(repo.dir, '.git', 'hooks', 'pre-push')
    const seen = join(repo.dir, '.git', 'seen')
    // Another language than sh, and a name that git gives by path.
    writeFileSync(
      hook,
      `#!${process.execPath}\nconst fs = require('fs')\nfs.appendFileSync('${seen}', process.argv.slice(2).join('|') + '\\n' + fs.readFileSync(0, 'utf8'))\nprocess.exit(fs.existsSync('${seen}.no') ? 7 : 0)\n`,
    )
    chmodSync(hook, 0o750)
    const from = fakePackage()
    await init(repo, from)
    repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', AI)
    from.reset()
    repo.git('push', '-q', remote.dir, 'main')
    const oid = repo.git('rev-parse', 'HEAD')
    const line = `refs/heads/main ${oid} refs/heads/main ${'0'.repeat(40)}\n`
    assert.equal(readFileSync(seen, 'utf8'), `${remote.dir}|${remote.dir}\n${line}`)
    assert.equal(from.calls()[0]?.stdin, line)
    rmSync(seen)
    repo.git('push', '-q', remote.dir, 'main')
    assert.equal(readFileSync(seen, 'utf8'), `${remote.dir}|${remote.dir}\n`)
    from.reset()
    writeFileSync(`${seen}.no`, '')
    repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', AI)
    assert.equal(repo.tryGit('push', '-q', remote.dir, 'main').code, 1)
    assert.equal(from.starts(), 0, 'the earlier hook refused, so nothing is left to judge')
  })
})
