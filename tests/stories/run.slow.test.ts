import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { repositoryAt, tempDir } from '../helpers/gitRepository.ts'
import { makeProject, personsState } from '../helpers/project.ts'
import { run } from './runStory.ts'

describe('git improver run, in repositories of every kind', () => {
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
    assert.equal(improver(repo, 'list').code, 0)
    assert.equal(improver(repo, 'ledger', 'log').code, 0)
    const used = listing()
    for (const kept of ['last/unsigned', 'clone', 'runs']) assert.ok(used.includes(`improver/${kept}`), kept)
    // A ledger of some thousand notes has an index as well.
    mkdirSync(join(repo.dir, '.git', 'improver', 'index'))
    writeFileSync(join(repo.dir, '.git', 'improver', 'index', 'main'), '')
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

  it('takes no check that did not run under strict', () => {
    const repo = makeProject({
      '.improver/policy.yaml':
        'version: 1\nextends: strict@1\nsandbox: none\npeople: { jane: { emails: [jane@example.org] } }\n',
    })
    const { improvements, dropped } = run(repo)
    assert.equal(improvements.length, 0)
    assert.match(dropped.map(one => `${one.check}: ${one.reason}`).join(), /types: could not run/)
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
