import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { COMMAND, improver } from '../helpers/cli.ts'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { LIBRARY, makeProject } from '../helpers/project.ts'
import { run } from './runStory.ts'

/** What a command started beside git, and whether it loaded the compiler. */
function workOf(repo: TestRepository, ...args: string[]): { started: string[]; compiler: boolean } {
  const preload = join(tempDir(), 'work.cjs')
  const log = join(tempDir(), 'work.json')
  writeFileSync(
    preload,
    `const children = require('node:child_process')
const { syncBuiltinESMExports } = require('node:module')
const started = []
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync']) {
  const real = children[name]
  children[name] = (file, ...rest) => { started.push(String(file)); return real(file, ...rest) }
}
syncBuiltinESMExports()
process.on('exit', () => {
  const compiler = Object.keys(require('node:module')._cache).some(path => /typescript|ts-morph/.test(path))
  require('node:fs').writeFileSync(${JSON.stringify(log)}, JSON.stringify({ started, compiler }))
})
`,
  )
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, COMMAND, ...args], {
    cwd: repo.dir,
    env: repo.env,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  const { started, compiler } = JSON.parse(readFileSync(log, 'utf8'))
  return { started: started.filter((file: string) => !/(?:^|\/)git$/.test(file)), compiler }
}

/** A tool's rule that a person would not want, and that breaks a test. */
const BREAKS = `id: no-first
language: javascript
message: the second is better
rule: { pattern: 'list[0]' }
fix: list[1]
`

const PROJECT = { '.improver/patterns/no-first.yaml': BREAKS }

describe('running again', () => {
  it('does no work on a commit that it has looked at, and works again once anything changed', () => {
    const repo = makeProject(PROJECT)
    const first = run(repo)
    assert.equal(first.improvements.length, 1)
    const [refuted] = first.dropped
    assert.equal(refuted?.file, 'src/clamp.js', 'the rule breaks a test')

    const work = workOf(repo, 'run')
    assert.deepEqual(work.started, [], 'nothing of the repository runs')
    const again = run(repo)
    assert.deepEqual(again.improvements, [])
    assert.deepEqual(again.dropped, first.dropped, 'and it is told all the same')
    assert.match(again.notes.join('\n'), /one change was proven not to hold by an earlier run.*--fresh/)
    assert.equal(run(repo, '--dry-run').dropped.length, 1)

    const fresh = workOf(repo, 'run', '--fresh')
    assert.ok(fresh.started.length > 0, '--fresh proves everything again, and the count can tell')

    repo.commit('Elsewhere', { 'src/other.js': 'export const other = 1\n' })
    assert.ok(workOf(repo, 'run').started.length > 0, 'another commit is another question')
  })

  it('works again where the policy, the dependencies or the question are others', () => {
    const repo = makeProject(PROJECT)
    run(repo)
    const runs = () => workOf(repo, 'run', '--only', 'patterns').started.length > 0
    assert.ok(!runs())
    assert.ok(workOf(repo, 'run', '--only', 'tests').started.length > 0, 'what did not look looks now')
    mkdirSync(join(repo.dir, 'node_modules', 'fresh'), { recursive: true })
    assert.ok(runs(), 'another package is installed')
    assert.ok(!runs())
    mkdirSync(join(repo.dir, 'node_modules', '@scope', 'fresh'), { recursive: true })
    assert.ok(runs(), 'and another one of a scope')
    const policy = readFileSync(join(repo.dir, '.improver/policy.yaml'), 'utf8')
    repo.commit('Policy', { '.improver/policy.yaml': `${policy}run: { max_lines: 20 }\n` })
    assert.ok(runs())
  })

  it('remembers each improver by itself, and what is known of one serves a run of all', () => {
    const repo = makeProject()
    const only = run(repo, '--only', 'docs', '--dry-run')
    assert.deepEqual(run(repo, '--dry-run').findings, only.findings)
    assert.deepEqual(run(repo, '--only', 'docs', '--dry-run', 'src/clamp.js').findings, only.findings)
    assert.deepEqual(run(repo, '--only', 'docs', '--dry-run', 'src/limits.js').findings, [])
  })

  it('looks anew where what was kept is no longer whole', () => {
    const repo = makeProject()
    const before = run(repo, '--dry-run').findings
    assert.ok(before.length > 0)
    const folder = join(repo.dir, '.git', 'improver', 'runs')
    const files = readdirSync(folder)
    assert.ok(files.length > 0)
    for (const text of ['{', 'null', '{"mends":{}}']) {
      for (const file of files) writeFileSync(join(folder, file), text)
      assert.deepEqual(run(repo, '--dry-run').findings, before, text)
    }
  })

  it('costs nothing but the work where nothing can be kept', () => {
    const repo = makeProject(LIBRARY)
    mkdirSync(join(repo.dir, '.git', 'improver'), { recursive: true })
    writeFileSync(join(repo.dir, '.git', 'improver', 'runs'), 'no folder')
    const { code, stdout } = improver(repo, 'run', '--dry-run')
    assert.equal(code, 0)
    assert.match(stdout, /docs\(clamp\)/)
  })
})
