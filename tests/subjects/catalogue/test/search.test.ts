import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSearch, query } from '../src/search.js'
import { makePackage } from './packages.js'

const packages = [
  makePackage('left-pad', { description: 'Pads a string', downloads: 5000 }),
  makePackage('pad', { keywords: ['string'], downloads: 100 }),
  makePackage('right-pad', { deprecated: true }),
]

describe('search', () => {
  it('finds by exact name', () => {
    const search = createSearch(packages)
    assert.equal(search.find('pad'), packages[1])
    assert.equal(search.find('nothing'), undefined)
  })

  it('takes the first of two with one name', () => {
    const twice = [makePackage('a', { downloads: 1 }), makePackage('a', { downloads: 2 })]
    assert.equal(createSearch(twice).find('a')?.downloads, 1)
  })

  it('is not changed by what becomes of the list', () => {
    const list = [...packages]
    const search = createSearch(list)
    list.length = 0
    assert.equal(search.find('pad')?.name, 'pad')
  })

  it('puts the exact name first', () => {
    assert.deepEqual(
      query(packages, 'pad').map(one => one.name),
      ['pad', 'left-pad'],
    )
  })

  it('shows deprecated packages only when asked', () => {
    assert.equal(query(packages, 'right').length, 0)
    assert.equal(query(packages, 'right', { deprecated: true }).length, 1)
  })

  it('refuses a limit of nothing', () => {
    assert.throws(() => query(packages, 'pad', { limit: 0 }), RangeError)
    assert.deepEqual(query(packages, '  '), [])
  })
})
