import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import { changeOf, commitFact, improvement, knownWith, landingOn, oid } from '../helpers/gateFacts.ts'
import { allowed, change, known, outcome, refused } from './decisions.ts'

describe('classes', () => {
  const doc = { class: 'documentation_only' as const, why: '', steering: [] }

  it('lets an automatic class pass without anybody', () => allowed([improvement({ class: doc })]))
  it('asks for a person where the path says so', () =>
    refused(
      [improvement({ class: doc })],
      /reviews.by_path/,
      knownWith('reviews: { by_path: { "src/**": 1 } }'),
    ))
  it('asks so too where the path is no UTF-8', () =>
    refused(
      [improvement({ class: doc, change: changeOf('improvement', '\uFFFD:7372632fff') })],
      /reviews.by_path/,
      knownWith('reviews: { by_path: { "src/**": 1 } }'),
    ))
  it('asks for a person when a file steers tools', () =>
    refused([improvement({ class: { ...doc, steering: ['AGENTS.md'] } })], /AGENTS.md steers tools/))
  it('sends a share of the automatic ones to a person', () =>
    refused(
      [improvement({ class: doc })],
      /chosen for the audit of 100 %/,
      knownWith('auto_approve: { audit: 100% }'),
    ))
  it('never holds up an exact revert for the audit', () =>
    allowed(
      [improvement({ class: { ...doc, class: 'exact_revert' } })],
      knownWith('auto_approve: { audit: 100% }'),
    ))
  it('asks nothing for a commit that changes nothing', () =>
    allowed([improvement({ change: { files: [], digest: change.digest } })]))
  it('asks nothing for a merge that git itself would make', () => {
    const merge = { ...improvement({ parents: [oid('a'), oid('b')] }), resolved: [] }
    allowed([merge])
    refused([{ ...merge, resolved: change.files }], /review-required/)
  })
})

describe('origin', () => {
  it('asks nothing of a person', () => allowed([commitFact({ change })]))
  for (const line of [
    'Improvement-Id: I1',
    '    Improvement-Id: I1',
    '* Improver: docs@1',
    '> AI-Modified: src/a.ts',
    'x\u2028Improvement-Id: I1',
    '\u200bImprover: docs@1',
  ])
    it(`sees ${JSON.stringify(line)} anywhere in a message`, () =>
      refused(
        [
          {
            ...commitFact({ body: `Squashed:\n\n${line}\n\nmore words` }),
            change,
            class: { class: 'algorithm_change', why: '', steering: [] },
          },
        ],
        /review-required/,
      ))
  it('does not see a word in a sentence', () =>
    allowed([commitFact({ body: 'The Improvement-Id: trailer is explained in the manual.', change })]))
  it('believes no label on something else', () =>
    refused(
      [improvement({ title: 'docs: explain', trailers: [{ key: 'Improver', value: 'docs@1' }] })],
      /algorithm_change/,
    ))
  it('warns only where policy says so', () => {
    const observe = knownWith('', 'observe@1')
    const { outcome, violations } = decide(landingOn(), [improvement()], observe)
    assert.equal(outcome, 'allowed')
    assert.deepEqual(
      violations.map(one => one.level),
      ['warn'],
    )
  })
})

describe('the ref as a whole', () => {
  const refs = (more: Parameters<typeof landingOn>[1], ref?: string) =>
    outcome([], known, landingOn(ref, more))

  it('is not rewound on the server, and is on a client', () => {
    assert.match(refs({ rewinds: true }).why, /would lose commits/)
    assert.equal(refs({ rewinds: true, entrance: 'client' }).outcome, 'allowed')
  })
  it('is not deleted on the server, and is on a client', () => {
    const update = { ref: 'refs/heads/main', old: oid('old'), new: null }
    assert.match(refs({ update }).why, /cannot be deleted/)
    assert.equal(refs({ update, entrance: 'client' }).outcome, 'allowed')
  })
  it('replaces no object, and may stop replacing one', () => {
    const update = { ref: `refs/replace/${oid('x')}`, old: null, new: oid('y') }
    assert.match(refs({ kind: 'replace', update }).why, /another object/)
    assert.equal(
      refs({ kind: 'replace', update: { ...update, old: oid('y'), new: null } }).outcome,
      'allowed',
    )
  })
  it("takes no clone's own memory, and lets it go", () => {
    const update = { ref: 'refs/improver/seen/ledger', old: null, new: oid('y') }
    assert.match(refs({ kind: 'private', update }).why, /own memory/)
    assert.equal(
      refs({ kind: 'private', update: { ...update, old: oid('y'), new: null } }).outcome,
      'allowed',
    )
    assert.equal(refs({ kind: 'private', update, entrance: 'client' }).outcome, 'allowed')
  })
  it('keeps every line of the ledger', () => {
    const update = { ref: 'refs/notes/improver/ledger', old: oid('a'), new: oid('b') }
    assert.equal(refs({ kind: 'ledger', update }).outcome, 'allowed')
    assert.match(
      refs({ kind: 'ledger', update, missingLines: [{ on: oid('c'), line: '{"v":1}' }] }).why,
      /would be lost/,
    )
    assert.match(refs({ kind: 'ledger', update: { ...update, new: null } }).why, /cannot be deleted/)
    assert.match(
      refs({ kind: 'ledger', update, malformedNotes: ['xyz is no object name'] }).why,
      /no object name/,
    )
  })
  it('is not judged from a shallow clone', () => assert.match(refs({ shallow: true }).why, /shallow/))
  it('does not take a policy that cannot be read', () =>
    assert.match(refs({ policyProblem: 'line 3' }).why, /line 3/))
  it('does not take an object that two readers read differently', () =>
    refused([{ ...commitFact(), ambiguous: 'the readers disagree about its parents' }], /disagree/))
})
