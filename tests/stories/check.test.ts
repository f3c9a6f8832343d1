import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { personsState } from '../helpers/project.ts'
import { check, onTopic } from './checkStory.ts'

const BROKEN = "export const limits = { low: 0, high: 5 }\nthrow new Error('broken')\n"

describe('git improver check', () => {
  it('proves what anybody changed, by default since the protected branch, and leaves the repository alone', () => {
    const repo = onTopic()
    repo.commit('Higher', { 'src/limits.js': 'export const limits = { low: 0, high: 11 }\n' })
    const before = personsState(repo)
    const { code, verdict, checks, base, head } = check(repo, '--only', 'syntax,tests')
    assert.deepEqual([code, verdict], [0, 'passed'])
    assert.deepEqual([base, head], [repo.git('rev-parse', 'main'), repo.git('rev-parse', 'HEAD')])
    assert.deepEqual(Object.keys(checks).sort(), ['syntax', 'tests'])
    repo.commit('Broken', { 'src/limits.js': BROKEN })
    repo.git('reset', '-q', '--soft', 'HEAD~1')
    repo.git('reset', '-q', '--hard')
    assert.equal(personsState(repo), before)
  })

  it('fails with 1 where it does not hold, says which check and why, and undecided where nothing could run', () => {
    const repo = onTopic()
    const good = repo.git('rev-parse', 'HEAD')
    repo.commit('Broken', { 'src/limits.js': BROKEN })
    const { code, stdout } = improver(repo, 'check', '--only', 'syntax,tests')
    assert.equal(code, 1)
    assert.match(stdout, /^[0-9a-f]{7} beside [0-9a-f]{7}: failed\n/)
    assert.match(stdout, /\n {2}tests {8}failed {8}\S/)
    assert.match(stdout, /note {2}nothing isolated the code that ran/)
    const nothing = check(repo, '--only', 'types', `${good}..HEAD`)
    assert.deepEqual([nothing.code, nothing.verdict], [125, 'not-run'])
  })

  it('does not hold against a branch what others did on its base meanwhile', () => {
    const repo = onTopic()
    repo.commit('More', { 'README.md': 'told\n' })
    repo.git('switch', '-q', 'main')
    const fork = repo.git('rev-parse', 'HEAD')
    repo.commit('Another test', {
      'test/more.test.js': "import { test } from 'node:test'\ntest('more', () => {})\n",
    })
    repo.git('switch', '-q', 'topic')
    const { verdict, base } = check(repo, '--only', 'tests', 'main..topic')
    assert.deepEqual([verdict, base], ['passed', fork])
  })

  it('says what is wrong with what it was given, and lists what there is', () => {
    const repo = onTopic()
    const says = (why: RegExp, ...args: string[]) => {
      const { code, stderr } = improver(repo, 'check', ...args)
      assert.equal(code, 2, stderr)
      assert.match(stderr, why)
    }
    says(/there is no check speed; there are: syntax, .*check --list/s, '--only', 'speed')
    says(/nowhere names no commit/, 'nowhere..HEAD')
    says(/no range: it takes two ends.*check origin\/main\.\.HEAD/s, 'main...HEAD')
    says(/nothing is no entry's id/, '--replay', 'nothing')
    says(/no verdict in the ledger is known as 0123456789/, '--replay', '0123456789')
    says(/leave the rest out/, '--replay', '0123456789', 'main..HEAD')
    says(/--voucher-key: \/nowhere\/key cannot be read/, '--record', '--voucher-key', '/nowhere/key')
    const listed = improver(repo, 'check', '--list')
    assert.equal(listed.code, 0)
    assert.match(
      listed.stdout,
      /^syntax {7}required\n.*performance {2}not required\nsecurity {5}required\n$/s,
    )
  })
})

describe('git improver check --only docs', () => {
  const documented = `/** Takes a few. */
let z

/**
 * Takes the first ones.
 *
 * @throws {RangeError} If \`n\` is less than 1.
 */
export function take(list, n) {
  if (n < 1) throw new RangeError('too few')
  return list.slice(0, n)
}
`
  it('names the line that does not hold any more, and what holds instead', () => {
    const repo = onTopic({ 'src/take.js': documented })
    repo.commit('Two at least', { 'src/take.js': documented.replace('n < 1', 'n < 2') })
    const { code, checks } = check(repo, '--only', 'docs')
    assert.equal(code, 1)
    assert.equal(checks.docs?.status, 'failed')
    assert.match(
      checks.docs?.why ?? '',
      /^src\/take\.js:7: take: ".*less than 1.*" is wrong now: .*less than 2/,
    )
  })

  it('passes what still holds, and leaves to a person what cannot be read any more', () => {
    const repo = onTopic({ 'src/take.js': documented })
    repo.commit('Copy', { 'src/take.js': documented.replace('list.slice(0, n)', '[...list].slice(0, n)') })
    const held = check(repo, '--only', 'docs')
    assert.deepEqual([held.code, held.checks.docs?.status], [0, 'passed'])
    assert.match(held.checks.docs?.why ?? '', /^1 sentence still holds$/)
    repo.commit('Ask elsewhere', {
      'src/take.js': documented.replace("if (n < 1) throw new RangeError('too few')", 'need(n)'),
    })
    const lost = check(repo, '--only', 'docs')
    assert.deepEqual([lost.code, lost.checks.docs?.status], [125, 'inconclusive'])
    assert.match(lost.checks.docs?.why ?? '', /src\/take\.js:7: .* can no longer be read from the code/)
  })

  it('is not run where no code changed', () => {
    const repo = onTopic({ 'src/take.js': documented })
    repo.commit('Words', { 'README.md': '# Words\n' })
    const { code, checks } = check(repo, '--only', 'docs')
    assert.deepEqual([code, checks.docs?.status], [125, 'not-run'])
  })
})
