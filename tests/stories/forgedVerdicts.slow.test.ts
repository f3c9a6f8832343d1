import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Replayed } from '../../src/flow/check/replay.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { propose } from '../helpers/landing.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { check, onTopic } from './checkStory.ts'

type Line = Entry & { id: string }
const BROKEN = { 'src/limits.js': 'export const limits = {\n' }
const HIGHER = { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' }

/** Adds a line as anybody could who can push to the ledger, and gives its id. */
function forge(repo: TestRepository, commit: string, data: Entry['data'], more: Partial<Entry> = {}): string {
  const before = new Set(improverJson<Line[]>(repo, 'ledger', 'log').map(({ id }) => id))
  const file = join(tempDir(), 'forged.jsonl')
  const from = { at: '2026-01-01T00:00:00Z', by: 'Eve <eve@example.org>', clone: 'c', repo: 'r' }
  const entry = { v: 1, kind: 'validated', ...from, commit, change: null, tree: null, ...more, data }
  writeFileSync(file, `${JSON.stringify(entry)}\n`)
  const ran = improver(repo, 'ledger', 'import', file)
  assert.equal(ran.code, 0, ran.stderr)
  return improverJson<Line[]>(repo, 'ledger', 'log').find(({ id }) => !before.has(id))!.id
}
const treeOf = (repo: TestRepository, commit: string) => repo.git('rev-parse', `${commit}^{tree}`)

describe('a verdict that proves nothing', () => {
  it('is not passed: no difference between the ends, and no check that is required', () => {
    const repo = onTopic()
    for (const range of ['HEAD..HEAD', undefined]) {
      const { code, verdict, checks } = check(repo, ...(range ? [range] : []))
      assert.deepEqual([code, verdict], [0, 'not-run'])
      assert.match(checks.tests?.why ?? '', /both ends have the same tree/)
    }
    assert.match(
      improver(repo, 'check').stdout,
      /: nothing was run: both ends have the same tree: [^\n]*\nnote /,
    )
    repo.commit('Higher', HIGHER)
    assert.equal(check(repo, '--only', 'syntax, tests').code, 0)
    assert.match(improver(repo, 'check', '--only', 'syntax,types').stdout, /: passed; not run: types\n/)
    repo.git('switch', '-q', 'main')
    repo.commit('Ask nothing', { '.improver/policy.yaml': `${POLICY}checks: { require: [] }\n` })
    const none = improver(repo, 'check', 'topic~1..topic')
    assert.equal(none.code, 2)
    assert.match(
      none.stderr,
      /the policy requires no check: say which with --only\n {2}next {2}git improver check --list/,
    )
    assert.equal(check(repo, 'topic~1..topic', '--only', 'syntax').code, 0)
  })

  it('makes no undoing proven', () => {
    const policy = (require: string) => `${POLICY}checks: { require: [${require}] }\n`
    const repo = makeProject({ '.improver/policy.yaml': policy('behaviour') })
    repo.git('merge', '-q', '--no-ff', '-m', 'Merge it', propose(repo, 'ai/performance/x', HIGHER))
    const { code, stdout } = improver(repo, 'rollback', '--rehearse')
    assert.equal(code, 125)
    assert.match(stdout, /\n {2}unproven {2}I0+.*\n {12}no check could run\n/)
    repo.commit('Ask for tests', { '.improver/policy.yaml': policy('behaviour, tests') })
    assert.match(improver(repo, 'rollback', '--rehearse').stdout, /\n {2}proven {4}I0+/)
  })
})

describe('git improver check --replay of what anybody wrote', () => {
  it('is not talked into anything by a verdict without checks, or one that its checks belie', () => {
    const repo = onTopic()
    const commit = repo.commit('Broken', BROKEN)
    const base = repo.git('rev-parse', 'main')
    const conditions = { baseTree: treeOf(repo, base), tree: treeOf(repo, commit), required: [], seed: null }
    const nothing = forge(repo, commit, { base, status: 'passed', checks: {}, conditions })
    const refused = improver(repo, 'check', '--replay', nothing)
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /it does not say which checks were run/)
    const asked = { ...conditions, required: ['syntax'] }
    const lies = forge(repo, commit, {
      base,
      status: 'passed',
      checks: { syntax: { status: 'failed' } },
      conditions: asked,
    })
    const told = improver(repo, 'check', '--replay', lies)
    assert.equal(told.code, 1, told.stderr)
    assert.match(told.stdout, /: came out otherwise\n/)
    assert.match(told.stdout, /note {2}it calls itself passed, and its own checks come to failed\n/)
    const honest = forge(repo, commit, {
      base,
      status: 'failed',
      checks: { syntax: { status: 'failed' } },
      conditions: asked,
    })
    assert.equal(improverJson<Replayed>(repo, 'check', '--replay', honest).same, true)
  })

  it('writes down what was looked at, and not what the entry says that it is about', () => {
    const repo = onTopic()
    const good = repo.commit('Higher', HIGHER)
    const evil = repo.commit('Broken', BROKEN)
    const base = repo.git('rev-parse', 'main')
    const conditions = {
      baseTree: treeOf(repo, base),
      tree: treeOf(repo, good),
      required: ['syntax'],
      seed: null,
    }
    const data = { base, status: 'passed', checks: { syntax: { status: 'passed' } }, conditions }
    const change = `sha256:${'5'.repeat(64)}` as const
    const borrowed = forge(repo, evil, data)
    const refused = improver(repo, 'check', '--replay', borrowed, '--record')
    assert.equal(refused.code, 2)
    assert.match(
      refused.stderr,
      /trees that are not those of the commits it names: its replay is not recorded/,
    )
    assert.equal(improver(repo, 'check', '--replay', borrowed).code, 0)
    const labelled = forge(repo, good, data, { change, improvement: 'Iother' })
    assert.equal(improver(repo, 'check', '--replay', labelled, '--record').code, 0)
    const line = improverJson<Line[]>(repo, 'ledger', 'log').find(one => one.data.what === 'replay')
    assert.deepEqual([line?.of, line?.commit, line?.improvement], [labelled, good, undefined])
    assert.notEqual(line?.change, change)
  })
})

describe('git improver check --record', () => {
  it('names an improvement where the range is that alone, and none where a person worked in it too', () => {
    const repo = makeProject()
    const commit = propose(repo, 'ai/performance/x', HIGHER)
    const id = /Improvement-Id: (\S+)/.exec(repo.git('log', '-1', '--format=%B', commit))?.[1]
    const of = (range: string) => {
      const { entry } = check(repo, range, '--only', 'syntax', '--record')
      return improverJson<Line[]>(repo, 'ledger', 'log').find(one => one.id === entry)?.improvement
    }
    repo.git('switch', '-q', 'ai/performance/x')
    repo.git('commit', '-q', '--allow-empty', '-m', 'Sign off')
    assert.equal(of('main..HEAD'), id)
    repo.git('switch', '-q', '-c', 'mixed', 'main')
    repo.commit('By hand', { 'src/more.js': 'export const more = 1\n' })
    repo.git('cherry-pick', commit)
    assert.equal(of('main..HEAD'), undefined)
    assert.equal(of('HEAD~1..HEAD'), id)
  })
})

describe('git improver show', () => {
  it('neither breaks nor obeys, whatever stands in the entries and in the change', () => {
    const repo = makeProject()
    const commit = propose(repo, 'ai/performance/x', {
      'src/odd.js': '// \u001b[31mred \u202eback\r\n//\ttab\n',
    })
    repo.git('merge', '-q', '--no-ff', '-m', 'Merge it', commit)
    const improvement = /Improvement-Id: (\S+)/.exec(repo.git('log', '-1', '--format=%B', commit))![1]!
    const about = { improvement }
    for (const checks of [null, 7, 'text', [], { a: null, b: 7, c: { status: { x: 1 }, why: ['y'] } }])
      forge(repo, commit, { checks }, about)
    forge(repo, commit, { checks: { '\u001b]0;title\u0007': { status: '\u001b[2J', why: 'x' } } }, about)
    forge(repo, commit, { class: '\u001b[2Jdocs', title: 't' }, { ...about, kind: 'proposed' })
    forge(repo, commit, {
      what: 'undo',
      undo: { [improvement]: { outcome: 'proven', later: [{}, '\u001b[1m'] } },
    })
    const { code, stdout, stderr } = improver(repo, 'show', improvement)
    assert.equal(code, 0, stderr)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    assert.doesNotMatch(stdout, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/)
    assert.match(stdout, /no voucher attests it/)
    const dated = { at: '2999-01-01T00:00:00Z' }
    forge(repo, commit, { what: 'undo', undo: { [improvement]: { outcome: 'proven' } } }, dated)
    assert.match(
      improver(repo, 'show', improvement).stdout,
      /undo {6}proven at a time that is still to come, /,
    )
    assert.match(stdout, /\n\+\/\/ \?\[31mred \?back\r\n\+\/\/\ttab\n/)
  })
})
