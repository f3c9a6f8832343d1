import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { noSigning } from '../helpers/signingKey.ts'
import { CARRIERS, type Cell, expected } from './cells.ts'
import { judge, push } from './judge.ts'
import { type Lab, makeLab } from './lab.ts'
import { play } from './play.ts'

// The whole table is `npm run test:reviews`; here is a line of it, by two roads.
describe('a signed review', { skip: noSigning }, () => {
  let lab: Lab
  before(() => {
    lab = makeLab('verified')
  })
  const answers = async (cell: Cell) => {
    const { outcome, violations } = await judge(lab, play(lab, cell))
    assert.equal(outcome, expected(cell), violations.map(one => one.why).join())
  }
  for (const carrier of CARRIERS) {
    for (const road of ['merge', 'squash'] as const)
      it(`in a ${carrier} lands by ${road}`, () =>
        answers({ carrier, assurance: 'verified', road, state: 'right' }))
    it(`in a ${carrier} is worth nothing once it was withdrawn`, () =>
      answers({ carrier, assurance: 'verified', road: 'merge', state: 'withdrawn' }))
  }

  it('gets the same answer from a server that is pushed to', () => {
    for (const state of ['right', 'forged'] as const) {
      const cell: Cell = { carrier: 'merge', assurance: 'verified', road: 'fast-forward', state }
      const { allowed, said } = push(lab, play(lab, cell))
      assert.equal(allowed, expected(cell) === 'allowed', said)
    }
  })
})
