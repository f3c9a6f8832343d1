import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDownloads, formatPackages } from '../src/report.js'
import { plural, table, truncate, wrap } from '../src/text.js'
import { makePackage, release } from './packages.js'

describe('text', () => {
  it('cuts and breaks', () => {
    assert.equal(truncate('abcdefgh', 6), 'abc...')
    assert.equal(truncate('abc', 6), 'abc')
    assert.throws(() => truncate('abc', 2), RangeError)
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three'])
  })

  it('lines up columns', () => {
    assert.equal(table([['a', 1], ['bbb', 22]]), 'a    1\nbbb  22')
    assert.equal(table([]), '')
    assert.equal(plural(1, 'entry', 'entries'), '1 entry')
  })

  it('shows packages', () => {
    const text = formatPackages([makePackage('a', { downloads: 1500, releases: [release('1.0.0')] })])
    assert.match(text, /^name {2}version {2}downloads {2}description\na {5}1\.0\.0 {4}1\.5k/)
    assert.match(text, /1 package$/)
    assert.equal(formatDownloads(2_000_000), '2.0M')
    assert.equal(formatPackages([]), 'no packages')
  })
})
