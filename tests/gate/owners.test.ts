import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { OwnersFact } from '../../src/model/owners.ts'
import { changeOf, improvement, KEYS, knownWith, landingOn, oid, review } from '../helpers/gateFacts.ts'

const change = changeOf('improvement')

/** Jane, Rob and Sue with accounts and teams: the last word counts, so they are said anew. */
const known = knownWith()
const { jane, rob, sue } = known.policy.people
jane!.accounts.push('github:jane')
rob!.accounts.push('rob')
rob!.teams.push('acme/security')
sue!.teams.push('@acme/security', 'acme/docs')

type Asked = { owners: string[]; required?: number; section?: string; path?: string }

function ownersFact(...asked: Asked[]): OwnersFact {
  const demands = asked.map(({ owners, required = 1, section = null, path = 'src/a.ts' }, index) => ({
    path,
    owners,
    required,
    section,
    where: `CODEOWNERS:${index + 1}`,
    forge: null,
  }))
  return { demands, problems: [], unreadable: null }
}

/** What is said to an improvement that Jane set going and these reviewed, with these owners. */
function said(reviewers: ('jane' | 'rob' | 'sue')[], owners: OwnersFact, with_ = known): string {
  const signedBy = reviewers[0] && KEYS[reviewers[0]]
  const first = improvement({
    trailers: reviewers[0] ? review(reviewers[0], change) : [],
    ...(signedBy && { signedBy }),
  })
  const covers = new Set([first.oid])
  // A second reviewer signs in a commit of their own.
  const others = reviewers.slice(1).map(name => ({
    ...improvement({ word: name, author: `${name}@example.org`, signedBy: KEYS[name] }),
    trailers: review(name, change),
    message: 'Sign off',
    reaches: [{ base: oid('base'), change, covers }],
    change: { files: [], digest: change.digest },
  }))
  const { violations } = decide(landingOn(), [...others, { ...first, owners }], with_)
  return violations.map(({ level, why, next }) => `${level}: ${why} -> ${JSON.stringify(next)}`).join('\n')
}

describe('owners', () => {
  it('let pass what one of them reviewed, by account, team and address', () => {
    for (const owner of ['@rob', '@ROB', '@acme/security', 'rob@example.org'])
      assert.equal(said(['rob'], ownersFact({ owners: ['@jane', owner] })), '', owner)
  })
  it('are missing where only another person reviewed', () => {
    const answer = said(['sue'], ownersFact({ owners: ['@rob'] }))
    assert.match(
      answer,
      /needs 1 review for main, has 1; src\/a\.ts needs a review by @rob \(CODEOWNERS:1\) ->/,
    )
  })
  it('are asked rule by rule: each path needs one of its own', () => {
    const both = ownersFact({ owners: ['@rob'] }, { owners: ['@acme/docs'], path: 'docs/a.md' })
    assert.match(said(['rob'], both), /docs\/a\.md needs a review by @acme\/docs/)
    assert.equal(said(['rob', 'sue'], both), '')
  })
  it('are as many as a section asks for, counted as persons', () => {
    const two = ownersFact({ owners: ['@acme/security', '@rob'], required: 2, section: 'Security' })
    assert.match(
      said(['rob'], two),
      /2 reviews by @acme\/security, @rob \(CODEOWNERS:1, section Security\), has 1/,
    )
    assert.equal(said(['rob', 'sue'], two), '')
  })
  it('are no reviewers of what they made, and the answer says what to do', () => {
    const answer = said(['rob'], ownersFact({ owners: ['@jane'] }))
    assert.match(answer, /and none of them can: jane set the agent to work/)
    assert.match(answer, /name another owner in CODEOWNERS:1/)
  })
  it('whom the policy does not know are named, with what to write', () => {
    const answer = said(['rob'], ownersFact({ owners: ['@eve', '@acme/ops', 'eve@x.org'] }))
    assert.match(answer, /the policy knows no person for @eve, @acme\/ops, eve@x\.org/)
    assert.match(
      answer,
      /people\.<name>\.accounts: \['@eve'\]; people\.<name>\.teams: \['@acme\/ops'\]; people\.<name>\.emails: \[eve@x\.org\]/,
    )
  })
  it('fewer than a section asks for are told', () =>
    assert.match(
      said(['rob'], ownersFact({ owners: ['@rob', '@eve'], required: 2 })),
      /and 1 of them can: .* @eve/,
    ))
  it('that cannot be read let nothing pass', () =>
    assert.match(
      said(['rob'], { demands: [], problems: [], unreadable: 'CODEOWNERS: it is no text' }),
      /^block: .*the owners cannot be read: CODEOWNERS: it is no text/,
    ))
  it('that nobody named change nothing', () => assert.equal(said(['rob'], ownersFact()), ''))
  it('of a line that was skipped are told, and hold up nothing', () => {
    const answer = said(['rob'], { demands: [], problems: ['CODEOWNERS:3 is skipped'], unreadable: null })
    assert.match(answer, /^warn: CODEOWNERS:3 is skipped/)
  })
  it('of a thousand paths are told in a few words', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ owners: ['@eve'], path: `src/${index}.ts` }))
    assert.ok(said(['rob'], ownersFact(...many)).length < 1500)
  })
})

describe('a list of reviewers', () => {
  const withList = (from: string) => {
    return knownWith(`reviews: { by_path: { "src/**": { required: 1, from: [${from}] } } }`)
  }
  it('must hold whoever reviewed', () => {
    assert.equal(said(['rob'], ownersFact(), withList('rob, jane')), '')
    assert.match(
      said(['sue'], ownersFact(), withList('rob, jane')),
      /has 1; reviews\.by_path\["src\/\*\*"\] asks for 1 by rob or jane, and there are 0/,
    )
  })
  it('of a class counts for that class, in place of reviews.required', () => {
    const two = knownWith(
      'reviews: { required: 1, by_class: { algorithm_change: { required: 2, from: [rob, sue] } } }',
    )
    assert.match(
      said(['rob'], ownersFact(), two),
      /needs 2 reviews for main, has 1; .* by rob or sue, and there is 1/,
    )
    assert.equal(said(['rob', 'sue'], ownersFact(), two), '')
  })
})
