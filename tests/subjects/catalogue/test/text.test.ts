import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from '../src/config.js'
import { ConfigError } from '../src/errors.js'
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

describe('config', () => {
  it('fills in what is left out', () => {
    assert.deepEqual(readConfig('{}'), {
      registry: 'https://registry.example.org',
      timeout: 30_000,
      retries: 2,
      color: true,
    })
    assert.equal(readConfig('{}', { NO_COLOR: '1' }).color, false)
  })

  it('says what is wrong and where', () => {
    assert.throws(() => readConfig('['), ConfigError)
    assert.throws(() => readConfig('[]'), /catalogue.json: must be an object/)
    assert.throws(() => readConfig('{"registry":"http://x"}'), /registry: must begin with https/)
    assert.throws(() => readConfig('{"retries":11}'), /retries: must be between 0 and 10/)
    assert.throws(() => readConfig('{"retries":1.5}'), /retries: must be a whole number/)
  })
})
