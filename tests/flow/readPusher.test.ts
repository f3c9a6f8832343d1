import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readPushCertificate } from '../../src/flow/server/pushCertificate.ts'
import { readPusher } from '../../src/flow/server/readPusher.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { RefUpdate } from '../../src/model/change.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'

describe('who a server says is pushing', () => {
  const bare = makeRepository({ bare: true })
  const read = async (env: NodeJS.ProcessEnv) => readPusher(await openRepository(bare.dir), [], env)
  const account = async (env: NodeJS.ProcessEnv) => {
    const [first] = (await read(env)).said
    return first?.kind === 'account' ? `${first.host}:${first.name}` : null
  }

  it('asks the variables of GitLab, gitolite, Gitea and http-backend, in this order', async () => {
    const all = { GL_USERNAME: 'a', GL_ID: 'b', GL_USER: 'c', GITEA_PUSHER_NAME: 'd', REMOTE_USER: 'e' }
    const found: (string | null)[] = []
    for (const gone of ['', 'GL_USERNAME', 'GL_ID', 'GL_USER', 'GITEA_PUSHER_NAME', 'REMOTE_USER'] as const) {
      if (gone) Reflect.deleteProperty(all, gone)
      found.push(await account(all))
    }
    assert.deepEqual(found, ['gitlab:a', 'gitlab:b', 'server:c', 'gitea:d', 'server:e', null])
    assert.match((await read({ REMOTE_USER: '' })).unknown, /set none of GL_USERNAME/)
  })

  it('asks only the variable that the configuration names', async () => {
    bare.git('config', 'improver.pusher', 'LOGNAME')
    assert.equal(await account({ GL_USERNAME: 'a', LOGNAME: 'jane' }), 'server:jane')
    assert.match((await read({ GL_USERNAME: 'a' })).unknown, /LOGNAME is not set/)
    bare.git('config', 'improver.pusher', 'certificate')
    assert.match((await read({ GL_USERNAME: 'a' })).unknown, /asks for a signed push/)
    bare.git('config', '--unset', 'improver.pusher')
  })

  it('takes no name that looks like another, or that is none', async () => {
    for (const [name, why] of [
      ['j\u0430ne', /U\+0430/],
      ['jane\nhelper', /U\+000A/],
      ['jane\u200b', /U\+200B/],
      ['jane\u202e', /U\+202E/],
      [' jane', /holds no name/],
      ['x'.repeat(201), /holds no name/],
    ] as const) {
      const { said, unknown } = await read({ REMOTE_USER: name })
      assert.deepEqual(said, [])
      assert.match(unknown, why)
    }
    // What a later variable says is not taken for what an earlier one would not say.
    assert.equal(await account({ GL_USERNAME: 'j\u0430ne', REMOTE_USER: 'jane' }), null)
  })

  it('refuses a configuration by which a client could name itself', async () => {
    for (const name of [
      'GIT_PUSH_OPTION_0',
      'git_push_option_0',
      'LANG',
      'LC_ALL',
      'HTTP_X_USER',
      'PATH',
      'a b',
    ]) {
      bare.git('config', 'improver.pusher', name)
      await assert.rejects(read({ [name]: 'jane' }), Failure)
    }
    bare.git('config', '--unset', 'improver.pusher')
  })

  it('wants a nonce of this server', async () => {
    const oid = bare.git('hash-object', '-w', '-t', 'blob', join(bare.dir, 'HEAD'))
    for (const nonce of ['UNSOLICITED', 'BAD', 'MISSING', undefined])
      assert.match(
        (await read({ GIT_PUSH_CERT: oid, GIT_PUSH_CERT_NONCE_STATUS: nonce })).unknown,
        /no good nonce/,
      )
    const absent = { GIT_PUSH_CERT: 'a'.repeat(40), GIT_PUSH_CERT_NONCE_STATUS: 'OK' }
    assert.match((await read(absent)).unknown, /cannot be read/)
  })
})

describe('a push certificate', { skip: noSigning }, () => {
  const repo = makeRepository()
  const key = giveSigningKey(repo)
  const [old, now] = ['a'.repeat(40), 'b'.repeat(40)]
  const text = `certificate version 0.1\npusher x 1700000000 +0000\nnonce 1-2\n\n${old} ${now} refs/heads/ai/x\n`
  const sign = (payload: string, namespace = 'git') => {
    const file = join(repo.dir, 'payload')
    writeFileSync(file, payload)
    const private_ = join(repo.env.HOME ?? '', 'signing-key')
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', private_, file], { stdio: 'pipe' })
    const armour = readFileSync(`${file}.sig`, 'utf8')
    execFileSync('rm', [`${file}.sig`])
    return armour
  }
  const update: RefUpdate = { ref: 'refs/heads/ai/x', old, new: now }
  const read = (bytes: string, updates = [update]) => readPushCertificate(Buffer.from(bytes), updates)

  it('gives the key that signed it, for the updates that it names', () => {
    const signature = read(text + sign(text))
    assert.equal(typeof signature === 'object' && signature.key, key)
    for (const other of [
      { ...update, ref: 'refs/heads/main' },
      { ...update, old: null },
      { ...update, new: null },
    ])
      assert.match(String(read(text + sign(text), [update, other])), /does not name the update/)
  })

  it('says nothing when it was changed, doubled, or made for something else', () => {
    const armour = sign(text)
    assert.match(String(read(text.replace('pusher x', 'pusher y') + armour)), /does not match/)
    assert.match(String(read(text + armour + armour)), /not one signature/)
    assert.match(String(read(text)), /not one signature/)
    assert.match(String(read(text + sign(text, 'file'))), /not for git/)
    const later = text.replace('0.1', '0.2')
    assert.match(String(read(later + sign(later))), /another version/)
    assert.match(String(read(`${text}-----BEGIN PGP SIGNATURE-----\n`)), /only SSH/)
  })
})
