import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { planInit } from '../../src/install/planInit.ts'
import { policyFileText } from '../../src/install/policyFile.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { fakePackage } from './fakePackage.ts'
import { factsOf } from './installation.ts'

const JANE = { name: 'Jane Doe', email: 'jane@example.org' }
const KEY = `ssh-ed25519 ${'A'.repeat(68)}`

async function policyOf(repo: TestRepository, preset: 'recommended' | 'strict' = 'recommended') {
  const plan = planInit(await factsOf(repo, fakePackage()), { preset })
  const step = plan.steps.find(one => one.path.endsWith('policy.yaml'))
  assert.ok(step && 'after' in step && step.after.kind === 'file')
  return { plan, policy: parse(step.after.bytes.toString('utf8')) }
}

describe('the first policy file', () => {
  it('is four lines when the person signs', () => {
    const text = policyFileText({ preset: 'strict', branch: 'main', identity: JANE, signingKey: KEY })
    assert.equal(text.split('\n').filter(line => line && !line.startsWith('#')).length, 4)
    assert.deepEqual(parse(text), {
      version: 1,
      extends: 'strict@2',
      branches: { protected: ['main'] },
      people: { jane: { emails: ['jane@example.org'], keys: [KEY] } },
    })
  })

  it('says claimed, and why, where nobody could give a vouched review', () => {
    for (const preset of ['recommended', 'solo'] as const) {
      const text = policyFileText({ preset, branch: 'main', identity: JANE, signingKey: null })
      assert.deepEqual(parse(text).reviews, { assurance: 'claimed' })
      assert.match(text, /anyone who can commit could have typed/)
    }
    assert.equal(
      parse(policyFileText({ preset: 'observe', branch: 'main', identity: JANE, signingKey: null })).reviews,
      undefined,
    )
  })

  it('survives every name, address and branch', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('no', '1.0', '- x', 'a: b', '#'),
    )
    fc.assert(
      fc.property(text, text, text, (name, email, branch) => {
        const read = parse(
          policyFileText({ preset: 'recommended', branch, identity: { name, email }, signingKey: KEY }),
        )
        assert.deepEqual(read.branches.protected, [branch])
        const [person] = Object.values(read.people) as { emails: string[] }[]
        assert.deepEqual(person?.emails, [email])
      }),
    )
  })

  it('finds the key however git was told of it', async () => {
    const repo = makeRepository()
    repo.commit('first')
    const home = repo.env.HOME ?? ''
    writeFileSync(join(home, 'key.pub'), `${KEY} jane@laptop\n`)
    writeFileSync(join(home, 'key'), '-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n')
    repo.git('config', 'gpg.format', 'ssh')
    for (const value of ['~/key.pub', '~/key', join(home, 'key.pub'), `key::${KEY} note`, KEY]) {
      repo.git('config', 'user.signingkey', value)
      const { policy, plan } = await policyOf(repo, 'strict')
      assert.deepEqual(policy.people.jane.keys, [KEY], value)
      assert.equal(plan.notes.length, 1)
      assert.match(plan.notes[0] ?? '', /^strict traces content by the ledger/)
    }
    for (const value of ['~/none', 'ABCDEF12']) {
      repo.git('config', 'user.signingkey', value)
      const { policy, plan } = await policyOf(repo)
      assert.equal(policy.people.jane.keys, undefined)
      assert.match(plan.notes.join(), /no SSH signing key is set/)
    }
  })

  it('protects the branch that matters here', async () => {
    const on = async (...commands: string[][]) => {
      const repo = makeRepository()
      repo.commit('first')
      for (const command of commands) repo.git(...command)
      return (await policyOf(repo)).policy.branches.protected
    }
    assert.deepEqual(await on(), ['main'])
    assert.deepEqual(await on(['branch', '-m', 'trunk']), ['trunk'])
    assert.deepEqual(await on(['branch', '-m', 'master'], ['switch', '-q', '-c', 'topic']), ['master'])
    assert.deepEqual(
      await on(
        ['branch', 'develop'],
        ['update-ref', 'refs/remotes/origin/develop', 'HEAD'],
        ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop'],
      ),
      ['develop'],
    )
  })

  it('is left alone when there is one', async () => {
    const repo = makeRepository()
    repo.commit('first', { '.improver/policy.yaml': 'version: 1\n' })
    const plan = planInit(await factsOf(repo, fakePackage()), {
      preset: 'strict',
      protect: ['main', 'release/*'],
    })
    assert.ok(!plan.steps.some(step => step.path.endsWith('policy.yaml')))
    assert.deepEqual(plan.next, [])
    const cache = plan.steps.find(step => step.path.endsWith('protected'))
    assert.ok(cache && 'after' in cache && cache.after.kind === 'file')
    assert.equal(cache.after.bytes.toString(), 'refs/heads/main\nrefs/heads/release/*\n')
  })
})
