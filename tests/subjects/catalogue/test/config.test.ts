import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from '../src/config.js'
import { ConfigError } from '../src/errors.js'

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
