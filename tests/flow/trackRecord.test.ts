import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { chooseImprovers } from '../../src/flow/run/chooseImprovers.ts'
import { openDeclined } from '../../src/flow/run/declined.ts'
import { isNearTwin, toldTrait, traitOf } from '../../src/flow/trust/nearTwin.ts'
import { hasGraduated, trackRecord } from '../../src/flow/trust/trackRecord.ts'
import { wilson } from '../../src/flow/trust/wilson.ts'
import type { Filed, Json } from '../../src/model/entry.ts'
import type { Finding, Improver } from '../../src/model/finding.ts'
import type { State } from '../../src/model/lifecycle.ts'

describe("Wilson's interval", () => {
  it('is the one of the tables, and nothing without a trial', () => {
    const rounded = (successes: number, total: number) => wilson(successes, total)?.map(one => one.toFixed(4))
    assert.equal(wilson(0, 0), null)
    assert.deepEqual(rounded(1, 1), ['0.2065', '1.0000'])
    assert.deepEqual(rounded(0, 10), ['0.0000', '0.2775'])
    assert.deepEqual(rounded(81, 263), ['0.2553', '0.3662'])
    assert.ok(wilson(72, 72)![0] < 0.95 && wilson(74, 74)![0] > 0.95)
  })

  it('holds the share that was seen, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (good, bad) => {
        if (good + bad === 0) return
        const [low, high] = wilson(good, good + bad)!
        const share = good / (good + bad)
        assert.ok(0 <= low && low <= share + 1e-9 && share - 1e-9 <= high && high <= 1)
      }),
    )
  })
})

const of = (improver: string | null, ...states: State[]) => states.map(state => ({ improver, state }))

describe('the track record', () => {
  it('counts by improver and rule what was decided, and not what waits', () => {
    const tracks = trackRecord([
      ...of('docs/comment@1', 'merged', 'kept', 'approved', 'rejected', 'proposed'),
      ...of('docs@1', 'reverted'),
      ...of('lint/@typescript-eslint/no-x@1', 'proposed'),
      ...of(null, 'merged'),
    ])
    assert.deepEqual(
      tracks.map(one => [
        one.improver,
        one.rule,
        one.proposed,
        one.waiting,
        one.approved,
        one.merged,
        one.rejected,
        one.reverted,
        one.rate,
      ]),
      [
        ['docs', null, 6, 1, 1, 2, 1, 1, 0.6],
        ['docs', 'comment', 5, 1, 1, 2, 1, 0, 0.75],
        ['lint', null, 1, 1, 0, 0, 0, 0, null],
        ['lint', '@typescript-eslint/no-x', 1, 1, 0, 0, 0, 0, null],
      ],
    )
    assert.equal(tracks[2]!.interval, null)
  })

  it('lets an improver start by itself above what the policy asks, and not at it', () => {
    const tracks = trackRecord(of('performance/hoist@1', ...Array<State>(74).fill('merged')))
    const low = tracks[0]!.interval![0]
    assert.equal(hasGraduated('performance', tracks, { performance: 0.95 }), true)
    assert.equal(hasGraduated('performance', tracks, { performance: low }), false)
    assert.equal(hasGraduated('performance', [], { performance: 0.95 }), false)
    assert.equal(hasGraduated('docs', [], { performance: 0.95 }), true, 'nothing is asked of it')
    assert.equal(hasGraduated('toString', [], {}), true)
  })

  it('is what decides who starts, unless somebody is named', () => {
    const improvers = ['docs', 'types', 'performance'].map(name => ({ name }) as Improver)
    const names = (only: string[], past: ReturnType<typeof of>) => {
      const { improvers: chosen, waiting } = chooseImprovers(improvers, only, past, {
        graduation: { performance: 0.95, types: 0.5 },
      })
      return [chosen.map(({ name }) => name).join(), waiting.length]
    }
    assert.deepEqual(names([], []), ['docs', 1])
    assert.deepEqual(names(['performance'], []), ['performance', 0])
    assert.deepEqual(names([], of('performance@1', ...Array<State>(74).fill('merged'))), [
      'docs,performance',
      1,
    ])
    assert.throws(
      () => names(['docks'], []),
      /there is no improver docks; there are: docs, types, performance/,
    )
  })
})

const finding = (path: string, more: Partial<Finding> = {}): Finding => ({
  fingerprint: `sha256:${path}`,
  improver: 'lint',
  rewrite: 'no-var',
  path,
  symbol: 'a',
  title: 't',
  reason: 'r',
  facts: [{ kind: 'lint', says: 'Unexpected var.', from: { path, start: 0, end: 3 } }],
  data: {},
  ...more,
})

describe('a near twin of what was refused', () => {
  const refused = traitOf(finding('src/a.js'))
  it('is of the same improver and rule, and of the same thing or with the same words', () => {
    const says = [{ kind: 'lint', says: 'Other.', from: { path: 'x', start: 0, end: 1 } }]
    assert.ok(isNearTwin(traitOf(finding('src/a.js', { facts: says })), refused))
    assert.ok(!isNearTwin(traitOf(finding('src/a.js', { facts: says, symbol: 'b' })), refused))
    assert.ok(isNearTwin(traitOf(finding('src/b.js')), refused))
    assert.ok(!isNearTwin(traitOf(finding('src/b.js', { facts: says })), refused))
    assert.ok(!isNearTwin(traitOf(finding('src/a.js', { rewrite: 'eqeqeq' })), refused))
    assert.ok(!isNearTwin(traitOf(finding('src/a.js', { improver: 'docs' })), refused))
  })

  it('is known by its edits, where it keeps them, and nothing by no words', () => {
    const fix = (text: string) => ({ data: { fixes: [{ start: 1, end: 2, text, expects: 'sha256:1' }] } })
    assert.ok(isNearTwin(traitOf(finding('b', fix('let'))), traitOf(finding('a', fix('let')))))
    assert.ok(!isNearTwin(traitOf(finding('b', fix('const'))), traitOf(finding('a', fix('let')))))
    const put = (says: string) => ({
      ...{ data: { fixes: [{ start: 1, end: 1, text: ': number', expects: 'sha256:1' }] } },
      facts: [{ kind: 'type', says, from: { path: 'x', start: 0, end: 1 } }],
    })
    assert.ok(
      !isNearTwin(traitOf(finding('b', put('b is number'))), traitOf(finding('a', put('a is number')))),
    )
    assert.ok(
      isNearTwin(traitOf(finding('b', put('a is number'))), traitOf(finding('a', put('a is number')))),
    )
    const none = { facts: [] }
    assert.ok(!isNearTwin(traitOf(finding('b', none)), traitOf(finding('a', none))))
  })

  it('is read from the ledger, where anybody may have written anything', () => {
    const { rewrite, path, symbol, facts, data } = finding('src/a.js')
    const told = {
      rewrite,
      path,
      symbol,
      data,
      facts: facts.map(({ kind, says, from }) => ({ kind, says, from: { ...from } })),
    }
    assert.deepEqual(toldTrait('lint', told), refused)
    for (const odd of [null, 3, [], { rewrite: 'x' }, { rewrite: 1, path: 'a' }] as Json[])
      assert.equal(toldTrait('lint', odd), null)
    assert.deepEqual(toldTrait('lint', { rewrite, path, symbol, facts: 3, data: [] }), {
      ...refused,
      words: '',
    })
  })

  it('is not proposed after a rejection or a revert, and is after an approval', () => {
    const entry = {
      kind: 'proposed',
      data: { findings: [{ rewrite: 'no-var', path: 'src/a.js', symbol: 'a', facts: [], data: {} }] },
    }
    const past = (state: State) => [
      { state, improver: 'lint/no-var@1', entries: [{ entry } as unknown as Filed] },
    ]
    const again = finding('src/a.js', { fingerprint: 'sha256:new' })
    assert.deepEqual(
      (['rejected', 'reverted', 'merged', 'proposed'] as const).map(state =>
        openDeclined(new Set(), past(state))(again),
      ),
      [true, true, false, false],
    )
    assert.ok(openDeclined(new Set(['sha256:new']), [])(again))
    const other = finding('src/a.js', { fingerprint: 'sha256:other', symbol: 'b' })
    const twice = [...past('rejected'), ...past('reverted')]
    assert.ok(!openDeclined(new Set(), past('rejected'))(other), 'one refusal speaks of one thing')
    assert.ok(openDeclined(new Set(), twice)(other), 'two speak of the rule in that file')
    assert.ok(!openDeclined(new Set(), twice)({ ...other, path: 'src/b.js' }))
  })
})
