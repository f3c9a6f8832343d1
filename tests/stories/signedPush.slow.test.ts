import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'

const RECEIPTS = 'refs/improver/receipts'
const code = (name: string) =>
  `export function ${name}(items: string[]): string[] {\n  return [...new Set(items)].map(item => item.trim()).filter(Boolean)\n}\n`

describe('a signed push', { skip: noSigning }, () => {
  it('says who pushes by its key, once, for the refs that it names', () => {
    const { server, jane } = makeLanding('recommended@1')
    const bot = makeRepository({ from: server.dir, name: 'Helper <helper@example.org>' })
    const key = giveSigningKey(bot)
    jane.git('switch', '-q', '-C', 'main', 'origin/main')
    const policy = jane.git('show', 'HEAD:.improver/policy.yaml')
    server.git('config', 'receive.certNonceSeed', 'seed')
    server.git('config', 'improver.pusher', 'certificate')
    const at = `attribution: { agents: [{ name: helper, keys: ['${key}'] }] }\n`
    // The first policy of a repository is nobody's change; on a server that has one a review would be needed.
    server.git('update-ref', 'refs/heads/main', commitOn(jane, `${policy}\n${at}`))
    bot.git('fetch', '-q')
    bot.git('switch', '-q', '-c', 'ai/signed', 'origin/main')
    bot.git('config', 'user.name', 'Jane Doe')
    bot.git('config', 'user.email', 'jane@example.org')
    const oid = bot.commit('Mine', { 'src/signed.ts': code('signed') })
    const signed = bot.tryGit('push', '--signed', 'origin', 'ai/signed')
    assert.equal(signed.code, 0, signed.stderr)
    assert.match(server.git('ls-tree', '-r', '--name-only', RECEIPTS), new RegExp(oid))
    bot.git('switch', '-q', '-c', 'ai/unsigned')
    const silent = bot.commit('Mine too', { 'src/unsigned.ts': code('unsigned') })
    assert.equal(bot.tryGit('push', 'origin', 'ai/unsigned').code, 0)
    assert.doesNotMatch(server.git('ls-tree', '-r', '--name-only', RECEIPTS), new RegExp(silent))
  })
})

/** A commit with this policy, put into the server by hand. */
function commitOn(repo: TestRepository, policy: string): string {
  const oid = repo.commit('Name the helper', { '.improver/policy.yaml': policy })
  repo.git(
    '-c',
    'protocol.file.allow=always',
    'push',
    '-q',
    '--no-verify',
    'origin',
    'HEAD:refs/heads/unjudged',
  )
  return oid
}
