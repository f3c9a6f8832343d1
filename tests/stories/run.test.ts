import assert from 'node:assert/strict'
import fs, { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readCommit, readNote, readTree } from 'isomorphic-git'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, makeProject, personsState } from '../helpers/project.ts'
import { run } from './runStory.ts'

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

  it('lists what it finds with its line, and as SARIF', () => {
    const repo = makeProject()
    assert.match(improver(repo, 'run', '--dry-run').stdout, /^src\/clamp\.js:\d+ {2}docs\(clamp\): /m)
    const { code, stdout } = improver(repo, 'run', '--dry-run', '--sarif')
    assert.equal(code, 0)
    const [{ results }] = JSON.parse(stdout).runs
    const { findings } = run(repo, '--dry-run') as unknown as { findings: { line: number; path: string }[] }
    assert.deepEqual(
      results.map(
        (one: {
          locations: {
            physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
          }[]
        }) => {
          const { artifactLocation, region } = one.locations[0]!.physicalLocation
          return `${artifactLocation.uri}:${region.startLine}`
        },
      ),
      findings.map(({ path, line }) => `${path}:${line}`),
    )
    const refused = improver(repo, 'run', '--sarif')
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /run --sarif lists findings: it takes --dry-run beside it/)
    assert.equal(repo.git('branch', '--list', 'ai/*'), '')
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
})
