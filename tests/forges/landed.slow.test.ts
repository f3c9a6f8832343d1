import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { preReceive } from '../../src/flow/hooks.ts'
import { openRepository } from '../../src/git/repository.ts'
import { isFiled } from '../../src/ledger/parseEntry.ts'
import { readLedger } from '../../src/ledger/read.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { FORMAT } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { BUTTONS, type Button, press } from './buttons.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { FASTER, type Hosted, host, onGithub, proposeTo, publish, pullEvent, pushEvent } from './onForge.ts'

const VOUCHERS = "vouchers: { ci: 'VOUCHER' }\n"

/** What our hook on a plain git server says, which has the ledger of the forge. */
async function server({ forge }: Hosted, clone: Hosted['jane'], old: string, now: string): Promise<string> {
  const bare = makeRepository({ bare: true })
  bare.git('fetch', '-q', forge.dir, '+refs/notes/*:refs/notes/*', `${old}:refs/heads/main`)
  clone.git('push', '-q', bare.dir, `${now}:refs/heads/pushed`)
  const [answer] = await preReceive(await openRepository(bare.dir), `${old} ${now} refs/heads/main\n`, {})
  return answer!.decision.outcome
}

async function ledgerOf({ forge }: Pick<Hosted, 'forge'>) {
  const entries = []
  for await (const one of readLedger(await openRepository(forge.dir)))
    if (isFiled(one)) entries.push(one.entry)
  return entries
}

describe('what a voucher keeps', { skip: noSigning }, () => {
  let github: GithubServer
  before(async () => {
    github = await startGithub()
  })
  after(() => github.close())
  beforeEach(() => {
    github.pulls = []
  })

  for (const button of Object.keys(BUTTONS) as Button[])
    it(`is believed after the ${button} button: by the audit and by a server's hook`, async () => {
      const hosted = host(VOUCHERS)
      const extra = proposeTo(hosted.jane, 'topic', { 'src/format.ts': FORMAT.replace("' '", "'-'") })
      publish(hosted.jane, 12, 'topic')
      github.pulls = [
        {
          number: 12,
          base: 'main',
          head: extra,
          author: 'jane',
          reviews: [{ by: 'rob', state: 'APPROVED', commit: extra }],
        },
      ]
      const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key.replaceAll('\n', '\r\n').trimEnd() }
      const ran = await onGithub(hosted, github.url, 'pull_request_target', pullEvent(12, extra), { env })
      assert.equal(ran.code, 0, ran.out + ran.err)
      assert.match(ran.out, /1 vouched entries were signed and kept in the ledger/)
      const again = await onGithub(hosted, github.url, 'pull_request_target', pullEvent(12, extra), { env })
      assert.equal(again.code, 0)
      assert.doesNotMatch(again.out, /kept in the ledger/)
      const [entry, ...more] = await ledgerOf(hosted)
      assert.equal(more.length, 0)
      assert.equal(entry?.data.for, 'rob <rob@example.org>')
      // Somebody else's work lands first: the change stays the same.
      hosted.jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
      hosted.jane.git('push', '-q', 'origin', 'main')
      const { clone, old, now } = press(hosted, button)
      github.pulls = []
      const audit = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/main', old, now))
      assert.equal(audit.code, 0, audit.out + audit.err)
      assert.equal(await server(hosted, clone, old, now), 'allowed')
    })

  for (const button of Object.keys(BUTTONS) as Button[])
    it(`is asked of the forge after the ${button} button where the ledger has nothing`, async () => {
      const hosted = host(VOUCHERS)
      const { clone, old, now } = press(hosted, button)
      const event = pushEvent('refs/heads/main', old, now)
      const landed = clone.git('rev-list', `${old}..${now}`).split('\n')
      github.pulls = [
        { number: 12, base: 'main', head: hosted.head, author: 'jane', state: 'closed', commits: landed },
      ]
      const no = await onGithub(hosted, github.url, 'push', event)
      assert.equal(no.code, 1)
      assert.match(no.out, /this has landed already: an audit reports it and blocks nothing/)
      assert.match(no.summary, /audit reports it and blocks nothing/)
      assert.equal(await server(hosted, clone, old, now), 'refused')
      github.pulls[0]!.reviews = [{ by: 'rob', state: 'APPROVED', commit: hosted.head }]
      const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key }
      assert.equal((await onGithub(hosted, github.url, 'push', event, { env })).code, 0)
      assert.equal(await server(hosted, clone, old, now), 'allowed')
    })

  it('is worth nothing where the policy does not name the key, and in a job that the proposal defines', async () => {
    const hosted = host()
    const reviews = [{ by: 'rob', state: 'APPROVED', commit: hosted.head }]
    github.pulls = [{ number: 12, base: 'main', head: hosted.head, author: 'jane', reviews }]
    const event = pullEvent(12, hosted.head)
    const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key }
    const foreign = await onGithub(hosted, github.url, 'pull_request_target', event, { env })
    assert.match(foreign.out, /is not one of the policy's vouchers, and so worth nothing/)
    assert.deepEqual(await ledgerOf(hosted), [])
    const own = host(VOUCHERS)
    github.pulls[0] = {
      ...github.pulls[0]!,
      head: own.head,
      reviews: [{ by: 'rob', state: 'APPROVED', commit: own.head }],
    }
    const key = { GIT_IMPROVER_VOUCHER_KEY: own.key }
    const unsafe = await onGithub(own, github.url, 'pull_request', pullEvent(12, own.head), { env: key })
    assert.equal(unsafe.code, 0)
    assert.match(unsafe.out, /voucher's key is not used in pull_request/)
    assert.deepEqual(await ledgerOf(own), [])
    const broken = await onGithub(own, github.url, 'pull_request_target', pullEvent(12, own.head), {
      env: { GIT_IMPROVER_VOUCHER_KEY: 'no key at all' },
    })
    assert.equal(broken.code, 2)
    assert.match(broken.err, /an OpenSSH private key without a passphrase/)
    const safe = await onGithub(own, github.url, 'pull_request_target', pullEvent(12, own.head), { env: key })
    assert.equal(safe.code, 0)
    assert.equal((await ledgerOf(own)).length, 1)
  })

  it('is taken back when the forge takes the approval back, and given again', async () => {
    const hosted = host(VOUCHERS)
    const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key }
    const ask = (reviews: NonNullable<GithubServer['pulls'][number]['reviews']>, more = {}) => {
      github.pulls = [{ number: 12, base: 'main', head: hosted.head, author: 'jane', reviews }]
      return onGithub(hosted, github.url, 'pull_request_target', pullEvent(12, hosted.head), { env, ...more })
    }
    const review = { by: 'rob', state: 'APPROVED', commit: hosted.head, id: 1 }
    assert.equal((await ask([review])).code, 0)
    const dismissed = { ...review, state: 'DISMISSED' }
    // Without a key the run knows it all the same.
    assert.equal((await ask([dismissed], { env: {} })).code, 1)
    const gone = await ask([dismissed])
    assert.equal(gone.code, 1)
    assert.match(gone.out, /withdrew it/)
    assert.deepEqual((await ledgerOf(hosted)).map(one => one.kind).sort(), ['reviewed', 'withdrawn'])
    assert.equal((await ask([dismissed])).code, 1)
    const { clone, old, now } = press(hosted, 'squash', 'topic', false)
    assert.equal(await server(hosted, clone, old, now), 'refused')
    assert.equal((await ask([dismissed, { ...review, id: 2, at: '2026-01-05T00:00:00Z' }])).code, 0)
    assert.equal(await server(hosted, clone, old, now), 'allowed')
    const no = { ...review, id: 3, state: 'CHANGES_REQUESTED', at: '2026-01-06T00:00:00Z' }
    assert.equal((await ask([no])).code, 1)
    assert.equal(await server(hosted, clone, old, now), 'refused')
    assert.equal((await ask([no, { ...review, id: 4, at: '2026-01-07T00:00:00Z' }])).code, 0)
    assert.equal(await server(hosted, clone, old, now), 'allowed')
  })

  it('is spent once what it was about was reverted, however late it is asked for', async () => {
    const hosted = host(VOUCHERS)
    const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key }
    const { clone, old, now } = press(hosted, 'squash')
    const commits = clone.git('rev-list', `${old}..${now}`).split('\n')
    clone.git('revert', '--no-edit', 'HEAD')
    clone.git('cherry-pick', now)
    clone.git('push', '-q', 'origin', 'main')
    const [again, reverted] = clone.git('rev-list', '-2', 'main').split('\n') as [string, string]
    const pull = { number: 12, base: 'main', head: hosted.head, author: 'jane', state: 'closed' as const }
    github.pulls = [
      {
        ...pull,
        commits: [...commits, again],
        reviews: [{ by: 'rob', state: 'APPROVED', commit: hosted.head }],
      },
    ]
    const back = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/main', reverted, again), {
      env,
    })
    assert.equal(back.code, 1)
    assert.match(back.out, /spent: /)
    const first = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/main', old, now), { env })
    assert.equal(first.code, 0, first.out)
  })

  it('does not hang the decision on a ledger that cannot be pushed', async () => {
    const hosted = host(VOUCHERS)
    hosted.forge.git('config', 'receive.hideRefs', 'refs/notes')
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: hosted.head,
        author: 'jane',
        reviews: [{ by: 'rob', state: 'APPROVED', commit: hosted.head }],
      },
    ]
    const env = { GIT_IMPROVER_VOUCHER_KEY: hosted.key }
    const { code, out } = await onGithub(
      hosted,
      github.url,
      'pull_request_target',
      pullEvent(12, hosted.head),
      { env },
    )
    assert.equal(code, 0)
    assert.match(out, /the vouched entries were not kept: .*; the decision stands/)
  })
})

describe('a merge queue', { skip: noSigning }, () => {
  let github: GithubServer
  before(async () => {
    github = await startGithub()
  })
  after(() => github.close())

  it('lands a group when each of its pull requests was approved, and not when one was not', async () => {
    const hosted = host()
    const { jane, forge, head } = hosted
    const second = proposeTo(jane, 'second', { 'src/format.ts': FORMAT.replace("' '", "'-'") })
    publish(jane, 13, 'second')
    const main = jane.git('rev-parse', 'main')
    const queue = makeRepository({ from: forge.dir, name: 'GitHub <noreply@github.com>' })
    const names: string[] = []
    for (const [number, branch] of [
      [12, 'topic'],
      [13, 'second'],
    ] as const) {
      queue.git('branch', '-q', branch, `origin/${branch}`)
      BUTTONS.squash(queue, branch)
      names.push(`refs/heads/gh-readonly-queue/main/pr-${number}-${main}`)
      queue.git('push', '-q', 'origin', `HEAD:${names.at(-1)}`)
    }
    const group = queue.git('rev-parse', 'HEAD')
    const event = {
      action: 'checks_requested',
      merge_group: {
        head_sha: group,
        head_ref: names[1],
        base_sha: queue.git('rev-parse', 'HEAD^'),
        base_ref: 'refs/heads/main',
      },
    }
    github.pulls = [
      { number: 12, base: 'main', head, author: 'jane' },
      {
        number: 13,
        base: 'main',
        head: second,
        author: 'jane',
        reviews: [{ by: 'sue', state: 'APPROVED', commit: second }],
      },
    ]
    const one = await onGithub(hosted, github.url, 'merge_group', event)
    assert.equal(one.code, 1, one.err)
    github.pulls[0]!.reviews = [{ by: 'rob', state: 'APPROVED', commit: head }]
    const both = await onGithub(hosted, github.url, 'merge_group', event, { status: 'git-improver' })
    assert.equal(both.code, 0, both.out + both.err)
    assert.deepEqual(github.statuses.at(-1), { sha: group, state: 'success', context: 'git-improver/main' })
    // A queue's branch that is named for an approved pull request lends it nothing.
    const forged = `refs/heads/gh-readonly-queue/main/pr-12-${'f'.repeat(40)}`
    queue.git('switch', '-q', '-c', 'evil', 'origin/main')
    const evil = proposeTo(queue, 'worse', { 'src/search.ts': `${FASTER}export const backdoor = 1\n` })
    queue.git('push', '-q', 'origin', `${evil}:${forged}`)
    const borrowed = await onGithub(hosted, github.url, 'merge_group', {
      merge_group: { ...event.merge_group, head_sha: evil, head_ref: forged },
    })
    assert.equal(borrowed.code, 1)
    const stale = await onGithub(hosted, github.url, 'merge_group', {
      merge_group: { ...event.merge_group, head_sha: evil },
    })
    assert.equal(stale.code, 125)
  })
})
