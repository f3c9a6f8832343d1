import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../src/gate/decide.ts'
import type { CommitFact } from '../../src/model/commit.ts'
import { overwrittenText } from '../../src/report/decision.ts'
import {
  changeOf,
  commitFact,
  improvement,
  KEYS,
  knownWith,
  landingOn,
  oid,
  review,
} from '../helpers/gateFacts.ts'
import { allowed, change, known, outcome, refused } from './decisions.ts'

describe('a review in the trailers of the commit itself', () => {
  const reviewed = improvement({ trailers: review('rob', change), signedBy: KEYS.rob })

  it('lets the change land', () => allowed([reviewed]))
  it('is missing', () => refused([improvement()], /needs 1 review for main, has 0$/))
  it('is not signed', () =>
    refused(
      [improvement({ trailers: review('rob', change) })],
      /it is claimed \(anyone who can commit could have typed it\)/,
    ))
  it('is not signed, where typed text is enough', () =>
    allowed([improvement({ trailers: review('rob', change) })], knownWith('reviews: { assurance: claimed }')))
  it('is signed by another person', () =>
    refused(
      [improvement({ trailers: review('rob', change), signedBy: KEYS.sue })],
      /signed by a key that is not this person's/,
    ))
  it('is signed by a stranger', () =>
    refused([improvement({ trailers: review('rob', change), signedBy: `${KEYS.rob}x` })], /claimed/))
  it('has a broken signature', () =>
    refused(
      [
        improvement({
          trailers: review('rob', change),
          signature: { state: 'bad', why: 'it signs something else' },
        }),
      ],
      /its signature is no help: it signs something else/,
    ))
  it('is for another change', () =>
    refused([improvement({ trailers: review('rob', changeOf('other')), signedBy: KEYS.rob })], /stale/))
  it('is for another branch', () =>
    refused(
      [improvement({ trailers: review('rob', change, 'refs/heads/release/1'), signedBy: KEYS.rob })],
      /it is for refs\/heads\/release\/1/,
    ))
  it('is for both branches', () => {
    const trailers = [
      ...review('rob', change),
      { key: 'Reviewed-Change', value: `refs/heads/release/1 ${change.digest}` },
    ]
    allowed([improvement({ trailers, signedBy: KEYS.rob })])
    allowed([improvement({ trailers, signedBy: KEYS.rob })], known, landingOn('refs/heads/release/1'))
  })
  it('stands in a paragraph of prose, and is told so', () =>
    refused(
      [{ ...improvement({ body: 'Some prose.\nReviewed-by: Rob <rob@example.org>' }) }],
      /stands where it is not read/,
    ))
  it('names no change', () =>
    refused(
      [improvement({ trailers: review('rob', change).slice(0, 1), signedBy: KEYS.rob })],
      /it names no change/,
    ))
  it('does not borrow the binding of the review above it', () => {
    const trailers = [...review('rob', change), { key: 'Reviewed-by', value: 'Sue <sue@example.org>' }]
    refused([improvement({ trailers, signedBy: KEYS.sue })], /Sue <sue@example.org>: it names no change/)
  })
  it('does not borrow a binding that stands behind another trailer', () => {
    const [by, binding] = review('rob', change)
    refused(
      [improvement({ trailers: [by!, { key: 'Fixes', value: '1' }, binding!], signedBy: KEYS.rob })],
      /it names no change/,
    )
  })
})

describe('who reviews', () => {
  const by = (name: string, signedBy: string, more = '') =>
    outcome([improvement({ trailers: review(name, change), signedBy })], knownWith(more)).why

  it('is not the initiator', () => assert.match(by('jane', KEYS.jane), /jane set the agent to work/))
  it('is the initiator where policy lets it', () =>
    assert.equal(by('jane', KEYS.jane, 'reviews: { initiator: true }'), ''))
  it('is not a stranger', () =>
    refused(
      [improvement({ trailers: review('eve', change), signedBy: KEYS.rob })],
      /the policy knows no person with this address/,
    ))
  it('is not the author of an AI-tagged commit', () => {
    const own = commitFact({
      author: 'rob@example.org',
      trailers: [{ key: 'Improvement-Id', value: 'I1' }, ...review('rob', change)],
      signedBy: KEYS.rob,
      change,
      class: {},
    })
    refused([own], /rob is its author/)
  })
  it('is not the same person under a second address', () => {
    const two = knownWith().policy.people
    two.jane!.emails.push('doe@example.org')
    const policy = { ...known.policy, people: two }
    const second = [
      { key: 'Reviewed-by', value: 'Jane <doe@example.org>' },
      { key: 'Reviewed-Change', value: `refs/heads/main ${change.digest}` },
    ]
    refused([improvement({ trailers: second, signedBy: KEYS.jane })], /jane set the agent to work/, {
      ...known,
      policy,
    })
  })
  it('is not the bot', () => {
    const bot = [
      { key: 'Reviewed-by', value: 'Bot <bot@git-improver.invalid>' },
      ...review('rob', change).slice(1),
    ]
    refused([improvement({ trailers: bot, signedBy: KEYS.rob })], /git-improver is no person/)
  })
  it('is nobody whose address looks like a known one', () => {
    const alike = [
      { key: 'Reviewed-by', value: 'Rob <r\u043eb@example.org>' },
      ...review('rob', change).slice(1),
    ]
    refused([improvement({ trailers: alike, signedBy: KEYS.rob })], /cannot be read in one way only/)
  })
  it('is nobody who wrote in the landing when no initiator is named', () => {
    const anonymous = { ...improvement({ trailers: review('rob', change), signedBy: KEYS.rob }) }
    anonymous.trailers = anonymous.trailers.filter(({ key }) => key !== 'Initiated-by')
    allowed([anonymous])
    refused(
      [anonymous, commitFact({ author: 'rob@example.org', word: 'robs' })],
      /nobody says who set the agent to work/,
    )
  })
  it('counts persons, not lines', () => {
    const two = knownWith('reviews: { required: 2 }')
    const once = improvement({
      trailers: [...review('rob', change), ...review('rob', change)],
      signedBy: KEYS.rob,
    })
    refused([once], /needs 2 reviews for main, has 1/, two)
  })
  it('is not whoever signed the AI commit without reviewing it', () => {
    const signoff = {
      ...commitFact({
        word: 'sign-off',
        author: 'rob@example.org',
        trailers: review('rob', change),
        signedBy: KEYS.rob,
      }),
    }
    signoff.reaches = [{ base: oid('base'), change, covers: new Set([oid('improvement'), signoff.oid]) }]
    allowed([signoff, improvement()])
    refused([signoff, improvement({ signedBy: KEYS.rob })], /signed it with a key that an agent could use/)
  })
})

describe('a sign-off or merge that carries the review', () => {
  const net = changeOf('net')
  const carrier = (parents: string[], more: Partial<CommitFact> = {}): CommitFact => ({
    ...commitFact({
      word: 'carrier',
      author: 'rob@example.org',
      parents,
      trailers: review('rob', net),
      signedBy: KEYS.rob,
    }),
    reaches: [{ base: oid('base'), change: net, covers: new Set([oid('carrier'), oid('improvement')]) }],
    ...more,
  })

  for (const parents of [[oid('tip')], [oid('main'), oid('tip')]]) {
    const kind = parents.length > 1 ? 'merge' : 'sign-off'
    it(`answers for what it reaches (${kind})`, () => allowed([carrier(parents), improvement()]))
    it(`does not answer for what it does not reach (${kind})`, () =>
      refused([carrier(parents), improvement({ word: 'elsewhere' })], /has 0$/))
    it(`is stale when the net change is another (${kind})`, () => {
      const reaches = [
        {
          base: oid('base'),
          change: changeOf('more'),
          covers: new Set([oid('carrier'), oid('improvement')]),
        },
      ]
      refused([carrier(parents, { reaches }), improvement()], /stale/)
    })
  }
  it('is not given by someone who wrote part of it', () => {
    const covers = new Set([oid('carrier'), oid('improvement'), oid('stacked')])
    const commits = [
      carrier([oid('tip')], { reaches: [{ base: oid('base'), change: net, covers }] }),
      commitFact({ word: 'stacked', author: 'rob@example.org' }),
      improvement(),
    ]
    refused(commits, /rob wrote part of what is reviewed/)
  })
  it('names what was written over before it, under bind: files', () => {
    const { outcome, commits } = decide(landingOn(), [carrier([oid('tip')]), improvement()], known)
    assert.equal(outcome, 'allowed')
    const reviews = commits.flatMap(commit => commit.reviews)
    assert.deepEqual(
      reviews.map(one => one.overwritten),
      [['src/a.ts']],
    )
    assert.match(overwrittenText(commits), /^ {2}\w{7} {2}a change: src\/a\.ts was written over before rob/)
  })
  it('needs what it reviewed to be there still under bind: trees', () => {
    const trees = knownWith('', 'strict@1')
    refused([carrier([oid('tip')]), improvement()], /no longer there/, trees)
    const reaches = [
      { base: oid('base'), change: { ...change, digest: net.digest }, covers: new Set([oid('improvement')]) },
    ]
    allowed([carrier([oid('tip')], { reaches }), improvement()], trees)
  })
})
