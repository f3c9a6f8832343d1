import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { COMMAND, improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { makeProject } from '../helpers/project.ts'

describe('bad input', () => {
  const fails = (
    repo: Pick<TestRepository, 'dir' | 'env'>,
    args: string[],
    code: number,
    ...says: RegExp[]
  ) => {
    const ran = improver(repo, ...args)
    assert.equal(ran.code, code, ran.stdout + ran.stderr)
    for (const pattern of says) assert.match(ran.stderr, pattern)
    assert.doesNotMatch(ran.stderr, /\n {4}at /, 'a person gets no stack')
  }

  it('is told about a place that is no repository, or cannot be worked in', () => {
    const nowhere = { dir: tempDir(), env: makeRepository().env }
    fails(nowhere, ['run'], 2, /is not inside a git repository/, /next {2}git init/)
    fails(nowhere, ['-C', join(nowhere.dir, 'missing'), 'run'], 2, /missing/)
    fails(makeRepository(), ['run'], 2, /has no commit yet/)
    fails(makeRepository({ bare: true }), ['run'], 2, /is bare/)
    fails(makeRepository(), ['verify'], 2, /no policy to judge by/, /git improver init/)
  })

  it('is told about verbs, options, paths and names that there are not', () => {
    const repo = makeProject()
    fails(repo, ['improve'], 2, /unknown command 'improve'/)
    fails(repo, ['run', '--fast'], 2, /unknown option '--fast'/)
    fails(repo, ['run', '--limit', 'many'], 2, /a whole number above 0/)
    fails(repo, ['run', '--only', 'poetry'], 2, /no improver poetry; there are: repair, docs/)
    fails(repo, ['run', 'src/nothing.js'], 2, /src\/nothing\.js does not exist/)
    fails(repo, ['run', '..'], 2, /lies outside/)
    fails(repo, ['verify', 'main..nowhere'], 2, /nowhere names no commit/)
    fails(repo, ['verify', 'main'], 2, /is no range/)
    fails(repo, ['show', 'Iffff'], 2, /no improvement is known as Iffff/, /git improver list/)
    fails(repo, ['rollback', 'Iffff'], 2, /no improvement is known/)
    fails(repo, ['ledger', 'add', '--kind', 'praise'], 2, /no kind praise/)
    fails(repo, ['ledger', 'add', '--kind', 'measured', '--data', '[1]'], 2, /takes a JSON object/)
    fails(repo, ['init', '--preset', 'paranoid', '--yes'], 2, /no preset paranoid/)
  })

  it('stops a bisect instead of blaming a commit', () => {
    const repo = makeProject()
    const good = repo.git('rev-parse', 'HEAD')
    for (const line of ['one', 'two', 'three']) repo.commit(`Say ${line}`, { 'README.md': `${line}\n` })
    repo.git('bisect', 'start', 'HEAD', good)
    const asked = (...args: string[]) => repo.tryGit('bisect', 'run', process.execPath, COMMAND, ...args)
    const wrong = asked('check', '--only', 'perfection')
    assert.match(wrong.stdout + wrong.stderr, /no check perfection/)
    assert.match(wrong.stdout + wrong.stderr, /bisect run failed/)
    assert.doesNotMatch(repo.git('bisect', 'log'), /first bad commit/)
    const option = asked('check', '--quickly')
    assert.match(option.stdout + option.stderr, /bisect run failed/)
  })

  it('is told every mistake of a policy, by line and column', () => {
    const repo = makeProject()
    repo.commit('Break the policy', {
      '.improver/policy.yaml':
        'version: 1\nextends: recommended@1\nbranch: { protected: [main] }\nreviews: { required: many }\n',
    })
    fails(repo, ['run'], 2, /policy\.yaml:3:1 .*branches/s, /policy\.yaml:4:/)
    repo.commit('Break it more', { '.improver/policy.yaml': 'version: 1\n  extends: [\n' })
    fails(repo, ['verify', 'HEAD~1..HEAD'], 2, /policy\.yaml/)
  })

  it('is told about a branch that makes every ai/... impossible', () => {
    const repo = makeProject()
    repo.git('branch', 'ai')
    fails(repo, ['run'], 2, /a branch is named ai/, /git branch -m ai ai-old/)
  })

  it('is told when git does not know who runs it', () => {
    const repo = makeProject()
    repo.git('config', '--global', '--unset', 'user.name')
    fails(repo, ['run'], 2, /git does not know who you are/, /git config --global user\.name/)
    assert.ok(!existsSync(join(repo.dir, '.git', 'improver', 'clone')))
  })
})
