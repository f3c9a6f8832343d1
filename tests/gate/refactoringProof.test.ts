import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refactoringProof } from '../../src/gate/refactoringProof.ts'
import type { EntryFact } from '../../src/gate/reviews/entryFact.ts'
import type { SignatureFact } from '../../src/model/commit.ts'
import type { Json } from '../../src/model/entry.ts'
import { KEYS, knownWith, oid } from '../helpers/gateFacts.ts'
import { entryOn } from '../ledger/entries.ts'

const CI = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE'
const known = knownWith(`vouchers: { ci: '${CI}' }\n`)
const subject = { baseTree: oid('base'), tree: oid('head'), typed: true }

type Data = { [key: string]: Json }
const passed = (evidence: Data = {}): Data => ({ status: 'passed', why: '', evidence })
const CHECKS: Data = {
  syntax: passed(),
  types: passed(),
  tests: passed(),
  security: passed(),
  behaviour: passed({
    compared: 1,
    outside: [],
    statements: { changed: 5, exercised: 4 },
    mutants: { tried: 20, noticed: 18 },
  }),
}
const verdict = (checks: Data = {}, more: Data = {}): Data => ({
  what: 'check',
  status: 'passed',
  sandbox: 'bubblewrap',
  conditions: { baseTree: subject.baseTree, tree: subject.tree },
  checks: { ...CHECKS, ...checks },
  ...more,
})

function said(data: Data, key: string | null = CI): EntryFact {
  const signature: SignatureFact = key
    ? { state: 'good', kind: 'ssh', key, fingerprint: 'SHA256:x', userPresent: false }
    : { state: 'none' }
  return { id: `sha256:${'0'.repeat(64)}`, entry: entryOn(oid('commit'), { data }), signature }
}

function lacks(...facts: EntryFact[]): string {
  const proof = refactoringProof(facts, subject, known)
  assert.ok('lacks' in proof, `proven: ${JSON.stringify(proof)}`)
  return proof.lacks
}

describe('the proof of a refactoring', () => {
  it("is a voucher's verdict on these very trees", () => {
    const proof = refactoringProof([said(verdict())], subject, known)
    assert.deepEqual(proof, {
      by: 'ci',
      why: 'ci proved that it behaves the same (4 of 5 changed statements exercised)',
    })
  })

  it('is one that found the same program, too', () => {
    const same = verdict({ behaviour: passed({ compared: 1, outside: [] }) })
    assert.ok('by' in refactoringProof([said(same)], subject, known))
  })

  it("is nobody else's word", () => {
    assert.match(lacks(said(verdict(), null)), /signed by no voucher/)
    assert.match(lacks(said(verdict(), KEYS.rob)), /signed by no voucher/)
    const forged = { ...said(verdict()), signature: { state: 'bad', why: 'altered' } as SignatureFact }
    assert.match(lacks(forged), /signed by no voucher/)
    assert.match(lacks(said(verdict({}, { for: 'Rob Roe <rob@example.org>' }))), /signed by no voucher/)
    const review = said(verdict())
    review.entry.kind = 'reviewed'
    assert.match(lacks(review), /no verdict/)
  })

  it('is about no other trees', () => {
    const other = (conditions: Json) => lacks(said(verdict({}, { conditions })))
    assert.match(other({ baseTree: oid('other'), tree: subject.tree }), /no verdict on these very trees/)
    assert.match(other({ baseTree: subject.baseTree, tree: oid('other') }), /no verdict on these very trees/)
    assert.match(other({ baseTree: subject.tree, tree: subject.baseTree }), /no verdict on these very trees/)
    assert.match(other(null), /no verdict on these very trees/)
    assert.match(lacks(), /no verdict/)
  })

  it('has all checks passed that the policy requires, and behaviour, types and security in any case', () => {
    for (const name of ['syntax', 'types', 'tests', 'behaviour', 'security'])
      for (const status of ['failed', 'inconclusive', 'not-run'])
        assert.match(
          lacks(said(verdict({ [name]: { status, why: '', evidence: {} } }))),
          new RegExp(`${name} ${status}`),
        )
    const { security: _, ...without } = CHECKS
    assert.match(lacks(said(verdict({}, { checks: without }))), /security was not run/)
    const few = knownWith(`vouchers: { ci: '${CI}' }\nchecks: { require: [tests] }\n`)
    const { syntax: __, ...least } = CHECKS
    assert.ok('by' in refactoringProof([said(verdict({}, { checks: least }))], subject, few))
    const { types: ___, ...untyped } = least
    assert.ok('lacks' in refactoringProof([said(verdict({}, { checks: untyped }))], subject, few))
    assert.match(lacks(said(verdict({}, { status: 'inconclusive' }))), /its verdict is inconclusive/)
    assert.match(lacks(said(verdict({}, { sandbox: 'none' }))), /without a sandbox/)
  })

  it('needs no types where nothing has any', () => {
    const plain = verdict({ types: { status: 'not-run', why: 'no tsconfig', evidence: {} } })
    assert.ok('by' in refactoringProof([said(plain)], { ...subject, typed: false }, known))
    assert.match(lacks(said(plain)), /types not-run/)
  })

  it('exercised four fifths of the changed statements, and says so', () => {
    const with_ = (evidence: Data) => lacks(said(verdict({ behaviour: passed(evidence) })))
    assert.match(
      with_({ compared: 1, outside: [], statements: { changed: 5, exercised: 3 } }),
      /^3 of 5 changed/,
    )
    assert.match(with_({ left_out: 9000 }), /does not say/)
    assert.match(with_({}), /outside of the program/)
    assert.match(
      with_({ compared: 1, outside: [], statements: { changed: 0, exercised: 0 } }),
      /does not say/,
    )
    assert.match(with_({ compared: 1, outside: [], statements: 'all' }), /does not say/)
  })

  it('noticed as much of what is wrong as the policy that decides asks for', () => {
    const noticing = (mutants: Json) =>
      said(
        verdict({
          behaviour: passed({ compared: 1, outside: [], statements: { changed: 5, exercised: 5 }, mutants }),
        }),
      )
    const under = (share: string, fact: EntryFact) =>
      refactoringProof(
        [fact],
        subject,
        knownWith(`vouchers: { ci: '${CI}' }\nchecks: { behaviour: { noticed: ${share} } }\n`),
      )
    assert.match(lacks(noticing({ tried: 20, noticed: 17 })), /^17 of 20 wrong changes noticed: too few$/)
    assert.match(lacks(noticing(null)), /does not say how much/)
    assert.ok('by' in under('85%', noticing({ tried: 20, noticed: 17 })))
    assert.ok('lacks' in under('95%', noticing({ tried: 20, noticed: 18 })))
    assert.ok('by' in under('95%', noticing({ tried: 20, noticed: 19 })))
  })

  it('is none of what was compared with nothing', () => {
    const with_ = (evidence: Data) => lacks(said(verdict({ behaviour: passed(evidence) })))
    assert.match(with_({ compared: 0, outside: ['scripts/deploy.js'] }), /outside of the program/)
    assert.match(with_({ compared: 1, outside: ['test/a.test.js'] }), /outside of the program/)
    assert.match(with_({ compared: 1 }), /outside of the program/)
    const statements = { changed: 5, exercised: 5 }
    assert.match(with_({ compared: 1, outside: ['tools/a.js'], statements }), /outside of the program/)
  })

  it('has no export whose type changed', () => {
    const api = { of: 'package', added: [], removed: [], changed: [{ name: 'a', before: '', after: '' }] }
    assert.match(lacks(said(verdict({ types: passed({ api }) }))), /the types of what it exports changed/)
    assert.match(lacks(said(verdict({ types: passed({ left_out: 9000 }) }))), /the types of what it exports/)
  })

  it('is undone by another verdict of a voucher on the same trees, and by nobody else', () => {
    const failed = verdict({ behaviour: { status: 'failed', why: '', evidence: {} } }, { status: 'failed' })
    assert.match(lacks(said(verdict()), said(failed)), /behaviour failed/)
    assert.ok('by' in refactoringProof([said(verdict()), said(failed, null)], subject, known))
  })
})
