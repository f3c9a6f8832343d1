import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Conditions } from '../../src/flow/check/conditions.ts'
import type { Replayed } from '../../src/flow/check/replay.ts'
import type { Entry } from '../../src/model/entry.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'
import { check, onTopic } from './checkStory.ts'

describe('git improver check --record and --replay', () => {
  it('records a verdict with its conditions, shows it, and finds it again', () => {
    const repo = onTopic({ 'package-lock.json': '{ "lockfileVersion": 3 }\n' })
    repo.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
    const { entry, conditions } = check(repo, '--only', 'syntax,tests', '--record')
    const [line] = improverJson<(Entry & { id: string })[]>(repo, 'ledger', 'log')
    assert.equal(line?.id, entry)
    assert.equal(line?.tree, repo.git('rev-parse', 'HEAD^{tree}'))
    assert.deepEqual(line?.data.conditions, conditions)
    assert.deepEqual(Object.keys(conditions.locks), ['package-lock.json'])
    assert.deepEqual([conditions.node, conditions.required], [process.version, ['syntax', 'tests']])
    const again = improverJson<Replayed>(repo, 'check', '--replay', entry!.slice(7, 19))
    assert.deepEqual([again.same, again.differences, again.notes], [true, [], []])
    assert.deepEqual(
      again.checks.map(({ name, before, now }) => [name, before, now]),
      [
        ['syntax', 'passed', 'passed'],
        ['tests', 'passed', 'passed'],
      ],
    )
  })

  it('says of a recorded verdict what comes out otherwise now, and what else is not as it was', () => {
    const flag = join(tempDir(), 'flag')
    writeFileSync(flag, 'good')
    const repo = onTopic({
      'test/clamp.test.js': `import { readFileSync } from 'node:fs'\nimport { test } from 'node:test'\nimport { limits } from '../src/limits.js'\ntest('flag', () => { if (limits.high > 10 && readFileSync('${flag}', 'utf8') !== 'good') throw new Error('bad') })\n`,
    })
    repo.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
    const { entry } = check(repo, '--only', 'syntax,tests', '--record')
    writeFileSync(flag, 'bad')
    repo.git('switch', '-q', 'main')
    repo.commit('Policy', { '.improver/policy.yaml': `${POLICY}checks: { tests: "node --test" }\n` })
    const ran = improver(repo, 'check', '--replay', entry!, '--record')
    assert.equal(ran.code, 1, ran.stderr)
    assert.match(ran.stdout, /: came out otherwise\n/)
    assert.match(ran.stdout, /\n {2}tests {8}passed then, failed now: /)
    assert.match(ran.stdout, /\n {2}not alike {2}tests: null then, "node --test" now\n/)
    const lines = improverJson<(Entry & { id: string })[]>(repo, 'ledger', 'log')
    const replayed = lines.find(({ data }) => data.what === 'replay')
    assert.deepEqual([replayed?.of, replayed?.data.same, replayed?.data.status], [entry, false, 'failed'])
  })

  it('runs the command of the policy, and never one that stands in the ledger', () => {
    const repo = onTopic()
    repo.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
    const { entry } = check(repo, '--only', 'tests', '--record')
    const [line] = improverJson<(Entry & { id: string })[]>(repo, 'ledger', 'log')
    const taken = join(tempDir(), 'taken')
    const conditions = { ...(line!.data.conditions as Record<string, never>), tests: `touch ${taken}` }
    const { id: _, prev: __, ...plain } = line!
    const evil = { ...plain, data: { ...line!.data, conditions } }
    const file = join(tempDir(), 'evil.jsonl')
    writeFileSync(file, `${JSON.stringify(evil)}\n`)
    assert.equal(improver(repo, 'ledger', 'import', file).code, 0)
    const other = improverJson<{ id: string }[]>(repo, 'ledger', 'log').find(({ id }) => id !== entry)
    const again = improverJson<Replayed>(repo, 'check', '--replay', other!.id)
    assert.deepEqual(
      again.differences.map(({ what }) => what),
      ['tests'],
    )
    assert.throws(() => readFileSync(taken))
  })

  it('plays a verdict of run again too, together or, where the tree of all is gone, alone', () => {
    const repo = makeProject({ '.improver/policy.yaml': `${POLICY}run: { group_by: finding }\n` })
    const { improvements } = improverJson<{ improvements: { id: string }[] }>(repo, 'run', '--only', 'docs')
    assert.ok(improvements.length >= 2, 'two improvements of one run are needed')
    const lines = improverJson<(Entry & { id: string })[]>(repo, 'ledger', 'log')
    const validated = lines.filter(({ kind }) => kind === 'validated')
    const trees = validated.map(({ data }) => (data.conditions as unknown as Conditions).tree)
    assert.equal(new Set(trees).size, 1, 'they were proven in one tree')
    const together = improverJson<Replayed>(repo, 'check', '--replay', validated[0]!.id)
    assert.deepEqual([together.same, together.notes, together.head], [true, [], trees[0]])
    repo.git('prune', '--expire=now')
    const alone = improverJson<Replayed>(repo, 'check', '--replay', validated[0]!.id)
    assert.equal(alone.same, true)
    assert.equal(alone.head, validated[0]!.commit)
    assert.deepEqual(alone.notes, [
      'it was proven together with others of its run, and is played again alone',
    ])
  })

  it("signs as a voucher, so that it counts; never where the code that is judged could read the voucher's key", t => {
    if (noSigning) return t.skip(noSigning)
    const repo = onTopic()
    const key = giveSigningKey(repo)
    const secret = repo.git('config', 'user.signingKey').replace(/\.pub$/, '')
    repo.git('config', '--global', '--unset', 'gpg.format')
    repo.git('switch', '-q', 'main')
    const policy = (sandbox: string) =>
      `${POLICY.replace('sandbox: none', `sandbox: ${sandbox}`)}vouchers: { ci: "${key}" }\n`
    repo.commit('Voucher', { '.improver/policy.yaml': policy('none') })
    repo.git('switch', '-q', '-C', 'topic')
    repo.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
    const signs = () => improver(repo, 'check', '--only', 'syntax,tests', '--record', '--voucher-key', secret)
    const refused = signs()
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /a voucher's key is not used where the policy says sandbox: none/)
    assert.equal(repo.git('for-each-ref', 'refs/notes'), '')
    if (!findBubblewrap()) return t.skip('bubblewrap is not installed: a sandboxed verdict was not signed')
    repo.git('switch', '-q', 'main')
    repo.commit('Sandbox', { '.improver/policy.yaml': policy('required') })
    repo.git('rebase', '-q', 'main', 'topic')
    const done = signs()
    assert.equal(done.code, 0, done.stderr)
    const [line] = improverJson<Entry[]>(repo, 'ledger', 'log')
    assert.equal(line?.by, 'ci <ci@voucher.invalid>')
    assert.match(line?.sig ?? '', /BEGIN SSH SIGNATURE/)
    assert.equal(improver(repo, 'ledger', 'fsck').code, 0)
    repo.git('switch', '-q', 'main')
    repo.commit('No voucher', { '.improver/policy.yaml': policy('required').replace(/vouchers.*/, '') })
    const stranger = signs()
    assert.equal(stranger.code, 2)
    assert.match(stranger.stderr, /not one of the policy's vouchers/)
  })
})
