import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import type { Entry } from '../../src/model/entry.ts'
import { COMMAND, improver, improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { type Landing, makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const WHY = ['--reason', 'the shop is down']

describe("the server's own shell", { skip: noSigning }, () => {
  let landing: Landing
  let server: TestRepository
  let first: string
  let next: string
  const incidents = (repo: TestRepository) =>
    improverJson<Entry[]>(repo, 'ledger', 'log').filter(({ kind }) => kind === 'incident')

  before(() => {
    landing = makeLanding('recommended@1')
    server = landing.server
    first = server.git('rev-parse', 'main')
    next = propose(landing.jane, 'ai/x/y', { 'src/format.ts': 'export const x = 1\n' })
    landing.jane.git('push', '-q', 'origin', 'ai/x/y')
  })

  it('moves a ref past every rule, and the ledger and the reflog know', () => {
    const { code, stdout, stderr } = improver(server, 'break-glass', 'main', 'ai/x/y', ...WHY)
    assert.equal(code, 0, stderr)
    assert.equal(server.git('rev-parse', 'main'), next)
    assert.match(stdout, new RegExp(`refs/heads/main: ${first.slice(0, 12)} -> ${next.slice(0, 12)}`))
    assert.match(stdout, /told in the ledger and the reflog as git-improver break-glass <.+@.+>: sha256:/)
    assert.match(stdout, /to undo {2}git improver break-glass refs\/heads\/main [0-9a-f]{12}/)
    assert.match(server.git('reflog', 'show', 'refs/heads/main'), /break-glass: the shop is down/)
    const [incident] = incidents(server)
    assert.deepEqual(incident?.data, {
      what: 'break-glass',
      old: first,
      reason: 'the shop is down',
      rewinds: false,
    })
    assert.equal(incident?.ref, 'refs/heads/main')
    assert.match(
      improver(server, 'ledger', 'log').stdout,
      /incident .*break-glass.* {2}refs\/heads\/main: the shop is down/,
    )
    assert.match(
      improver(server, 'policy', 'explain', 'sandbox').stdout,
      /moved by break-glass on 20.*: the shop is down/,
    )
    // The rules go on from there.
    const { jane } = landing
    jane.git('fetch', '-q')
    jane.git('switch', '-q', '-C', 'main', 'origin/main')
    jane.commit('Go on', { 'README.md': '# On\n' })
    assert.equal(jane.tryGit('push', 'origin', 'main').code, 0)
    assert.equal(improver(jane, 'ledger', 'sync').code, 0)
    assert.equal(incidents(jane).length, 1)
  })

  it('with plain git moves it as well, and nobody is told', () => {
    const now = server.git('rev-parse', 'main')
    server.git('update-ref', 'refs/heads/main', first)
    assert.equal(incidents(server).length, 1)
    server.git('update-ref', 'refs/heads/main', now)
  })

  it('tells of a rewind, and of a policy that is none', () => {
    const now = server.git('rev-parse', 'main')
    const { stdout } = improver(server, 'break-glass', 'refs/heads/main', first, ...WHY)
    assert.match(stdout, /it lost commits that it had/)
    const { jane } = landing
    jane.git('switch', '-q', '--orphan', 'empty')
    jane.commit('Nothing')
    jane.git('push', '-q', 'origin', 'empty')
    assert.match(
      improver(server, 'break-glass', 'main', 'empty', ...WHY).stdout,
      /beware .*policy\.yaml would be gone/,
    )
    assert.equal(improver(server, 'break-glass', 'main', now, ...WHY).code, 0)
  })

  it('moves nothing where the ledger cannot be told, and tells nothing where nothing moves', () => {
    const now = server.git('rev-parse', 'main')
    const told = server.git('rev-parse', 'refs/notes/improver/ledger')
    const lock = join(server.dir, 'refs/heads/main.lock')
    writeFileSync(lock, '')
    // As long as one lock is held both stay; killed in between, both stay as well.
    const held = spawnSync(process.execPath, [COMMAND, 'break-glass', 'main', first, ...WHY], {
      cwd: server.dir,
      env: server.env,
      timeout: 4_000,
      killSignal: 'SIGKILL',
    })
    assert.notEqual(held.status, 0)
    assert.equal(server.git('rev-parse', 'main'), now)
    assert.equal(server.git('rev-parse', 'refs/notes/improver/ledger'), told)
    // git itself was not killed: it waits for the lock a second longer, and must not find it gone.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000)
    rmSync(lock)
    assert.equal(server.git('rev-parse', 'main'), now)
    for (const [args, why] of [
      [['main', 'nothing-of-that-name'], /names no commit/],
      [['main', now], /is [0-9a-f]{12} already/],
      [['refs/notes/improver/ledger', now], /moves branches and tags/],
      [['no..name', now], /no name that a ref can have/],
    ] as const) {
      const { code, stderr } = improver(server, 'break-glass', ...args, ...WHY)
      assert.equal(code, 2)
      assert.match(stderr, why)
    }
    assert.match(improver(server, 'break-glass', 'main', first).stderr, /needs a reason/)
    assert.equal(server.git('rev-parse', 'refs/notes/improver/ledger'), told)
  })

  it('is not a push, a hook or a clone', () => {
    const now = server.git('rev-parse', 'main')
    for (const name of ['GIT_QUARANTINE_PATH', 'GIT_DIR', 'GIT_PUSH_OPTION_COUNT', 'SSH_ORIGINAL_COMMAND']) {
      const env = { ...server.env, [name]: '.' }
      const { code, stderr } = improver({ dir: server.dir, env }, 'break-glass', 'main', first, ...WHY)
      assert.equal(code, 2)
      assert.match(stderr, new RegExp(`for the server's own shell, and ${name} is set`))
    }
    // Called from a hook of a push, whatever the hook is.
    const hook = join(server.dir, 'hooks', 'post-update')
    const call = `${process.execPath} ${COMMAND} break-glass main ${first} --reason x`
    writeFileSync(hook, `#!/bin/sh\n${call}\nenv -u GIT_DIR true\n`, { mode: 0o755 })
    const { jane } = landing
    jane.git('push', '-q', 'origin', `${now}:refs/heads/topic`)
    rmSync(hook)
    assert.equal(server.git('rev-parse', 'main'), now)
    const clone = improver(jane, 'break-glass', 'main', first, ...WHY)
    assert.match(clone.stderr, /for a bare repository on its server/)
  })
})
