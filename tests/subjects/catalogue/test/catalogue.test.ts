import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Catalogue } from '../src/catalogue.js'
import { NotFoundError } from '../src/errors.js'
import { installOrder } from '../src/order.js'
import { bestVersion, satisfies } from '../src/range.js'
import { createSearch, query } from '../src/search.js'
import { bump, compareVersions, isVersion, parseVersion } from '../src/version.js'
import { makePackage, release } from './packages.js'

describe('catalogue', () => {
  it('keeps each name once', () => {
    const catalogue = new Catalogue([makePackage('a')])
    assert.throws(() => catalogue.add(makePackage('a')), RangeError)
    assert.throws(() => catalogue.add(makePackage('Not A Name')), TypeError)
    assert.throws(() => catalogue.get('b'), NotFoundError)
  })

  it('knows the newest release', () => {
    const catalogue = new Catalogue([makePackage('a', { releases: [release('1.0.0'), release('2.0.0-rc.1')] })])
    assert.equal(catalogue.latest('a'), '1.0.0')
    assert.equal(catalogue.latest('a', true), '2.0.0-rc.1')
    assert.equal(new Catalogue([makePackage('b')]).latest('b'), null)
  })

  it('orders what depends on each other', () => {
    assert.deepEqual(installOrder({ app: ['lib'], lib: ['base'], base: [] }), ['base', 'lib', 'app'])
    assert.throws(() => installOrder({ a: ['b'], b: ['a'] }), /a -> b -> a/)
    assert.throws(() => installOrder({ a: ['gone'] }), NotFoundError)
  })
})

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

describe('versions', () => {
  it('reads the parts', () => {
    assert.deepEqual(parseVersion('v1.2.3-rc.1'), { major: 1, minor: 2, patch: 3, prerelease: ['rc', '1'] })
    assert.throws(() => parseVersion('1.2'), TypeError)
    assert.equal(isVersion('1.2'), false)
  })

  it('sorts prereleases before their release', () => {
    const sorted = ['1.0.0', '1.0.0-rc.2', '1.0.0-rc.10', '0.9.9', '1.0.0-alpha'].sort(compareVersions)
    assert.deepEqual(sorted, ['0.9.9', '1.0.0-alpha', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0'])
  })

  it('bumps a part', () => {
    assert.equal(bump('1.2.3', 'minor'), '1.3.0')
    assert.throws(() => bump('1.2.3', 'epoch'), RangeError)
  })

  it('fits ranges', () => {
    assert.equal(satisfies('1.9.0', '^1.2.3'), true)
    assert.equal(satisfies('0.3.0', '^0.2.3'), false)
    assert.equal(satisfies('1.2.9', '~1.2.3'), true)
    assert.equal(satisfies('2.0.0', '>=1.2.3'), true)
    assert.equal(bestVersion(['1.0.0', '1.4.0', '2.0.0'], '^1.0.0'), '1.4.0')
    assert.equal(bestVersion(['1.0.0'], '^2.0.0'), undefined)
  })
})
