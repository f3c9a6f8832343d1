import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AI, installed, runGit, shells } from './installation.ts'

const { found, missing } = shells()
for (const name of missing) it(`commit-msg under ${name}`, { skip: `${name} is not on this machine` })

for (const { name, line } of found) {
  describe(`commit-msg under ${name}`, () => {
    it('is silent about the daily work of people, and starts no Node', async () => {
      const { repo, from } = await installed({ shell: line })
      const quiet = (what: string, ...args: string[]) => {
        const { code, stdout, stderr } = repo.tryGit(...args)
        assert.deepEqual([what, code, stderr], [what, 0, ''], stdout)
        assert.equal(from.starts(), 0, what)
      }
      repo.write('a.txt', 'two\n')
      quiet('commit -a', 'commit', '-q', '-am', 'fix(search-index): handle the empty list')
      quiet('amend', 'commit', '-q', '--amend', '-m', 'fix: better words')
      quiet(
        'a human pair',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'x\n\nCo-authored-by: Bob <bob@example.org>',
      )
      quiet('sign-off', 'commit', '-q', '-s', '--allow-empty', '-m', 'x')
      quiet(
        'a word about AI',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'Improve docs: AI-generated code is improved',
      )
      quiet(
        'a comment line',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'x\n\n#Improvement-Id: I1',
        '--cleanup=strip',
      )
      repo.write('a.txt', 'two\nAI modified by hand\n')
      quiet('a commit of one path', 'commit', '-q', '-m', 'x', 'a.txt')
      quiet(
        'a person named Claude',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'x',
        '--author=Claude Monet <claude@monet.fr>',
      )
      quiet('switch', 'switch', '-q', '-c', 'topic')
      repo.write('b.txt', '// AI-MODIFIED\n')
      repo.git('add', '.')
      quiet('an agent on a topic branch', 'commit', '-q', '-m', AI)
      quiet('back', 'switch', '-q', 'main')
      quiet('fast-forward', 'merge', '-q', '--ff-only', 'topic')
      quiet('reset', 'reset', '-q', '--hard', 'HEAD~1')
      quiet('cherry-pick', 'cherry-pick', 'topic')
      quiet('revert', 'revert', '--no-edit', 'HEAD')
      repo.git('switch', '-q', '-c', 'other', 'HEAD~2')
      repo.write('c.txt', 'c\n')
      repo.git('add', '.')
      quiet('on another branch', 'commit', '-q', '-m', 'c')
      quiet('rebase', 'rebase', '-q', 'main')
      quiet('merge away from main', 'merge', '-q', '--no-edit', '--no-ff', 'topic')
      quiet('detach', 'switch', '-q', '--detach')
      quiet('commit on a detached HEAD', 'commit', '-q', '--allow-empty', '-m', AI)
    })

    it('asks Node about what speaks of an agent on a protected branch', async () => {
      const { repo, from } = await installed({ shell: line })
      const asked = (what: string, ...args: string[]) => {
        from.reset()
        const { code, stdout, stderr } = repo.tryGit(...args)
        assert.equal(code, 0, `${what}: ${stdout}${stderr}`)
        assert.deepEqual([what, from.calls().map(call => call.argv[0])], [what, ['commit-msg']])
      }
      const commit = (message: string) => ['commit', '-q', '--allow-empty', '-m', message]
      asked('our trailers', ...commit(AI))
      asked('in any case', ...commit('x\n\nimprovement-id: I1'))
      asked('a known agent', ...commit('x\n\nCo-Authored-By: Claude <noreply@anthropic.com>'))
      asked('a tool line', ...commit('x\n\nGenerated with [Claude Code](https://claude.com/claude-code)'))
      asked('an agent as author', ...commit('x'), '--author=Cursor Agent <cursoragent@cursor.com>')
      asked('the suffix of aider', ...commit('x'), '--author=Jane (aider) <jane@example.org>')
      asked('the 400th line', ...commit(`x\n\n${'line\n'.repeat(400)}\nAssisted-by: Claude:x`))
      repo.write('marked.ts', '// AI-MODIFIED\nlet a = 1\n')
      repo.git('add', '.')
      asked('a marker', ...commit('x'))
      repo.write('.gitattributes', '* -diff\n')
      repo.write('marked.ts', 'let a = 1\n/* AI-MODIFIED */\n')
      asked('a marker that attributes hide', 'commit', '-q', '-am', 'x')
      repo.git('switch', '-q', '-c', 'topic', 'HEAD~1')
      repo.write('c.txt', 'c\n')
      repo.git('add', '.')
      repo.git('commit', '-q', '-m', 'c')
      repo.git('switch', '-q', 'main')
      asked('a true merge', 'merge', '-q', '--no-edit', 'topic')
    })

    it('asks Node about a review wherever it is typed, but not when one is replayed', async () => {
      const { repo, from } = await installed({ shell: line })
      const review = 'x\n\nreviewed-by: Jane <jane@example.org>'
      repo.git('switch', '-q', '-c', 'ai/docs/x')
      repo.write('a.txt', 'three\n')
      repo.git('commit', '-q', '-am', review)
      assert.equal(from.calls().length, 1)
      repo.git('commit', '-q', '--amend', '--no-edit')
      assert.equal(from.calls().length, 2)
      from.reset()
      repo.git('switch', '-q', '-c', 'topic', 'HEAD~1')
      repo.write('a.txt', 'conflict\n')
      repo.git('commit', '-q', '-am', 'mine')
      assert.notEqual(repo.tryGit('cherry-pick', 'ai/docs/x').code, 0)
      repo.write('a.txt', 'both\n')
      repo.git('commit', '-q', '-a', '--no-edit')
      assert.match(repo.git('log', '-1', '--format=%B'), /reviewed-by/)
      assert.equal(from.starts(), 0)
    })

    it('refuses when Node does, and lets go with one line when Node could not judge', async () => {
      const { repo, from } = await installed({ shell: line })
      from.answer(1)
      assert.equal(repo.tryGit('commit', '--allow-empty', '-m', AI).code, 1)
      assert.equal(repo.tryGit('commit', '-q', '--allow-empty', '-m', 'by a person').code, 0)
      const head = repo.git('rev-parse', 'HEAD')
      for (const code of [2, 125, 128]) {
        from.answer(code)
        const { status, stderr } = runGit(repo, ['commit', '-q', '--allow-empty', '-m', AI])
        assert.equal(status, 0)
        assert.match(
          stderr,
          new RegExp(
            `^git-improver: commit-msg was not judged: .*exit code ${code}; set GIT_IMPROVER_DEBUG=1 .*\\n$`,
          ),
        )
      }
      assert.notEqual(repo.git('rev-parse', 'HEAD'), head)
    })
  })
}
