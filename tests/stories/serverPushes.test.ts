import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository } from '../helpers/gitRepository.ts'
import { makeFreshLanding, makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { pushesStory, refused, taken } from './pushesStory.ts'

const as = (repo: TestRepository, account: string) =>
  repositoryAt(repo.dir, { ...repo.env, REMOTE_USER: account })

pushesStory(false)

describe('who may push', { skip: noSigning }, () => {
  it('is the policy’s to say, once the server says who pushes', () => {
    const { server, jane } = makeLanding('recommended@1', '')
    const text = `${jane.git('show', 'HEAD:.improver/policy.yaml')}\n`
    const rules =
      'attribution: { agents: [{ name: helper, accounts: ["server:helper-bot"] }] }\n' +
      'push: { ai: [people, agents], tags: [jane], agents: ai }\n'
    // Adoption on another server: the first policy is nobody's change.
    const fresh = makeRepository({ bare: true })
    assert.equal(improver(fresh, 'init', '--server', '--yes').code, 0)
    jane.git('remote', 'set-url', 'origin', fresh.dir)
    const protect = text.replace('release/*]', 'release/*, refs/tags/v*]')
    const lacking = jane.commit('Say who may push', { '.improver/policy.yaml': protect + rules })
    taken(jane, 'HEAD~1:refs/heads/other')
    refused(
      jane,
      /push\.ai and push\.tags and push\.agents needs a server that says who pushes/,
      `${lacking}:refs/heads/main`,
    )
    taken(as(jane, 'jane'), `${lacking}:refs/heads/main`)

    const branch = 'main:refs/heads/ai/x'
    refused(jane, /nobody knows who is pushing[\s\S]*git config improver\.pusher/, branch)
    refused(as(jane, 'mallory'), /mallory is not among those who may push refs\/heads\/ai\/x/, branch)
    taken(as(jane, 'helper-bot'), branch)
    refused(
      as(jane, 'helper-bot'),
      /helper is an agent, and agents push only to ai\//,
      'main:refs/heads/topic',
    )
    taken(as(jane, 'sue'), 'main:refs/heads/topic')
    jane.git('tag', 'v1')
    refused(as(jane, 'rob'), /rob is not among .*push\.tags: jane/, 'v1')
    taken(as(jane, 'jane'), 'v1')
    assert.ok(server.dir)
  })
})

describe('the update hook', { skip: noSigning }, () => {
  it('judges each ref alone, says so, keeps receipts by commit, and goes away whole', () => {
    // A copy's record of its installation would name the original's paths.
    const { server, jane } = makeFreshLanding(
      'recommended@1',
      'attribution: { agents: [{ name: helper, accounts: ["server:helper-bot"] }] }\n',
    )
    assert.equal(improver(server, 'uninstall', '--yes').code, 0)
    assert.ok(!existsSync(join(server.dir, 'hooks', 'pre-receive')))
    appendFileSync(join(server.dir, 'config'), '; mine\n')
    const config = readFileSync(join(server.dir, 'config'), 'utf8')
    const init = improver(server, 'init', '--server', '--update', '--yes')
    assert.match(init.stdout, /one ref after the other/)
    propose(jane, 'ai/x/alone', { 'src/alone.ts': 'export const alone = 1\n' })
    refused(jane, /needs 1 review/, 'ai/x/alone:main', 'main:refs/heads/beside')
    assert.equal(server.tryGit('rev-parse', '-q', '--verify', 'refs/heads/beside').code, 0, 'in part')
    jane.git('switch', '-q', '-c', 'ai/plain', 'main')
    jane.commit('Plain', { 'src/plain.ts': 'export const plain = 1\n' })
    taken(as(jane, 'helper-bot'), 'ai/plain')
    refused(jane, /it came first in a push of helper/, 'ai/plain:main')
    assert.equal(improver(server, 'uninstall', '--yes').code, 0)
    assert.equal(readFileSync(join(server.dir, 'config'), 'utf8'), config)
    taken(jane, 'ai/plain:main')
  })
})
