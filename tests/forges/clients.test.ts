import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { requireSafeApi } from '../../src/forges/apiFailure.ts'
import { loadPeer } from '../../src/forges/loadPeer.ts'
import { secretsOf } from '../../src/forges/openForge.ts'
import { allPages, PAGE_SIZE } from '../../src/forges/pages.ts'
import { troubleOfAnswer, withPatience } from '../../src/forges/patience.ts'
import { EXIT, Failure } from '../../src/model/failure.ts'
import { personOfAccount } from '../../src/policy/accounts.ts'
import { knownWith } from '../helpers/gateFacts.ts'

const answer = (status: number, headers: Record<string, string> = {}, words = '') =>
  troubleOfAnswer(status, name => headers[name], words, 1_000_000)

describe('asking a forge', () => {
  it('says how to install a client that is not there, and hides no other fault', async () => {
    const missing = loadPeer('@octokit/rest', () => import(String('@octokit/no-such-client')))
    await assert.rejects(missing, (error: Failure) => {
      assert.match(error.message, /@octokit\/rest, the official client of this forge, is not installed/)
      assert.deepEqual(error.next, [
        { run: ['npm', 'install', '--save-dev', '@octokit/rest'], where: 'here' },
      ])
      return true
    })
    await assert.rejects(
      loadPeer('x', () => Promise.reject(new TypeError('broken'))),
      TypeError,
    )
    assert.ok((await loadPeer('@octokit/rest', () => import('@octokit/rest'))).Octokit)
  })

  it('is tried again where that helps, for so long and no longer', () => {
    for (const status of [0, 500, 502, 503]) assert.equal(answer(status).again, true)
    for (const status of [400, 401, 404, 422]) assert.equal(answer(status).again, false)
    assert.deepEqual(answer(429, { 'retry-after': '7' }), { again: true, after: 7_000 })
    assert.equal(answer(403).again, false)
    assert.equal(answer(403, {}, 'You have exceeded a secondary rate limit').again, true)
    assert.deepEqual(answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1030' }), {
      again: true,
      after: 30_000,
    })
  })

  it('ends after its tries, and does not wait for an hour', async () => {
    const waits: number[] = []
    const patience = {
      tries: 4,
      async wait(milliseconds: number) {
        waits.push(milliseconds)
      },
    }
    let calls = 0
    const call = async () => {
      calls += 1
      throw new Error('no')
    }
    await assert.rejects(withPatience(patience, call, () => ({ again: true, after: null })))
    assert.deepEqual([calls, waits], [4, [1_000, 2_000, 4_000]])
    await assert.rejects(withPatience(patience, call, () => ({ again: true, after: 3_600_000 })))
    assert.equal(calls, 5)
    await assert.rejects(withPatience(patience, call, () => ({ again: false, after: null })))
    assert.equal(calls, 6)
  })

  it('reads on after a full page whose answer names no next one, and never for ever', async () => {
    const rows = Array.from({ length: PAGE_SIZE * 2 + 5 }, (_, at) => at)
    const cut = (page: number) => rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    const all = await allPages('rows', async page => ({ rows: cut(page), more: false }))
    assert.deepEqual(all, rows)
    // A server that gives less than it was asked for still says that there is more.
    const small = await allPages('rows', async page => ({
      rows: rows.slice((page - 1) * 30, page * 30),
      more: page * 30 < rows.length,
    }))
    assert.deepEqual(small, rows)
    const endless = allPages('rows', async () => ({ rows: [1], more: true }))
    await assert.rejects(endless, (error: Failure) => error.exit === EXIT.inconclusive)
  })

  it('sends the token over https, or to this machine', () => {
    for (const api of ['https://api.github.com', 'http://127.0.0.1:80', 'http://localhost:1/api/v4'])
      requireSafeApi(api)
    for (const api of ['http://api.github.com', 'http://127.0.0.1.evil.example', 'ftp://x', 'x', ''])
      assert.throws(() => requireSafeApi(api), Failure)
  })

  it('knows which variables are secrets', () => {
    const env = {
      GITHUB_TOKEN: 'ghs_12345678',
      CI_JOB_TOKEN: 'job-12345678',
      HOME: '/home/someone',
      MY_TOKEN: '',
    }
    assert.deepEqual(secretsOf(env), ['ghs_12345678', 'job-12345678'])
  })
})

describe('an account of the policy', () => {
  const { policy } = knownWith()
  const people = (accounts: Record<string, string[]>) => ({
    ...policy,
    people: Object.fromEntries(
      Object.entries(accounts).map(([name, own]) => [
        name,
        { emails: [], keys: [], teams: [], accounts: own },
      ]),
    ),
  })
  const who = (accounts: Record<string, string[]>, login: string, id = '1') =>
    personOfAccount(people(accounts), 'github', { login, id }).person

  it('is that of its forge, whatever its case, and of no other', () => {
    assert.equal(who({ rob: ['github:Rob'] }, 'rOB'), 'rob')
    assert.equal(who({ rob: ['@rob'] }, 'rob'), 'rob')
    assert.equal(who({ rob: ['gitlab:rob'] }, 'rob'), null)
    assert.equal(who({ rob: ['github:rob'] }, 'rob-'), null)
    // The Kelvin sign is a k to toLowerCase.
    assert.equal(who({ kim: ['github:kim'] }, '\u212aim'), null)
    assert.equal(who({ kim: ['github:kim'] }, 'KIM'), 'kim')
  })

  it('with a number is that number, and under two people nobody’s', () => {
    assert.equal(who({ rob: ['github:rob#7'] }, 'rob', '8'), null)
    assert.equal(who({ rob: ['github:rob#7'] }, 'robert', '7'), 'rob')
    assert.equal(who({ rob: ['github:rob#7'], sue: ['robert'] }, 'robert', '7'), null)
    assert.equal(who({ rob: ['github:rob#7', 'rob'] }, 'rob', '7'), 'rob')
  })
})
