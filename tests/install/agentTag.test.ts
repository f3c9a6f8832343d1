import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { hookOf, installed, shells } from './installation.ts'

const TAG = 'Assisted-by: Claude Code:unknown'
const { found, missing } = shells()
for (const name of missing) it(`the tag under ${name}`, { skip: `${name} is not on this machine` })

/** A repository whose commands an agent runs. */
async function byAgent(options: Parameters<typeof installed>[0] = {}) {
  const { repo, from } = await installed(options)
  repo.env.CLAUDECODE = '1'
  return { repo, from }
}

const message = (repo: TestRepository, name = 'HEAD') => repo.git('log', '-1', '--format=%B', name)
let count = 0
/** Changes a file and stages it. */
function change(repo: TestRepository, path = 'a.txt'): void {
  count += 1
  repo.write(path, `${count}\n`)
  repo.git('add', '-A')
}

for (const { name, line } of found) {
  describe(`the tag of an agent under ${name}`, () => {
    it('comes to every way of writing a message, and once', async () => {
      const { repo } = await byAgent({ shell: line })
      const commit = (...args: string[]) => {
        change(repo)
        repo.git('commit', '-q', ...args)
        return message(repo)
      }
      assert.equal(commit('-m', 'fix: x'), `fix: x\n\n${TAG}`)
      assert.equal(commit('-m', 'fix: x', '-m', 'Body.'), `fix: x\n\nBody.\n\n${TAG}`)
      writeFileSync(join(repo.dir, '.git', 'msg'), 'from a file without a last newline')
      assert.equal(commit('-F', '.git/msg'), `from a file without a last newline\n\n${TAG}`)
      assert.equal(commit('-m', 'x', '--no-verify'), `x\n\n${TAG}`)
      assert.equal(commit('-s', '-m', 'x'), `x\n\nSigned-off-by: Jane Doe <jane@example.org>\n${TAG}`)
      assert.equal(
        commit('-m', 'x\n\nCloses: #1\nSigned-off-by: Bob <b@c.d>'),
        `x\n\nCloses: #1\nSigned-off-by: Bob <b@c.d>\n${TAG}`,
      )
      assert.equal(commit('-m', 'x\n\n---\nnot a patch'), `x\n\n---\nnot a patch\n\n${TAG}`)
      assert.equal(commit('--amend', '-m', 'y'), `y\n\n${TAG}`)
      assert.equal(commit('--amend', '--no-edit'), `y\n\n${TAG}`, 'not twice')
      assert.equal(commit('-C', 'HEAD'), `y\n\n${TAG}`)
      writeFileSync(join(repo.dir, '.git', 'msg'), 'win\r\n\r\nBody\r\n')
      assert.equal(commit('-F', '.git/msg'), `win\n\nBody\n\n${TAG}`, 'git takes the carriage returns away')
      assert.equal(commit('--cleanup=verbatim', '-F', '.git/msg'), `win\r\n\r\nBody\r\n\n${TAG}`)
      writeFileSync(join(repo.dir, '.git', 'msg'), 'win\r\n\r\nCloses: #1\r\n')
      // git itself writes the trailers that are there anew.
      assert.equal(commit('--cleanup=verbatim', '-F', '.git/msg'), `win\r\n\r\nCloses: #1\n${TAG}`)
      assert.equal(commit('-m', 'ümlaut ✓\n\n日本語'), `ümlaut ✓\n\n日本語\n\n${TAG}`)
    })

    it('leaves a mark of the same agent alone, and knows that of another for what it is', async () => {
      const { repo } = await byAgent({ shell: line })
      for (const mark of [
        'Co-Authored-By: Claude Opus 5 <noreply@anthropic.com>',
        '🤖 Generated with [Claude Code](https://claude.com/claude-code)',
        'Assisted-by: Claude:claude-opus-5 sparse',
        TAG,
      ]) {
        change(repo)
        repo.git('commit', '-q', '-m', `x\n\n${mark}`)
        assert.equal(message(repo), `x\n\n${mark}`)
      }
      for (const other of [
        'Co-authored-by: Crush <crush@charm.land>',
        'Assisted-by: Jane <jane@example.org>',
        'Talk to noreply@anthropic.com',
      ]) {
        change(repo)
        repo.git('commit', '-q', '-m', `x\n\n${other}`)
        assert.ok(message(repo).endsWith(TAG), other)
      }
    })

    it('waits for a message from an editor, template or not, and goes before comments and scissors', async () => {
      const { repo } = await byAgent({ shell: line })
      const edit = (script: string, ...args: string[]) => {
        change(repo)
        const editor = join(tempDir(), 'editor')
        writeFileSync(editor, `#!/bin/sh\n${script}\n`)
        chmodSync(editor, 0o755)
        repo.env.GIT_EDITOR = editor
        return repo.tryGit(...args)
      }
      const add = '{ echo Subject; echo; echo Body.; cat "$1"; } > "$1.new" && mv "$1.new" "$1"'
      for (const char of ['#', ';', 'auto', '%']) {
        edit(add, '-c', `core.commentChar=${char}`, 'commit', '-q', '--verbose')
        assert.equal(message(repo), `Subject\n\nBody.\n\n${TAG}`, char)
        edit(add, '-c', `core.commentChar=${char}`, 'commit', '-q')
        assert.equal(message(repo), `Subject\n\nBody.\n\n${TAG}`, char)
      }
      assert.equal(edit('true', 'commit', '-q').code, 1, 'an empty message stays one')
      writeFileSync(join(repo.dir, '.git', 'template'), 'What:\nWhy:\n')
      repo.git('config', 'commit.template', '.git/template')
      assert.equal(edit('true', 'commit', '-q').code, 1, 'and so does a template')
      edit('echo more >> "$1"', 'commit', '-q', '--cleanup=whitespace')
      assert.ok(message(repo).endsWith(`more\n\n${TAG}`), message(repo))
      edit('echo "fixed" > "$1"', 'commit', '-q', '--amend')
      assert.equal(message(repo), `fixed\n\n${TAG}`)
    })

    it('is for what is new: not for words alone, clean merges, squashes and replays', async () => {
      const { repo } = await installed({ shell: line })
      change(repo)
      repo.git('commit', '-q', '-m', 'by a person')
      repo.env.CLAUDECODE = '1'
      repo.git('commit', '-q', '--amend', '-m', 'better words')
      assert.equal(message(repo), 'better words')
      repo.git('commit', '-q', '--allow-empty', '-m', 'a sign-off')
      assert.equal(message(repo), 'a sign-off')
      delete repo.env.CLAUDECODE
      repo.git('switch', '-q', '-c', 'topic')
      change(repo, 'b.txt')
      repo.git('commit', '-q', '-m', 'b')
      change(repo, 'd.txt')
      repo.git('commit', '-q', '-m', 'd')
      repo.git('switch', '-q', 'main')
      change(repo, 'c.txt')
      repo.git('commit', '-q', '-m', 'c')
      repo.env.CLAUDECODE = '1'
      repo.git('merge', '-q', '--no-ff', '--no-edit', 'topic')
      assert.doesNotMatch(message(repo), /Assisted/)
      repo.git('reset', '-q', '--hard', 'HEAD~1')
      repo.git('merge', '-q', '--squash', 'topic')
      repo.git('commit', '-q', '--no-edit')
      assert.doesNotMatch(message(repo), /Assisted/)
      repo.git('reset', '-q', '--hard', 'HEAD~1')
      repo.git('cherry-pick', 'topic~1')
      assert.equal(message(repo), 'b')
      repo.git('reset', '-q', '--hard', 'HEAD~1')
      repo.git('switch', '-q', 'topic')
      repo.git('rebase', '-q', 'main')
      assert.deepEqual([message(repo), message(repo, 'HEAD~1')], ['d', 'b'])
      // An agent's own decisions: what it takes back, and how it resolves a conflict.
      repo.git('revert', '--no-edit', 'HEAD')
      assert.match(message(repo), /This reverts commit [0-9a-f]+\.\n\nAssisted-by: Claude Code:unknown$/)
      repo.git('switch', '-q', '-c', 'other', 'main')
      repo.write('b.txt', 'other\n')
      repo.git('add', '.')
      repo.git('commit', '-q', '-m', 'x')
      assert.notEqual(repo.tryGit('merge', 'topic').code, 0)
      repo.write('b.txt', 'both\n')
      repo.git('add', '.')
      repo.git('commit', '-q', '--no-edit')
      assert.match(message(repo), /\n\nAssisted-by: Claude Code:unknown\n\n# Conflicts:/)
      change(repo, 'b.txt')
      repo.git('commit', '-q', '-m', 'mine')
      assert.notEqual(repo.tryGit('cherry-pick', 'topic~2').code, 0)
      repo.write('b.txt', 'again\n')
      repo.git('add', '.')
      repo.git('-c', 'core.editor=true', 'cherry-pick', '--continue')
      assert.doesNotMatch(message(repo), /Assisted/)
    })

    it('costs a person no process', async () => {
      const { repo } = await installed({ shell: line })
      repo.git('switch', '-q', '-c', 'topic')
      const log = join(tempDir(), 'trace')
      // With git and the shell alone on the path, whatever else a hook would start is missed aloud.
      const bare = tempDir()
      for (const tool of ['git', 'sh'])
        symlinkSync(execFileSync('which', [tool]).toString().trim(), join(bare, tool))
      for (const args of [
        ['commit', '-q', '-m', 'by a person'],
        ['commit', '-q', '--amend', '-m', 'again'],
      ]) {
        rmSync(log, { force: true })
        change(repo)
        const env = { ...repo.env, PATH: bare, GIT_TRACE2_EVENT: log }
        const { status, stdout, stderr } = spawnSync('git', args, { cwd: repo.dir, env, encoding: 'utf8' })
        assert.deepEqual([status, stdout, stderr], [0, '', ''])
        const events = readFileSync(log, 'utf8').split('\n').filter(Boolean)
        const started = events
          .map(text => JSON.parse(text) as { event: string; argv?: string[]; hook_name?: string })
          .filter(({ event }) => event === 'start' || event === 'child_start')
          .map(({ hook_name, argv }) => hook_name ?? argv?.[1])
        assert.deepEqual(started, ['commit', 'prepare-commit-msg', 'commit-msg'])
      }
      assert.equal(message(repo), 'again')
    })

    it('goes nowhere, or into a note, where the policy says so', async () => {
      const off = await byAgent({ shell: line, carrier: 'off' })
      change(off.repo)
      off.repo.git('commit', '-q', '-m', 'x')
      assert.equal(message(off.repo), 'x')
      const { repo, from } = await byAgent({ shell: line, carrier: 'note' })
      change(repo)
      repo.git('commit', '-q', '-m', 'x')
      assert.equal(message(repo), 'x')
      const call = from.calls().find(({ argv }) => argv[0] === 'post-commit')
      assert.deepEqual(call?.argv, ['post-commit', TAG])
      const left = join(repo.dir, '.git', 'improver-tag')
      assert.ok(!existsSync(left))
      // Given up by the agent, and then a person's own commit.
      change(repo)
      writeFileSync(left, `${TAG}\n`)
      from.reset()
      delete repo.env.CLAUDECODE
      repo.git('commit', '-q', '-m', 'by a person')
      assert.ok(!existsSync(left))
      assert.equal(from.starts(), 0)
    })
  })
}

describe('the tag of an agent', () => {
  it('is asked of Node where nobody has written down what the policy says', async () => {
    const { repo, from } = await byAgent()
    execFileSync('rm', [join(repo.dir, '.git', 'improver', 'carrier')])
    change(repo)
    repo.git('switch', '-q', '-c', 'topic')
    repo.git('commit', '-q', '-m', 'x')
    assert.equal(message(repo), 'x')
    assert.equal(from.calls()[0]?.argv[0], 'prepare-commit-msg')
  })

  it('says in one line what it could not write, and lets the commit be', async () => {
    const { repo } = await byAgent()
    const hook = hookOf(repo, 'prepare-commit-msg')
    writeFileSync(hook, readFileSync(hook, 'utf8').replace('#!/bin/sh\n', '#!/bin/sh\nchmod 400 "$1"\n'))
    change(repo)
    repo.git('switch', '-q', '-c', 'topic')
    const said = execFileSync('sh', ['-c', 'git commit -q -m x 2>&1'], {
      cwd: repo.dir,
      env: repo.env,
    }).toString()
    assert.match(said, /^(git-improver: could not note that Claude Code made this commit\n){2}$/)
    assert.equal(message(repo), 'x')
  })

  it('works in linked worktrees and with hostile configuration', async () => {
    const { repo } = await byAgent()
    const linked = join(tempDir(), 'linked tree')
    repo.git('config', 'trailer.sign.key', 'Reviewed-by')
    repo.git('config', 'trailer.sign.command', 'echo Mallory')
    repo.git('config', 'trailer.assisted-by.key', 'Reviewed-by: ')
    repo.git('worktree', 'add', '-q', '-b', 'topic', linked)
    writeFileSync(join(linked, 'a.txt'), 'linked\n')
    execFileSync('git', ['commit', '-q', '-am', 'x'], { cwd: linked, env: repo.env })
    assert.equal(message(repo, 'topic'), `x\n\n${TAG}`)
  })
})
