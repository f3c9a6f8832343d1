import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { type Landing, makeLanding, propose } from '../helpers/landing.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'

const POLICY = '.improver/policy.yaml'
const by = (name: string) => ['--trailer', `Reviewed-by: ${name} <${name.toLowerCase()}@example.org>`]

const push = (repo: TestRepository, ...refs: string[]) =>
  repo.tryGit('push', '--no-verify', 'origin', ...refs)

function refuses(repo: TestRepository, why: RegExp, ...refs: string[]): void {
  const { code, stderr } = push(repo, ...refs)
  assert.equal(code, 1, stderr)
  assert.match(stderr.replace(/\nremote: */g, ' '), why)
}

function takes(repo: TestRepository, ...refs: string[]): void {
  const { code, stderr } = push(repo, ...refs)
  assert.equal(code, 0, stderr)
}

type Verified = {
  allowed: boolean
  policy: { where: string; own: string | null; sure: boolean }
  violations: { rule: string; why: string }[]
}

function ci(repo: TestRepository, ...args: string[]): Verified & { code: number; whys: string } {
  const { code, stdout, stderr } = improver(repo, 'verify', ...args, '--json')
  assert.ok(code < 2, stderr)
  const told = JSON.parse(stdout) as Verified
  return { ...told, code, whys: told.violations.map(({ rule, why }) => `${rule}: ${why}`).join('\n') }
}

describe('the policy that decides', { skip: noSigning }, () => {
  let landing: Landing
  let text: string
  const policyOf = (extra: string, change = (one: string) => one) => `${change(text)}\n${extra}\n`
  /** Puts a policy onto a release branch as an administrator would before anybody looked. */
  const release = (name: string, policy: string | null) => {
    const { jane, server } = landing
    jane.git('switch', '-q', '--detach', 'origin/main')
    if (policy === null) jane.git('rm', '-q', POLICY)
    jane.commit(`Policy of ${name}`, policy === null ? {} : { [POLICY]: policy })
    jane.git('push', '-q', '--no-verify', 'origin', `HEAD:refs/heads/ai/${name}`)
    server.git('update-ref', `refs/heads/${name}`, jane.git('rev-parse', 'HEAD'))
    for (const clone of [landing.rob, landing.sue, jane]) clone.git('fetch', '-q')
  }
  /** An AI commit on top of a branch, reviewed for it by somebody or nobody. */
  const work = (name: string, reviewer: 'Rob' | 'Sue' | null) => {
    const repo = reviewer === 'Sue' ? landing.sue : landing.rob
    repo.git('switch', '-q', '-C', 'base', `origin/${name}`)
    repo.tryGit('branch', '-q', '-D', 'ai/topic/x')
    propose(repo, 'ai/topic/x', { 'src/x.ts': `export const x = '${name}'\n` }, { from: 'base' })
    repo.git('switch', '-q', 'ai/topic/x')
    repo.git('config', 'improver.target', name)
    if (reviewer) repo.git('commit', '-q', '--amend', '--no-edit', '-S', ...by(reviewer))
    return repo
  }

  before(() => {
    landing = makeLanding('recommended@1')
    text = landing.jane.git('show', `HEAD:${POLICY}`)
  })

  it("is not made looser by a branch's own, at any entrance", () => {
    release(
      'release/loose',
      policyOf('', one => one.replace('recommended@1', 'observe@1')),
    )
    const rob = work('release/loose', null)
    refuses(rob, /review-required/, 'HEAD:release/loose')
    assert.equal(rob.tryGit('push', 'origin', 'HEAD:release/loose').code, 1)
    const told = ci(rob, 'origin/release/loose..HEAD', '--ref', 'release/loose')
    assert.equal(told.code, 1)
    assert.match(told.whys, /^review-required/)
    assert.match(told.policy.where, /^refs\/remotes\/origin\/HEAD:/)
    assert.match(told.policy.own ?? '', /^[0-9a-f]{40}:/)
    takes(work('release/loose', 'Rob'), 'HEAD:release/loose')
  })

  it("is made stricter by a branch's own, and says whose demand it is", () => {
    release('release/strict', policyOf('reviews: { required: 2 }'))
    const rob = work('release/strict', 'Rob')
    refuses(
      rob,
      /by the policy of refs\/heads\/release\/strict itself: .*needs 2 reviews/,
      'HEAD:release/strict',
    )
    const told = ci(rob, 'origin/release/strict..HEAD', '--ref', 'release/strict')
    assert.match(told.whys, /by the policy of refs\/heads\/release\/strict itself: .*needs 2 reviews/)
    assert.equal(told.violations.length, 1)
    const { sue } = landing
    sue.git('fetch', '-q', rob.dir, 'ai/topic/x')
    sue.git('switch', '-q', '--detach', 'FETCH_HEAD')
    sue.git('config', 'improver.target', 'release/strict')
    sue.git('commit', '-q', '--allow-empty', '-S', '-m', 'Sign off', ...by('Sue'))
    takes(sue, 'HEAD:release/strict')
    const explained = improver(rob, 'policy', 'explain', 'reviews.required', '--ref', 'release/strict')
    assert.match(explained.stdout, /^1\n {2}from recommended@1\nand by its own policy, .*:\n2\n/)
  })

  it('says what the repository is called, also where a branch has an older name for it', () => {
    release('release/renamed', policyOf('repository: example.org/before'))
    refuses(work('release/renamed', null), /review-required/, 'HEAD:release/renamed')
    takes(work('release/renamed', 'Rob'), 'HEAD:release/renamed')
  })

  it('knows nobody whom only the branch enrolled', () => {
    const key = giveSigningKey(makeRepository({ name: 'Eve Low <eve@example.org>' }))
    release('release/eve', policyOf(`  eve: { emails: [eve@example.org], keys: ['${key}'] }`))
    const { rob } = landing
    work('release/eve', null)
    rob.git('commit', '-q', '--amend', '--no-edit', ...by('Eve'))
    refuses(rob, /the policy knows no person with this address/, 'HEAD:release/eve')
    takes(work('release/eve', 'Rob'), 'HEAD:release/eve')
  })

  it('leaves it at itself where the branch has none, and stops where the own one cannot be read', () => {
    release('release/none', null)
    refuses(work('release/none', null), /review-required/, 'HEAD:release/none')
    takes(work('release/none', 'Rob'), 'HEAD:release/none')
    release('release/new', 'version: 2\nextends: recommended@9\n')
    refuses(
      work('release/new', 'Rob'),
      /has a policy of its own that cannot be read here/,
      'HEAD:release/new',
    )
    const { rob } = landing
    rob.git('switch', '-q', '--detach', 'origin/release/new')
    rob.git('checkout', '-q', 'origin/main', '--', POLICY)
    rob.commit("Main's policy")
    takes(rob, 'HEAD:release/new')
  })

  it('is that of the policy ref, whatever base and ref CI is told', () => {
    const { jane, rob, sue } = landing
    const first = jane.git('rev-parse', 'origin/main')
    jane.git('switch', '-q', '-C', 'main', 'origin/main')
    jane.commit('Two for all', { [POLICY]: policyOf('reviews: { required: 2 }') })
    rob.git('fetch', '-q', jane.dir, 'main')
    rob.git('switch', '-q', '--detach', 'FETCH_HEAD')
    rob.git('config', 'improver.target', 'main')
    rob.git('commit', '-q', '--allow-empty', '-S', '-m', 'Sign off', ...by('Rob'))
    takes(rob, 'HEAD:main')
    for (const clone of [jane, rob, sue]) clone.git('fetch', '-q')
    work('main', 'Rob')
    rob.git('rebase', '-q', '--onto', first, 'base')
    // From the old base, where one review was enough.
    const old = ci(rob, `${first}..HEAD`)
    assert.equal(old.code, 1)
    assert.match(old.whys, /needs 2 reviews/)
    // Looked back at, a landing is judged by what was in force then.
    assert.equal(ci(rob, `${first}..origin/main`, '--ref', 'main').code, 0)
    const free = improver(rob, 'verify', `${first}..HEAD`, '--ref', 'topic')
    assert.equal(free.code, 0)
    assert.match(free.stdout, /refs\/heads\/topic is not protected by .*: nothing was judged/)
  })

  it('is taken from the base, and said to be, where a clone fetched one ref alone', () => {
    const { rob, server } = landing
    work('main', 'Rob')
    const lone = makeRepository()
    lone.git('remote', 'add', 'origin', server.dir)
    lone.git('fetch', '-q', server.dir, '+refs/heads/main:refs/remotes/origin/trunk')
    lone.git('fetch', '-q', rob.dir, '+ai/topic/x:refs/remotes/pull/1/merge')
    lone.git('switch', '-q', '--detach', 'refs/remotes/pull/1/merge')
    const told = ci(lone, 'origin/trunk..HEAD', '--ref', 'main')
    assert.equal(told.code, 1)
    assert.equal(told.policy.sure, false)
    assert.match(
      improver(lone, 'verify', 'origin/trunk..HEAD', '--ref', 'main').stdout,
      /does not know which ref/,
    )
    // What somebody pushed as a likely name, or as HEAD, makes nothing looser.
    lone.git('switch', '-q', '--orphan', 'mine')
    lone.commit('Only watch', { [POLICY]: 'version: 1\nextends: observe@1\nbranches: { protected: [x] }\n' })
    lone.git('update-ref', 'refs/remotes/origin/main', 'mine')
    lone.git('update-ref', 'refs/remotes/origin/HEAD', 'mine')
    lone.git('switch', '-q', '--detach', 'refs/remotes/pull/1/merge')
    assert.equal(ci(lone, 'origin/trunk..HEAD', '--ref', 'main').code, 1)
    // Nor is a copy of it the copy of a policy that decides.
    lone.git('checkout', '-q', 'mine', '--', POLICY)
    lone.commit('As it is on main')
    assert.match(ci(lone, 'origin/trunk..HEAD', '--ref', 'release/7').whys, /policy-change/)
    lone.git('switch', '-q', '--detach', 'refs/remotes/pull/1/merge')
    lone.git('config', 'improver.policyRef', 'refs/remotes/origin/trunk')
    assert.equal(ci(lone, 'origin/trunk..HEAD', '--ref', 'main').policy.sure, true)
    refuses(rob, /would take refs\/heads\/HEAD for the main branch/, 'HEAD:refs/heads/HEAD')
  })
})

describe('the ref of the policy', { skip: noSigning }, () => {
  it('is looked after where the policy does not protect it, and else stays free', () => {
    const server = makeRepository({ bare: true })
    assert.equal(improver(server, 'init', '--server', '--yes').code, 0)
    const jane = makeRepository({ from: server.dir })
    const keys = [giveSigningKey(jane), giveSigningKey(makeRepository())]
    const people = `people:\n  jane: { emails: [jane@example.org], keys: ['${keys[0]}'] }\n  rob: { emails: [rob@example.org], keys: ['${keys[1]}'] }\n`
    const policy = `version: 1\nextends: recommended@1\nbranches: { protected: [release/*] }\n${people}`
    jane.git('switch', '-q', '-c', 'main')
    jane.commit('Start', { [POLICY]: policy, 'src/a.ts': 'export const a = 1\n' })
    takes(jane, 'main')
    propose(jane, 'ai/x/y', { 'src/a.ts': 'export const a = 2\n' })
    takes(jane, 'ai/x/y:main')
    jane.git('reset', '-q', '--hard', 'ai/x/y')
    jane.commit('Mine alone', { [POLICY]: policy.replace('recommended@1', 'observe@1') })
    refuses(jane, /policy-change/, 'main')
    jane.git('reset', '-q', '--hard', 'HEAD~1')
    refuses(jane, /holds the policy that decides and cannot be deleted/, ':main')
    refuses(jane, /holds the policy that decides and would lose commits/, '+main~1:main')
    jane.commit('Ordinary work', { 'src/b.ts': 'export const b = 1\n' })
    takes(jane, 'main')
    // A server that looks elsewhere says so, and lets nothing pass.
    server.git('symbolic-ref', 'HEAD', 'refs/heads/master')
    jane.commit('More work', { 'src/b.ts': 'export const b = 2\n' })
    refuses(
      jane,
      /looked for on refs\/heads\/master, which is not there, and refs\/heads\/main has one/,
      'main',
    )
  })
})
