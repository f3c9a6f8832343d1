import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bestVersion, satisfies } from '../src/range.js'
import { bump, compareVersions, isVersion, parseVersion } from '../src/version.js'

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
