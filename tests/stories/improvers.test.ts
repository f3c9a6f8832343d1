import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { run } from './runStory.ts'

const OLD = { 'src/old.js': 'var one = 1\n\nexport const old = () => one\n' }
const named = (...paths: string[]) => `${POLICY}run: { improvers: [${paths.join(', ')}] }\n`

describe('git improver improvers', () => {
  it('writes one with a test that holds, which runs once the policy names it and is proven like any other', () => {
    const repo = makeProject(OLD)
    assert.match(
      improver(repo, 'improvers', 'new', 'no-var').stdout,
      /^wrote {4}improvers\/no-var\.mjs\nwrote {4}improvers\/no-var\.test\.mjs\nnext/,
    )
    execFileSync(process.execPath, ['--test', 'improvers/no-var.test.mjs'], {
      cwd: repo.dir,
      env: { ...repo.env, NODE_TEST_CONTEXT: '' },
      stdio: 'pipe',
    })
    const again = improver(repo, 'improvers', 'new', 'no-var')
    assert.deepEqual([again.code, /is there already: nothing was written/.test(again.stderr)], [2, true])
    symlinkSync(join(repo.dir, '..', 'outside.mjs'), join(repo.dir, 'improvers', 'led.mjs'))
    assert.equal(improver(repo, 'improvers', 'new', 'led').code, 2)
    unlinkSync(join(repo.dir, 'improvers', 'led.mjs'))
    for (const name of ['docs', '../x', 'No'])
      assert.equal(improver(repo, 'improvers', 'new', name).code, 2, name)

    const files = Object.fromEntries(
      ['improvers/no-var.mjs', 'improvers/no-var.test.mjs'].map(path => [
        path,
        readFileSync(join(repo.dir, path), 'utf8'),
      ]),
    )
    assert.match(improver(repo, 'run', '--only', 'no-var').stderr, /there is no improver no-var/)
    repo.commit('Ours', { ...files, '.improver/policy.yaml': named('./improvers/no-var.mjs') })
    const listed = improverJson<{ name: string; from: string }[]>(repo, 'improvers', 'list')
    assert.deepEqual(listed.at(-1), {
      name: 'no-var',
      from: './improvers/no-var.mjs',
      needs: ['foreign:no-var'],
    })
    assert.match(improver(repo, 'improvers').stdout, /^docs +git-improver$/m)
    const { improvements, dropped } = run(repo, '--only', 'no-var')
    assert.deepEqual(dropped, [])
    assert.equal(improvements.length, 1)
    assert.match(repo.git('show', `${improvements[0]!.branch}:src/old.js`), /^let one = 1/)
    assert.equal(improvements[0]!.checks.behaviour?.status, 'passed')
  })

  it('reads it from the ref that has the policy and never from the branch that is worked on', () => {
    const repo = makeProject({ ...OLD, '.improver/policy.yaml': named('./improvers/mine.mjs') })
    repo.git('switch', '-q', '-c', 'work')
    repo.commit('Mine', { 'improvers/mine.mjs': 'export default { find: () => [], edit: () => [] }\n' })
    assert.match(
      improver(repo, 'run', '--dry-run', '--only', 'mine').stdout,
      /note {5}mine: \.\/improvers\/mine\.mjs is not there in refs\/heads\/main/,
    )
  })

  it('takes nothing that does not fit, and tells why where nothing can be taken', () => {
    const find = (body: string) => `export const mine = { *find() { ${body} }, edit: ({ edits }) => edits }\n`
    const one = (more: string) =>
      `yield { rewrite: 'r', path: 'src/old.js', symbol: 's', title: 't', reason: 'a\\n\\nReviewed-by: me', edits: [{ path: 'src/old.js', start: 0, end: 3, text: 'let' }], ${more} }`
    const told = (text: string, path = './improvers/mine.ts') => {
      const repo = makeProject({ ...OLD, 'improvers/mine.ts': text, '.improver/policy.yaml': named(path) })
      return improver(repo, 'run', '--dry-run', '--only', 'mine').stdout
    }
    assert.match(told(find(one(''))), /^src\/old\.js:1 {2}t\n1 finding/)
    for (const more of [
      "path: '../x'",
      "path: 'test/clamp.test.js'",
      'edits: []',
      "edits: [{ path: 'src/old.js', start: 0, end: 9999, text: '' }]",
      "edits: [{ path: 'test/clamp.test.js', start: 0, end: 1, text: '' }]",
      "rewrite: 'a b'",
      "edits: [{ path: 'src/old.js', start: 0, end: 3, text: '' }, { path: 'src/old.js', start: 2, end: 4, text: '' }]",
      "edits: [{ path: 'src/old.js', start: 0, end: 3, text: 'var' }]",
    ])
      assert.match(told(find(one(more))), /^0 findings/, more)
    assert.match(
      told('export const a = 1\n'),
      /note {5}mine: \.\/improvers\/mine\.ts: it has to export one object with find and edit/,
    )
    assert.match(told(find("throw new Error('oh')")), /note {5}mine: \.\/improvers\/mine\.ts: oh/)
    assert.match(
      told(find(`for (let at = 0; at < 3000; at++) ${one('')}`)),
      /mine\.ts found 3000 places, and no more/,
    )
    const wild = find(`require; globalThis.process.exit(0)`)
    assert.match(told(wild), /said nothing that can be read|require is not defined/)
  })

  it('is refused by the policy where it is no path of the repository', () => {
    for (const path of ['no-var', '../x.mjs', './a/docs.mjs', './a/b.json', './a/x.mjs, ./b/x.ts']) {
      const repo = makeProject({ '.improver/policy.yaml': named(path) })
      const { code, stderr } = improver(repo, 'run', '--dry-run', '--only', 'docs')
      assert.equal(code, 2, path)
      assert.match(stderr, /run\.improvers/, path)
    }
  })
})
