import assert from 'node:assert/strict'
import { readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeProject, POLICY } from '../helpers/project.ts'
import { run } from './runStory.ts'

const NONE = `id: none
language: JavaScript
message: one comparison tells both.
rule: { pattern: '$A === null || $A === undefined' }
fix: $A == null
---
id: none
valid: ['a == null', 'a === null || b === undefined']
invalid: ['a.b === null || a.b === undefined']
fixed: ['a.b == null']
`
const CODE = {
  'src/none.js': `export const isNone = value => value === null || value === undefined
export const either = (a, b) => a === null || a === undefined ? b : a
`,
  'test/none.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { either, isNone } from '../src/none.js'

test('isNone', () => assert.deepEqual([null, undefined, 0].map(isNone), [true, true, false]))
test('either', () => assert.equal(either(undefined, 5), 5))
`,
}

describe('git improver patterns', () => {
  it('rules as data are tested, proposed, proven and counted', () => {
    const repo = makeProject({ ...CODE, '.improver/patterns/none.yml': NONE })
    assert.match(
      improver(repo, 'patterns').stdout,
      /^none {2}JavaScript {2}\.improver\/patterns\/none\.yml\n.*\n {2}tests: 3; proposed nothing yet$/m,
    )
    const tested = improver(repo, 'patterns', 'test')
    assert.deepEqual([tested.code, tested.stdout], [0, 'passed   none (3 of 3)\n'])
    const { improvements, dropped, notes } = run(repo, '--only', 'patterns')
    assert.deepEqual([dropped, notes], [[], []])
    assert.equal(improvements.length, 1)
    const message = repo.git('log', '-1', '--format=%B', improvements[0]!.branch)
    assert.match(message, /^patterns: none in none\.js\n/)
    assert.match(message, /\.yml matches 2 times: one\ncomparison tells both\./)
    assert.match(message, /^Improver: patterns\/none@1$/m)
    assert.equal(
      repo.git('show', `${improvements[0]!.branch}:src/none.js`),
      'export const isNone = value => value == null\nexport const either = (a, b) => a == null ? b : a',
    )
    const { patterns } = improverJson<{ patterns: { track: { proposed: number; rule: string } }[] }>(
      repo,
      'patterns',
    )
    assert.deepEqual([patterns[0]!.track.proposed, patterns[0]!.track.rule], [1, 'none'])
    assert.equal(run(repo, '--only', 'patterns').improvements.length, 0, 'nothing is proposed twice')
  })

  it('what is wrong with a rule costs that rule alone, and is told', () => {
    const endless = `id: endless\nlanguage: js\nrule: { pattern: limits($$$A) }\nfix: limits(limits($$$A))\n`
    const repo = makeProject({
      ...CODE,
      'src/more.js': 'export const more = limits => limits(1)\n',
      '.improver/patterns/none.yml': NONE,
      '.improver/patterns/kinds.yml': 'id: odd\nlanguage: js\nrule: { kind: no_such_kind }\nfix: x\n',
      '.improver/patterns/endless.yml': endless,
      '.improver/patterns/css.yml': 'id: css\nlanguage: css\nrule: { kind: x }\n',
      '.improver/patterns/twice.yml': NONE.split('---')[0]!,
      '.improver/policy.yaml': `${POLICY}run: { patterns: [not-installed] }\n`,
    })
    const { findings, notes } = run(repo, '--only', 'patterns', '--dry-run')
    assert.deepEqual(
      (findings as { rewrite: string }[]).map(({ rewrite }) => rewrite),
      ['none'],
    )
    const told = (notes as string[]).join('\n')
    for (const word of [
      /odd is no rule that ast-grep can read: .*no_such_kind/,
      /endless matches what its own fix has written/,
      /css is of language "css"/,
      /twice\.yml: none is a rule of \.improver\/patterns\/none\.yml already/,
      /the package not-installed that the policy names is not installed/,
    ])
      assert.match(told, word)
    const tested = improver(repo, 'patterns', 'test')
    assert.equal(tested.code, 1)
    assert.match(tested.stdout, /^failed {3}odd \(0 of 1\)\n {2}has no test\n/m)
    assert.match(improver(repo, 'patterns', 'test', 'nobody').stderr, /there is no rule nobody/)
  })

  it('says which text a rule fails on', () => {
    const wrong = NONE.replace("'a == null', ", "'x === null || x === undefined', ").replace(
      "'a.b == null'",
      "'b'",
    )
    const repo = makeProject({ '.improver/patterns/none.yml': wrong })
    const { code, stdout } = improver(repo, 'patterns', 'test', 'none')
    assert.equal(code, 1)
    assert.match(stdout, /matches "x === null \|\| x === undefined", which is valid/)
    assert.match(stdout, /makes "a\.b == null" of "a\.b === null \|\| a\.b === undefined", and not "b"/)
  })

  it('a rule that writes something else than what stood there is dropped, and the reason told', () => {
    const first = "id: first\nlanguage: js\nrule: { pattern: '$A.filter($B)[0]' }\nfix: $A.find($B)\n"
    const repo = makeProject({
      'src/first.js': 'export const first = list => list.filter(one => one > 1)[0]\n',
      '.improver/patterns/first.yml': first,
    })
    const { improvements, dropped } = run(repo, '--only', 'patterns')
    assert.equal(improvements.length, 0)
    assert.deepEqual(
      dropped.map(({ check }) => check),
      ['behaviour'],
      'a list that does not stop may throw behind what is found',
    )
  })

  it('shared rules come from the packages that the policy names, as they are installed', () => {
    const repo = makeProject({
      ...CODE,
      '.gitignore': 'node_modules\n',
      '.improver/policy.yaml': `${POLICY}run: { patterns: ['@acme/rules'] }\n`,
    })
    repo.write('node_modules/@acme/rules/rules/none.yml', NONE)
    assert.match(
      improver(repo, 'patterns').stdout,
      /^none {2}JavaScript {2}node_modules\/@acme\/rules\/rules\/none\.yml$/m,
    )
    assert.equal(run(repo, '--only', 'patterns', '--dry-run').findings.length, 1)
    // As pnpm and workspaces have it.
    renameSync(join(repo.dir, 'node_modules/@acme/rules'), join(repo.dir, 'node_modules/.rules'))
    symlinkSync('../.rules', join(repo.dir, 'node_modules/@acme/rules'))
    assert.equal(run(repo, '--only', 'patterns', '--dry-run').findings.length, 1)
  })

  it('learns a rule from what was accepted, with its tests, and finds where it matches besides', () => {
    const repo = makeProject({ ...CODE, '.improver/patterns/none.yml': NONE })
    const [proposed] = run(repo, '--only', 'patterns').improvements
    const { branch, id } = proposed!
    const refused = improver(repo, 'patterns', 'learn', branch)
    assert.deepEqual(
      [refused.code, /is proposed: only what people accepted teaches a rule/.test(refused.stderr)],
      [2, true],
    )
    repo.git('merge', '-q', '--ff-only', branch)
    repo.git('rm', '-q', '-r', '.improver/patterns')
    repo.commit('More', {
      'src/more.js': 'export const full = list => !(list === null || list === undefined)\n',
    })
    const learned = improver(repo, 'patterns', 'learn', id, 'learned')
    assert.equal(learned.code, 0, learned.stderr)
    assert.match(
      learned.stdout,
      /^learned {2}learned, from 2 places\nfinds {4}\$A === null \|\| \$A === undefined\nwrites {3}\$A == null\nmatches {2}1 more place now\n {9}src\/more\.js:1\n/,
    )
    const rule = readFileSync(join(repo.dir, '.improver/patterns/learned.yml'), 'utf8')
    assert.match(rule, /^id: learned\nlanguage: JavaScript\n/)
    assert.deepEqual(
      [improver(repo, 'patterns', 'test').stdout, improver(repo, 'patterns', 'learn', id, 'learned').code],
      ['passed   learned (4 of 4)\n', 2],
    )
    symlinkSync(join(repo.dir, '..', 'outside.yml'), join(repo.dir, '.improver/patterns/led.yml'))
    assert.match(improver(repo, 'patterns', 'learn', id, 'led').stderr, /led\.yml is there already/)
    assert.match(improver(repo, 'patterns', 'learn', id, '../x').stderr, /can't be called/)
    for (const args of [['learn'], ['learn', 'nothing-known'], ['else']])
      assert.equal(improver(repo, 'patterns', ...args).code, 2)
  })

  it('learns nothing from what does not generalize', () => {
    const repo = makeProject()
    const [proposed] = run(repo, '--only', 'docs', '--limit', '1').improvements
    const { branch, id } = proposed!
    repo.git('merge', '-q', '--ff-only', branch)
    assert.match(
      improver(repo, 'patterns', 'learn', id).stderr,
      /teaches no rule: only layout and comments differ\. Nothing was written/,
    )
  })
})
