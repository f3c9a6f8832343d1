import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Cache } from '../src/cache.js'
import { createClient } from '../src/client.js'
import { formatDuration, parseDuration } from '../src/duration.js'
import { NotFoundError } from '../src/errors.js'
import { RateLimiter } from '../src/rateLimiter.js'
import { makePackage } from './packages.js'

function replies(...statuses: number[]) {
  const asked: string[] = []
  const fetch = async (url: string) => {
    asked.push(url)
    return { status: statuses.shift() ?? 200, json: async () => makePackage('a') }
  }
  return { asked, fetch }
}

describe('client', () => {
  it('asks once and remembers', async () => {
    const { asked, fetch } = replies()
    const client = createClient({ registry: 'https://x', fetch })
    await client.fetchPackage('@scope/a')
    await client.fetchPackage('@scope/a')
    assert.deepEqual(asked, ['https://x/%40scope%2Fa'])
    assert.equal(client.cached(), 1)
  })

  it('tries again when the server fails, and gives up in the end', async () => {
    const good = replies(503, 500)
    assert.equal((await createClient({ registry: 'https://x', fetch: good.fetch }).fetchPackage('a')).name, 'a')
    assert.equal(good.asked.length, 3)
    const bad = replies(500, 500, 500)
    await assert.rejects(createClient({ registry: 'https://x', fetch: bad.fetch }).fetchPackage('a'), /500/)
  })

  it('knows what is not there', async () => {
    const { fetch } = replies(404)
    await assert.rejects(createClient({ registry: 'https://x', fetch }).fetchPackage('a'), NotFoundError)
  })
})

describe('cache', () => {
  it('forgets what is old and what is too much', () => {
    let time = 0
    const cache = new Cache<number>({ max: 2, ttl: 10, now: () => time })
    cache.set('a', 1).set('b', 2)
    assert.equal(cache.get('a'), 1)
    cache.set('c', 3)
    assert.equal(cache.get('b'), undefined)
    time = 10
    assert.equal(cache.get('a'), undefined)
  })
})

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
