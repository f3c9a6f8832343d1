import assert from 'node:assert/strict'
import fs, { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readCommit, readNote, readTree } from 'isomorphic-git'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { LIBRARY, makeProject, personsState } from '../helpers/project.ts'

type Result = {
  findings: unknown[]
  improvements: {
    id: string
    branch: string
    commit: string
    class: string
    checks: Record<string, { status: string; why: string }>
  }[]
  dropped: { file: string; check: string; reason: string }[]
  skipped: { path: string }[]
  notes: string[]
}
const run = (repo: Pick<TestRepository, 'dir' | 'env'>, ...more: string[]) =>
  improverJson<Result>(repo, 'run', ...more)

describe('git improver run', () => {
  it('commits what it proved under ai/, leaves a dirty work tree alone, and proposes nothing twice', () => {
    const repo = makeProject()
    repo.write('src/clamp.js', 'half written(')
    repo.write('untracked.txt', 'mine\n')
    repo.write('staged.js', 'export const staged = 1\n')
    repo.git('add', 'staged.js')
    const index = readFileSync(join(repo.dir, '.git', 'index'))
    const before = personsState(repo)
    const { improvements } = run(repo)

    assert.equal(improvements.length, 1)
    const [one] = improvements
    assert.equal(one?.class, 'documentation_only')
    assert.deepEqual(
      [one?.checks.syntax?.status, one?.checks.behaviour?.status, one?.checks.tests?.status],
      ['passed', 'passed', 'passed'],
    )
    assert.equal(personsState(repo), before)
    assert.deepEqual(readFileSync(join(repo.dir, '.git', 'index')), index)
    assert.equal(readFileSync(join(repo.dir, 'src/clamp.js'), 'utf8'), 'half written(')
    const message = repo.git('log', '-1', '--format=%an <%ae>%n%B', one!.branch)
    assert.match(message, /^git-improver <bot@git-improver\.invalid>\ndocs\(clamp\): /)
    assert.match(
      message,
      /^Improvement-Id: I[0-9a-f]{40}\nImprover: docs\/comment@1\nAI-Modified: src\/clamp\.js\nInitiated-by: Jane Doe <jane@example\.org>\nProven: /m,
    )
    assert.match(repo.git('show', `${one!.branch}:src/clamp.js`), /RangeError/)

    const again = run(repo)
    assert.deepEqual([again.findings.length, again.improvements.length], [0, 0])
    repo.git('branch', '-D', one!.branch)
    assert.equal(run(repo).improvements.length, 0, 'not even when the branch is gone')
  })

  it('keeps what each sentence states in the ledger', () => {
    const repo = makeProject()
    const [one] = run(repo).improvements
    const entries = improverJson<
      {
        kind: string
        commit: string
        data: { findings?: { facts: { says: string; from: { path: string; start: number } }[] }[] }
      }[]
    >(repo, 'ledger', 'log')
    const proposed = entries.find(entry => entry.kind === 'proposed')
    assert.equal(proposed?.commit, one?.commit)
    const [fact] = proposed?.data.findings?.flatMap(finding => finding.facts) ?? []
    assert.equal(fact?.from.path, 'src/clamp.js')
    assert.ok(fact?.says)
  })

  it('lands without review when the gate derives that it is documentation, and is seen as reverted', () => {
    const repo = makeProject()
    const [one] = run(repo).improvements
    assert.equal(improver(repo, 'verify', `main..${one!.branch}`).code, 0)
    repo.git('merge', '-q', '--ff-only', one!.branch)
    const state = () =>
      improverJson<{ id: string; state: string }[]>(repo, 'list').find(row => row.id === one!.id)?.state
    assert.equal(state(), 'merged')
    const undone = improverJson<{ exact: boolean }>(repo, 'rollback', one!.id.slice(0, 10))
    assert.equal(undone.exact, true)
    assert.equal(state(), 'reverted')
    assert.equal(repo.git('show', 'HEAD:src/clamp.js'), LIBRARY['src/clamp.js'].trim())
    assert.equal(improver(repo, 'rollback', one!.id).code, 1, 'it cannot be undone twice')
  })

  it('writes commits, trees and notes that isomorphic-git reads as git does', async () => {
    const repo = makeProject()
    const [one] = run(repo).improvements
    assert.equal(improver(repo, 'approve', one!.branch).code, 0)
    const at = { fs, dir: repo.dir }
    for (const ref of [one!.commit, one!.branch, 'refs/notes/improver/ledger']) {
      const oid = repo.git('rev-parse', ref)
      const { commit } = await readCommit({ ...at, oid })
      assert.equal(commit.message.trim(), repo.git('log', '-1', '--format=%B', oid).trim())
      assert.deepEqual(
        [commit.tree, ...commit.parent],
        repo.git('log', '-1', '--format=%T %P', oid).trim().split(' '),
      )
      assert.equal(
        `${commit.author.name} <${commit.author.email}>`,
        repo.git('log', '-1', '--format=%an <%ae>', oid),
      )
      const { tree } = await readTree({ ...at, oid: commit.tree })
      const listed = repo.git('ls-tree', commit.tree).split('\n')
      assert.deepEqual(
        tree.map(entry => `${entry.mode} ${entry.type} ${entry.oid}\t${entry.path}`),
        listed,
      )
    }
    const note = await readNote({ ...at, ref: 'refs/notes/improver/ledger', oid: one!.commit })
    assert.equal(
      Buffer.from(note).toString().trim(),
      repo.git('notes', '--ref=improver/ledger', 'show', one!.commit),
    )
  })

  it('can be installed, used and taken away without a trace in the git directory', () => {
    const repo = makeProject()
    const listing = () =>
      readdirSync(join(repo.dir, '.git'), { recursive: true })
        .map(String)
        .filter(name => !/^(objects|refs|logs)(\/|$)|^COMMIT_EDITMSG$/.test(name))
        .sort()
    const before = listing()
    assert.equal(improver(repo, 'init', '--yes').code, 0)
    assert.equal(run(repo).improvements.length, 1)
    assert.equal(improver(repo, 'uninstall', '--yes').code, 0)
    assert.deepEqual(listing(), before)
  })

  it('works on a detached HEAD, in a linked worktree and from a subfolder', () => {
    const repo = makeProject()
    repo.git('switch', '-q', '--detach')
    const before = personsState(repo)
    const place = join(tempDir(), 'linked')
    repo.git('worktree', 'add', '-q', '--detach', place)
    const sub = { dir: join(place, 'src'), env: repo.env }
    assert.equal(run(sub, 'clamp.js').improvements.length, 1)
    assert.equal(personsState(repositoryAt(place, repo.env)).split('\n')[0], repo.git('rev-parse', 'HEAD'))
    repo.git('worktree', 'remove', '--force', place)
    assert.equal(personsState(repo), before)
  })

  it('takes a red baseline for what it is', () => {
    const repo = makeProject({
      'test/red.test.js': "import { test } from 'node:test'\ntest('red', () => { throw new Error('red') })\n",
    })
    const [one] = run(repo).improvements
    assert.equal(one?.checks.tests?.status, 'passed')
    assert.match(one?.checks.tests?.why ?? '', /fail/)
  })

  it('says that there are no tests', () => {
    const repo = makeRepository()
    repo.commit('Start', {
      'src/clamp.js': LIBRARY['src/clamp.js'],
      'src/limits.js': LIBRARY['src/limits.js'],
      'package.json': '{"type":"module"}\n',
      '.improver/policy.yaml':
        'version: 1\nsandbox: none\npeople: { jane: { emails: [jane@example.org] } }\nreviews: { assurance: claimed }\n',
    })
    const [one] = run(repo).improvements
    assert.equal(one?.checks.tests?.status, 'not-run')
    assert.match(repo.git('log', '-1', '--format=%B', one!.branch), /not run: .*tests/)
  })

  it('takes no check that did not run under strict', () => {
    const repo = makeProject({
      '.improver/policy.yaml':
        'version: 1\nextends: strict@1\nsandbox: none\npeople: { jane: { emails: [jane@example.org] } }\n',
    })
    const { improvements, dropped } = run(repo)
    assert.equal(improvements.length, 0)
    assert.match(dropped.map(one => `${one.check}: ${one.reason}`).join(), /types: could not run/)
  })

  it('drops a change that the tests do not bear, and no other', () => {
    const source = `export function shout(text) {\n  if (text === '') throw new RangeError('empty')\n  return text.toUpperCase()\n}\n`
    const repo = makeProject({
      'src/shout.js': `const version = 1\n\n${source}export { version }\n`,
      'test/text.test.js': `import assert from 'node:assert'\nimport { readFileSync } from 'node:fs'\nimport { test } from 'node:test'\ntest('nobody documents shout', () => assert.ok(!readFileSync(new URL('../src/shout.js', import.meta.url), 'utf8').includes('/**')))\n`,
    })
    const { improvements, dropped } = run(repo)
    assert.deepEqual(
      dropped.map(one => [one.file, one.check]),
      [['src/shout.js', 'tests']],
    )
    assert.equal(improvements.length, 1)
  })

  it('handles a monorepo with several tsconfigs', () => {
    const code = (name: string) =>
      `import { own } from './own.js'\n\nexport function ${name}(count: number): number {\n  if (count < 1) throw new RangeError('too few')\n  return count + own\n}\n`
    const config =
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true, "types": [] }, "include": ["src"] }\n'
    const repo = makeProject({
      'packages/a/tsconfig.json': config,
      'packages/a/package.json': '{"type":"module"}\n',
      'packages/a/src/a.ts': code('alpha'),
      'packages/a/src/own.ts': 'export const own = 1\n',
      'packages/b/tsconfig.json': config,
      'packages/b/package.json': '{"type":"module"}\n',
      'packages/b/src/b.ts': code('beta'),
      'packages/b/src/own.ts': 'export const own = 2\n',
    })
    const { improvements } = run(repo, 'packages')
    assert.deepEqual(
      improvements.map(one => one.checks.types?.status),
      ['passed', 'passed'],
    )
    assert.equal(run(repo, '--dry-run').findings.length > 0, true)
  })

  it('passes over what nobody wrote by hand, and what does not parse', () => {
    const repo = makeProject({
      'src/huge.js': `export const data = [\n${"'x',\n".repeat(900_000)}]\n`,
      'src/broken.js': 'export function broken( {\n',
      'src/latin.js': 'export const n = 1\n',
    })
    const result = run(repo, '--dry-run')
    assert.deepEqual(
      result.skipped.map(one => one.path),
      ['src/huge.js'],
    )
    assert.equal(run(repo).improvements.length, 1)
  })

  it('passes over a file that cannot be read, and says so', () => {
    const repo = makeProject({ 'src/gone.js': 'export const gone = 1\n' })
    writeFileSync(join(repo.dir, 'src/latin.js'), Buffer.from('// caf\xe9\nexport const n = 1\n', 'latin1'))
    repo.git('add', 'src/latin.js')
    repo.git('commit', '-q', '-m', 'Latin')
    const oid = repo.git('rev-parse', 'HEAD:src/gone.js')
    rmSync(join(repo.dir, '.git/objects', oid.slice(0, 2), oid.slice(2)))
    const { code, stdout } = improver(repo, 'run', '--dry-run')
    assert.equal(code, 0)
    assert.match(stdout, /skipped {2}src\/gone\.js: it cannot be read/)
    assert.match(stdout, /skipped {2}src\/latin\.js: it is no UTF-8/)
  })

  it('never takes a name that somebody has, and stops at max_open', () => {
    const repo = makeProject()
    repo.git('branch', 'ai/docs/src-clamp')
    const [one] = run(repo).improvements
    assert.equal(one?.branch, 'ai/docs/src-clamp-2')
    assert.equal(repo.git('rev-parse', 'ai/docs/src-clamp'), repo.git('rev-parse', 'main'))

    const full = makeProject()
    full.commit('One at a time', {
      '.improver/policy.yaml': `${readFileSync(join(full.dir, '.improver/policy.yaml'), 'utf8')}run: { max_open: 1 }\n`,
    })
    full.git('switch', '-q', '-c', 'ai/docs/open')
    full.commit('An open one')
    full.git('switch', '-q', 'main')
    const result = run(full)
    assert.equal(result.improvements.length, 0)
    assert.match(result.notes.join(), /run\.max_open is 1/)
  })
})
