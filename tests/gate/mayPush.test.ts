import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UpdateFacts } from '../../src/gate/facts.ts'
import { mayPush } from '../../src/gate/rules/mayPush.ts'
import { type PushedBy, whoPushes } from '../../src/gate/whoPushes.ts'
import type { Host, Pusher } from '../../src/model/pusher.ts'
import { KEYS, knownWith, landingOn, oid } from '../helpers/gateFacts.ts'

const AGENTS = `attribution: { agents: [{ name: helper, accounts: ['gitlab:helper-bot'], keys: ['${KEYS.sue.replace('DAwM', 'EBAQ')}'] }, { name: rob-bot, emails: [rob-bot@example.org] }] }`
const account = (name: string, host: Host = 'server'): Pusher => ({
  said: [{ kind: 'account', host, name }],
  unknown: '',
})
const signed = (key: string, more: Pusher['said'] = []): Pusher => ({
  said: [
    {
      kind: 'key',
      signature: { state: 'good', kind: 'ssh', key, fingerprint: 'SHA256:x', userPresent: false },
      signedAt: 0,
    },
    ...more,
  ],
  unknown: '',
})
const NOBODY: Pusher = { said: [], unknown: 'the server set none of them' }

/** What the rule says of a push of this ref; [] when it lets it through. */
function said(push: string, ref: string, pusher: Pusher, kind: UpdateFacts['kind'] = 'free'): string[] {
  const known = knownWith(`${AGENTS}\npush: { ${push} }\n`)
  const facts = landingOn(ref, { kind, pusher, update: { ref, old: null, new: oid('new') } })
  return mayPush.check(facts, known).map(({ why }) => why)
}

describe('who pushes', () => {
  const known = knownWith(AGENTS)
  const is = (pusher: Pusher, kind: PushedBy['kind'], name: string) =>
    assert.deepEqual(whoPushes(pusher, known), { kind, name })

  it('is whoever the policy gives that account, address or key', () => {
    is(account('helper-bot', 'gitlab'), 'agent', 'helper')
    is(account('Helper-Bot', 'gitlab'), 'agent', 'helper')
    is(account('jane@example.org'), 'person', 'jane')
    is(account('JANE@EXAMPLE.ORG'), 'person', 'jane')
    is(account('bot@git-improver.invalid'), 'agent', 'git-improver')
    is(signed(KEYS.rob), 'person', 'rob')
    assert.equal(whoPushes(NOBODY, known), null)
  })

  it('is an agent also where its account is written with a number, an @ or no forge', () => {
    for (const written of ['gitlab:helper-bot#42', '@helper-bot', 'helper-bot', 'gitlab:@helper-bot']) {
      const agents = knownWith(`attribution: { agents: [{ name: helper, accounts: ['${written}'] }] }`)
      const who = (name: string, host: Host) => whoPushes(account(name, host), agents)?.kind
      assert.equal(who('helper-bot', 'gitlab'), 'agent', written)
      assert.equal(who('helper-bot2', 'gitlab'), 'stranger', written)
      assert.equal(who('helper-bot', 'gitea'), written.startsWith('gitlab') ? 'stranger' : 'agent', written)
    }
    // The agent of another forge, and a person who is called so on this one.
    const both = knownWith("attribution: { agents: [{ name: helper, accounts: ['sam'] }] }")
    const sam = { ...both.policy.people.jane!, accounts: ['gitlab:sam'] }
    const withSam = { ...both, policy: { ...both.policy, people: { ...both.policy.people, jane: sam } } }
    assert.deepEqual(whoPushes(account('sam', 'gitlab'), withSam), { kind: 'person', name: 'jane' })
    // What only a number proves makes nobody a person.
    const people = knownWith('').policy.people
    const jane = { ...people.jane!, accounts: ['gitlab:jane#7'] }
    const policy = { ...known.policy, people: { ...people, jane } }
    assert.equal(whoPushes(account('jane', 'gitlab'), { ...known, policy })?.kind, 'stranger')
  })

  it('goes by the names of the policy only where the server names its users itself', () => {
    is(account('jane'), 'person', 'jane')
    is(account('helper'), 'agent', 'helper')
    is(account('git-improver'), 'agent', 'git-improver')
    for (const host of ['gitlab', 'gitea'] as const) {
      is(account('jane', host), 'stranger', 'jane')
      is(account('helper', host), 'stranger', 'helper')
    }
    is(account('helper-bot', 'gitea'), 'stranger', 'helper-bot')
    for (const name of ['Jane', 'jane ', 'jan', '__proto__', 'constructor'])
      is(account(name), 'stranger', name)
  })

  it('is an agent when either of login and key is one, whosever key an agent could reach', () => {
    is(signed(KEYS.jane, account('helper').said), 'agent', 'helper')
    is(signed('ssh-ed25519 unknown', account('jane').said), 'person', 'jane')
    is(signed('ssh-ed25519 unknown'), 'stranger', 'SHA256:x')
  })
})

describe('push', () => {
  it('lets everybody push where the policy has no list', () => {
    for (const who of [NOBODY, account('x'), account('helper')])
      for (const ref of ['refs/heads/ai/x', 'refs/heads/topic', 'refs/tags/v1'])
        assert.deepEqual(said('', ref, who), [])
  })

  it('lets through who is on the list, by name, team or kind, and nobody else', () => {
    const ref = 'refs/heads/ai/x'
    for (const who of ['jane', 'rob']) assert.deepEqual(said('ai: [people]', ref, account(who)), [])
    assert.deepEqual(said('ai: [people, helper]', ref, account('helper')), [])
    assert.deepEqual(said('ai: [agents]', ref, account('helper')), [])
    assert.deepEqual(said('ai: [jane]', ref, account('jane')), [])
    assert.match(said('ai: [jane]', ref, account('rob'))[0] ?? '', /rob is not among .* \(push\.ai: jane\)/)
    assert.match(said('ai: [people]', ref, account('helper'))[0] ?? '', /helper is not among/)
    assert.match(said('ai: [agents]', ref, account('jane'))[0] ?? '', /jane is not among/)
    assert.match(said('ai: [people, agents]', ref, account('mallory'))[0] ?? '', /mallory is not among/)
    assert.match(said('ai: [jane]', 'refs/heads/AI/x', account('rob'))[0] ?? '', /rob is not among/)
    assert.deepEqual(said('ai: [jane]', 'refs/heads/topic', account('rob')), [])
  })

  it('keeps the ledger and protected tags apart', () => {
    const ledger = 'refs/notes/improver/ledger'
    assert.match(said('ledger: [jane]', ledger, account('rob'), 'ledger')[0] ?? '', /push\.ledger/)
    assert.deepEqual(said('ledger: [jane]', ledger, account('jane'), 'ledger'), [])
    assert.match(said('tags: [jane]', 'refs/tags/v1', account('rob'), 'protected')[0] ?? '', /push\.tags/)
    assert.deepEqual(said('tags: [jane]', 'refs/tags/v1', account('rob')), [], 'not protected')
    assert.deepEqual(said('tags: [jane]', 'refs/heads/main', account('rob'), 'protected'), [])
  })

  it('refuses where nobody says who pushes, with the way to make the server say it', () => {
    const known = knownWith('push: { ai: [people] }\n')
    const update = { ref: 'refs/heads/ai/x', old: null, new: oid('new') }
    for (const pusher of [NOBODY, undefined]) {
      const facts = landingOn(update.ref, { kind: 'free', update, ...(pusher && { pusher }) })
      const [violation] = mayPush.check(facts, known)
      assert.match(violation?.why ?? '', /nobody knows who is pushing/)
      assert.match(JSON.stringify(violation?.next), /git config improver\.pusher/)
    }
    for (const entrance of ['ci', 'client'] as const)
      assert.deepEqual(mayPush.check(landingOn(update.ref, { kind: 'free', update, entrance }), known), [])
  })

  it('keeps agents to ai/ and the ledger where the policy says so, and people are free', () => {
    const of = (ref: string, who: Pusher, kind: UpdateFacts['kind'] = 'free') =>
      said('agents: ai', ref, who, kind)
    assert.deepEqual(of('refs/heads/ai/x', account('helper')), [])
    assert.deepEqual(of('refs/notes/improver/ledger', account('helper'), 'ledger'), [])
    for (const ref of ['refs/heads/topic', 'refs/heads/main', 'refs/tags/v1', 'refs/notes/commits'])
      assert.match(of(ref, account('helper'))[0] ?? '', /agents push only to ai\//)
    for (const who of [account('jane'), account('mallory')]) assert.deepEqual(of('refs/heads/topic', who), [])
    assert.deepEqual(of('refs/heads/ai/x', NOBODY), [])
    assert.match(of('refs/heads/topic', NOBODY)[0] ?? '', /push\.agents/)
  })
})
