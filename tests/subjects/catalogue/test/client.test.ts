import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Cache } from '../src/cache.js'
import { createClient } from '../src/client.js'
import { NotFoundError } from '../src/errors.js'
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
