import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readUses, writeUse } from '../../src/flow/overrideUses.ts'
import { writeReceived } from '../../src/flow/server/receivedFiles.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository, repositoryAt } from '../helpers/gitRepository.ts'
import { fakePackage } from './fakePackage.ts'
import { factsOf, init, uninstall } from './installation.ts'
import { listing } from './listing.ts'

const SERVER = { preset: 'recommended', server: true } as const

async function server(before?: (dir: string) => void) {
  const made = makeRepository({ bare: true })
  const { env } = made
  const bare = repositoryAt(made.dir, env)
  before?.(made.dir)
  const untouched = listing(made.dir)
  const from = fakePackage()
  const plan = await init(bare, from, SERVER)
  const repo = makeRepository()
  repo.commit('first')
  repo.git('remote', 'add', 'origin', bare.dir)
  return { bare, from, plan, repo, untouched }
}

describe('init --server', () => {
  it('asks Node about every push, with its stdin, and refuses when Node does', async () => {
    const { bare, from, repo, plan } = await server()
    assert.deepEqual(
      plan.steps.map(step => step.action),
      ['create', 'create', 'config'],
    )
    repo.git('push', '-q', 'origin', 'main', 'main:topic')
    const [call] = from.calls()
    assert.deepEqual(call?.argv, ['pre-receive'])
    assert.match(call?.stdin ?? '', /^(0+ [0-9a-f]+ refs\/heads\/\w+\n){2}$/)
    assert.ok(call?.env.GIT_QUARANTINE_PATH)
    from.answer(1)
    repo.commit('second')
    assert.equal(repo.tryGit('push', '-q', 'origin', 'main').code, 1)
    assert.notEqual(bare.git('rev-parse', 'main'), repo.git('rev-parse', 'main'))
    assert.equal(bare.git('config', 'receive.fsckObjects'), 'true')
    assert.equal(bare.git('config', 'core.logAllRefUpdates'), 'true')
  })

  it('fails closed, with one line, whatever is missing or breaks', async () => {
    const { from, repo, bare } = await server()
    const refused = () => {
      const { code, stderr } = repo.tryGit('push', '-q', 'origin', 'main')
      assert.equal(code, 1)
      const lines = stderr.split('\n').filter(line => line.includes('git-improver:'))
      assert.equal(lines.length, 1, stderr)
      return stderr
    }
    for (const code of [2, 125, 128]) {
      from.answer(code)
      assert.match(
        refused(),
        new RegExp(`pre-receive refused: .* exit code ${code}; set GIT_IMPROVER_DEBUG=1`),
      )
    }
    from.answer(0)
    renameSync(join(from.home, 'dist'), join(from.home, 'dist.away'))
    assert.match(refused(), /dist\/hook\.js is missing/)
    renameSync(join(from.home, 'dist.away'), join(from.home, 'dist'))
    renameSync(from.home, `${from.home}.away`)
    assert.match(refused(), /is missing; install git-improver again, then run: git improver init --server/)
    renameSync(`${from.home}.away`, from.home)
    repo.git('push', '-q', 'origin', 'main')
    assert.equal(bare.git('rev-parse', 'main'), repo.git('rev-parse', 'main'))
  })

  it('runs the hook that was there first, with the same stdin, and honours its refusal', async () => {
    const { from, repo, bare } = await server(dir => {
      writeFileSync(
        join(dir, 'hooks', 'pre-receive'),
        '#!/bin/sh\ncat > seen\nif grep -q refs/heads/no seen; then exit 4; fi\n',
        { mode: 0o755 },
      )
    })
    repo.git('push', '-q', 'origin', 'main')
    assert.equal(readFileSync(join(bare.dir, 'seen'), 'utf8'), from.calls()[0]?.stdin)
    from.reset()
    assert.equal(repo.tryGit('push', '-q', 'origin', 'main:no').code, 1)
    assert.equal(from.starts(), 0)
  })

  it('gives every byte of hooks and configuration back', async () => {
    const { bare, from, untouched } = await server(dir =>
      appendFileSync(join(dir, 'config'), '; kept\n[receive]\n\tfsckObjects = false\n'),
    )
    assert.deepEqual((await init(bare, from, SERVER)).steps, [])
    await uninstall(bare, from)
    assert.deepEqual(listing(bare.dir), untouched)
  })

  it('sets only its own keys back when the configuration was changed since', async () => {
    const { bare, from } = await server(dir =>
      appendFileSync(join(dir, 'config'), '[receive]\n\tfsckObjects = false\n'),
    )
    bare.git('config', 'core.sharedRepository', 'group')
    bare.git('config', 'core.logAllRefUpdates', 'always')
    const { notes } = await uninstall(bare, from)
    assert.equal(bare.git('config', 'receive.fsckObjects'), 'false')
    assert.equal(bare.git('config', 'core.sharedRepository'), 'group')
    assert.equal(bare.git('config', 'core.logAllRefUpdates'), 'always')
    assert.match(notes.join('\n'), /core\.logAllRefUpdates in .* stays, because it was set anew/)
    assert.ok(!existsSync(join(bare.dir, 'hooks', 'pre-receive')))
  })

  it('what it keeps in a repository that several users push to is theirs to write', async () => {
    const { bare } = await server(dir => chmodSync(join(dir, 'objects'), 0o2775))
    const mode = (...names: string[]) => statSync(join(bare.dir, ...names)).mode & 0o7777
    const objects = 0o2775
    assert.equal(mode('improver'), objects)
    const repo = await openRepository(bare.dir)
    await writeReceived(repo, { text: 'x', keys: [], tips: [] })
    const override = { by: 'x', assurance: 'verified' as const, reason: 'x', entry: 'sha256:0', maker: null }
    const use = () => writeUse(repo, { ref: 'refs/heads/main', old: null, new: null }, override)
    await use()
    assert.equal(mode('improver', 'received'), objects)
    const [received = ''] = readdirSync(join(bare.dir, 'improver', 'received'))
    assert.equal(mode('improver', 'received', received), objects & 0o666)
    assert.equal(mode('improver', 'overrides'), objects & 0o666)
    // Another's mark stands there, and cannot be written over.
    rmSync(join(bare.dir, 'improver', 'overrides.untold'))
    symlinkSync('/nowhere/at/all', join(bare.dir, 'improver', 'overrides.untold'))
    await use()
    assert.equal((await readUses(repo)).size, 1)
  })

  it('leaves alone settings that say as much', async () => {
    const { bare, plan, from } = await server(dir =>
      appendFileSync(
        join(dir, 'config'),
        '[receive]\n\tfsckObjects = true\n\thideRefs = refs/mine\n\thideRefs = refs/improver\n[core]\n\tlogAllRefUpdates = always\n',
      ),
    )
    assert.deepEqual(
      plan.steps.map(step => step.action),
      ['create', 'create'],
    )
    assert.equal((await factsOf(bare, from)).bare, true)
  })
})
