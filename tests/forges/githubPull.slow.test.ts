import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { FORMAT } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { FASTER, type Hosted, host, onGithub, proposeTo, publish, pullEvent } from './onForge.ts'

describe('verify --forge github, whatever a pull request brings', { skip: noSigning }, () => {
  let hosted: Hosted
  let github: GithubServer
  let head: string
  before(async () => {
    hosted = host()
    head = hosted.head
    github = await startGithub()
  })
  after(() => github.close())
  beforeEach(() => {
    github.pulls = [{ number: 12, base: 'main', head, author: 'jane', branch: 'topic' }]
    github.asked.length = 0
  })
  const approved = (more: object = {}) => ({ by: 'rob', state: 'APPROVED', commit: head, ...more })
  const reviewed = (...reviews: NonNullable<GithubServer['pulls'][number]['reviews']>) => {
    github.pulls[0]!.reviews = reviews
  }

  it('asks nobody about people’s own work, and says what is not protected', async () => {
    hosted.jane.git('switch', '-q', '-c', 'own', 'main')
    const own = hosted.jane.commit('Say more', { 'README.md': '# Packages\n\nMany.\n' })
    hosted.jane.git('switch', '-q', 'main')
    publish(hosted.jane, 14, 'own')
    hosted.jane.git('push', '-q', 'origin', 'main:other')
    github.pulls.push({ number: 14, base: 'main', head: own, author: 'jane' })
    github.pulls.push({ number: 15, base: 'other', head, author: 'jane' })
    publish(hosted.jane, 15, 'topic')
    github.asked.length = 0
    assert.equal((await onGithub(hosted, github.url, 'pull_request', pullEvent(14, own))).code, 0)
    assert.equal(github.asked.filter(one => one.includes('reviews')).length, 0)
    const free = await onGithub(hosted, github.url, 'pull_request', pullEvent(15, head, 'other'))
    assert.equal(free.code, 0)
    assert.match(free.out, /refs\/heads\/other is not protected: nothing to judge/)
  })

  it('judges by the policy of the default branch, whatever the proposal brings', async () => {
    const policy = 'version: 1\nextends: observe@1\nbranches: { protected: [] }\n'
    const lax = proposeTo(hosted.jane, 'lax', {
      '.improver/policy.yaml': policy,
      'src/format.ts': FORMAT.replace("' '", "'-'"),
    })
    publish(hosted.jane, 16, 'lax')
    github.pulls.push({ number: 16, base: 'main', head: lax, author: 'jane' })
    const { code, out } = await onGithub(hosted, github.url, 'pull_request_target', pullEvent(16, lax))
    assert.equal(code, 1)
    assert.match(out, /policy-change/)
  })

  it('takes an approval for a change of the policy, of whoever made it, and not of its author', async () => {
    const other = host("vouchers: { ci: 'VOUCHER' }\nreviews: { required: 2 }\n")
    const { jane } = other
    jane.git('switch', '-q', '-c', 'people', 'main')
    const text = jane.git('show', 'main:.improver/policy.yaml')
    const own = jane.commit('Protect more', {
      '.improver/policy.yaml': text.replace('release/*', 'release/**'),
    })
    jane.git('switch', '-q', 'main')
    publish(jane, 17, 'people')
    const pull = {
      number: 17,
      base: 'main',
      head: own,
      author: 'bot[bot]',
      reviews: [approved({ commit: own })],
    }
    github.pulls = [pull]
    const event = pullEvent(17, own)
    const one = await onGithub(other, github.url, 'pull_request_target', event)
    assert.equal(one.code, 1)
    assert.match(one.out, /policy-change/)
    pull.reviews.push(approved({ commit: own, by: 'jane' }))
    const self = await onGithub(other, github.url, 'pull_request_target', event)
    assert.equal(self.code, 1)
    assert.match(self.out, /jane is its author/)
    pull.reviews.push(approved({ commit: own, by: 'sue' }))
    const two = await onGithub(other, github.url, 'pull_request_target', event)
    assert.equal(two.code, 0, two.out + two.err)
  })

  it('works from a shallow checkout of something else, and leaves the checkout as it was', async () => {
    reviewed(approved())
    const { ci, forge } = hosted
    ci.git('clone', '-q', '--depth=1', '--no-single-branch', `file://${forge.dir}`, 'shallow')
    const shallow = { ...ci, dir: `${ci.dir}/shallow` }
    ci.git('-C', 'shallow', 'update-ref', 'refs/remotes/origin/main', 'refs/remotes/origin/topic')
    ci.git('-C', 'shallow', 'update-ref', 'refs/heads/main', 'refs/remotes/origin/topic')
    const state = () => ci.git('-C', 'shallow', 'status', '--porcelain=v2', '--branch', '--untracked-files')
    const before = state() + ci.git('-C', 'shallow', 'for-each-ref')
    assert.equal((await onGithub({ ci: shallow }, github.url, 'pull_request', pullEvent(12, head))).code, 0)
    reviewed()
    assert.equal((await onGithub({ ci: shallow }, github.url, 'pull_request', pullEvent(12, head))).code, 1)
    assert.equal(state() + ci.git('-C', 'shallow', 'for-each-ref'), before)
  })

  it('knows a renamed account by its number, and not who took the name', async () => {
    const { numberOf } = await import('./githubServer.ts')
    const other = host('', { accounts: { rob: `github:rob#${numberOf('robert')}` } })
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: other.head,
        author: 'jane',
        reviews: [approved({ commit: other.head })],
      },
    ]
    const [pull] = github.pulls
    const event = pullEvent(12, other.head)
    assert.equal((await onGithub(other, github.url, 'pull_request', event)).code, 1)
    pull!.reviews = [approved({ commit: other.head, by: 'robert' })]
    assert.equal((await onGithub(other, github.url, 'pull_request', event)).code, 0)
  })

  it('counts an account that two people have for neither', async () => {
    const other = host('', { accounts: { sue: 'rob' } })
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: other.head,
        author: 'jane',
        reviews: [approved({ commit: other.head })],
      },
    ]
    const { code, out } = await onGithub(other, github.url, 'pull_request', pullEvent(12, other.head))
    assert.equal(code, 1)
    assert.match(out, /gives this account to rob and sue/)
  })

  it('asks for the reviewer’s own key where the policy does', async () => {
    const other = host('reviews: { assurance: verified }\n')
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: other.head,
        author: 'jane',
        reviews: [approved({ commit: other.head })],
      },
    ]
    const { code, out } = await onGithub(other, github.url, 'pull_request', pullEvent(12, other.head))
    assert.equal(code, 1)
    assert.match(out, /it is vouched, the policy asks for verified/)
  })

  it('refuses what was pushed after the approval', async () => {
    const other = host()
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: other.head,
        author: 'jane',
        reviews: [approved({ commit: other.head })],
      },
    ]
    assert.equal((await onGithub(other, github.url, 'pull_request', pullEvent(12, other.head))).code, 0)
    const second = proposeTo(other.jane, 'topic', { 'src/search.ts': `${FASTER}export const backdoor = 1\n` })
    publish(other.jane, 12, 'topic')
    const late = await onGithub(other, github.url, 'pull_request', pullEvent(12, other.head))
    assert.equal(late.code, 125)
    github.pulls[0]!.head = second
    assert.equal((await onGithub(other, github.url, 'pull_request', pullEvent(12, second))).code, 1)
  })
})
