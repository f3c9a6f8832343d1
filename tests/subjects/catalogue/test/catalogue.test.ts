import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Catalogue } from '../src/catalogue.js'
import { NotFoundError } from '../src/errors.js'
import { installOrder } from '../src/order.js'
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
