import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDuration, parseDuration } from '../src/duration.js'
import { RateLimiter } from '../src/rateLimiter.js'

describe('rate limiter', () => {
  it('stops a burst and starts again with the next window', () => {
    let time = 1000
    const limiter = new RateLimiter({ requests: 5, per: '1s', now: () => time })
    const answers = Array.from({ length: 20 }, () => limiter.tryTake())
    assert.equal(answers[0], true)
    assert.equal(answers[19], false)
    time += 1000
    assert.equal(limiter.tryTake(), true)
  })

  it('refuses what would wait too long', async () => {
    const limiter = new RateLimiter({ requests: 1, per: '1h', maxWait: 5, now: () => 3_600_000 })
    await limiter.take()
    await assert.rejects(
      (async () => {
        for (let count = 0; count < 3; count++) await limiter.take()
      })(),
      /no place within 5 ms/,
    )
    assert.throws(() => new RateLimiter({ requests: 0 }), RangeError)
  })

  it('reads and writes durations', () => {
    assert.equal(parseDuration('1.5s'), 1500)
    assert.equal(parseDuration('20'), 20)
    assert.throws(() => parseDuration('soon'), TypeError)
    assert.equal(formatDuration(90_000), '1.5m')
    assert.equal(formatDuration(-20), '-20ms')
  })
})
