import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { improver } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { BRANCH, lands, log, proposed, refused, sync } from './ledgerStory.ts'

const POLICY = 'ledger: { remote: origin, sync: on-push, mirror: improver-ledger, shards: 16 }\n'

describe('ledger: { sync: on-push }', { skip: noSigning }, () => {
  it('takes what was said along with the push that it is about, and keeps no push back', () => {
    const { server, sue, rob } = proposed('recommended@1', POLICY)
    // The hooks learn of the policy by the verb, or whenever they ask Node.
    sync(rob)
    assert.equal(improver(rob, 'approve', '--entry', BRANCH).code, 0)
    assert.equal(server.tryGit('rev-parse', '-q', '--verify', LEDGER_REF).code, 1)
    refused(sue, /review/)
    const pushed = rob.tryGit('push', 'origin', `${BRANCH}:main`)
    assert.equal(pushed.code, 0, pushed.stderr)
    assert.equal(server.git('rev-parse', LEDGER_REF), rob.git('rev-parse', LEDGER_REF))
    // Also with a push that is nobody's to judge; not to another remote, and not where the ledger cannot go.
    assert.equal(improver(rob, 'ledger', 'add', '--kind', 'incident').code, 0)
    rob.git('remote', 'add', 'elsewhere', server.dir)
    rob.git('push', '-q', 'elsewhere', 'HEAD:refs/heads/topic/a')
    assert.notEqual(server.git('rev-parse', LEDGER_REF), rob.git('rev-parse', LEDGER_REF))
    rob.git('push', '-q', 'origin', 'HEAD:refs/heads/topic/b')
    assert.equal(server.git('rev-parse', LEDGER_REF), rob.git('rev-parse', LEDGER_REF))
    assert.equal(improver(rob, 'ledger', 'add', '--kind', 'incident').code, 0)
    writeFileSync(join(server.dir, 'refs/notes/improver/ledger.lock'), '')
    const blocked = spawnSync('git', ['push', 'origin', 'HEAD:refs/heads/topic/c'], {
      cwd: rob.dir,
      env: rob.env,
      encoding: 'utf8',
    })
    assert.equal(blocked.status, 0)
    assert.match(blocked.stderr, /the ledger was not synchronised: .*\n {2}next {2}git improver ledger sync/s)
    rmSync(join(server.dir, 'refs/notes/improver/ledger.lock'))
    sync(rob)
    sync(sue)
    assert.deepEqual(log(sue).length, log(rob).length)
  })
})

describe('ledger: { remote } apart from the code', { skip: noSigning }, () => {
  it('keeps the record in a repository of its own, and takes it along with pushes of the code', () => {
    const record = makeRepository({ bare: true })
    const { server, rob, sue } = proposed('recommended@1', 'ledger: { remote: record, sync: on-push }\n')
    const noted = (where: TestRepository) => where.tryGit('rev-parse', '-q', '--verify', LEDGER_REF).stdout
    for (const clone of [rob, sue]) clone.git('remote', 'add', 'record', record.dir)
    assert.equal(improver(rob, 'approve', '--entry', BRANCH).code, 0)
    sync(rob)
    assert.deepEqual([noted(server), noted(record)], ['', rob.git('rev-parse', LEDGER_REF)])
    sync(sue)
    assert.deepEqual(log(sue), log(rob))
    assert.equal(improver(sue, 'ledger', 'add', '--kind', 'incident').code, 0)
    sue.git('push', '-q', 'origin', 'HEAD:refs/heads/topic/a')
    assert.deepEqual([noted(server), noted(record)], ['', sue.git('rev-parse', LEDGER_REF)])
    const elsewhere = improver(sue, 'ledger', 'sync', '--remote', 'nowhere')
    assert.notEqual(elsewhere.code, 0)
    assert.match(elsewhere.stderr, /nowhere/)
    assert.deepEqual(record.git('for-each-ref', '--format=%(refname)'), LEDGER_REF)
  })
})

describe('ledger: { mirror, shards }', { skip: noSigning }, () => {
  it('writes what machines tell to shards and all of it to a branch, from which a deleted ledger comes back', () => {
    const { server, rob, sue } = proposed('recommended@1', POLICY)
    assert.equal(improver(rob, 'approve', '--entry', BRANCH).code, 0)
    const on = rob.git('rev-parse', BRANCH)
    assert.equal(improver(rob, 'ledger', 'add', '--kind', 'measured', '--commit', BRANCH).code, 0)
    sync(rob)
    const shard = `${LEDGER_REF}-${on[0]}`
    assert.deepEqual(rob.git('for-each-ref', '--format=%(refname)', 'refs/notes').split('\n'), [
      LEDGER_REF,
      shard,
    ])
    for (const [notes, branch] of [
      [LEDGER_REF, 'improver-ledger'],
      [shard, `improver-ledger-${on[0]}`],
    ])
      assert.equal(server.git('rev-parse', notes!), server.git('rev-parse', `refs/heads/${branch}`))
    for (const ref of [LEDGER_REF, shard]) server.git('update-ref', '-d', ref)
    sync(sue)
    assert.deepEqual(
      log(sue)
        .map(one => one.kind)
        .sort(),
      ['measured', 'reviewed'],
    )
    assert.equal(
      server.git('rev-parse', shard),
      server.git('rev-parse', `refs/heads/improver-ledger-${on[0]}`),
    )
    // The gate finds the review where it always was, and the branch only grows, as the ledger does.
    lands(sue)
    const { code, stderr } = sue.tryGit('push', '-f', 'origin', 'main:improver-ledger')
    assert.equal(code, 1)
    assert.match(stderr, /line\(s\) that the ledger has would be lost/)
    assert.equal(
      sue.tryGit('push', '-q', 'origin', 'main:improver-ledger-old').code,
      0,
      'a branch like any other',
    )
    sync(rob)
    assert.equal(improver(rob, 'ledger', 'fsck').code, 0)
  })

  it('does not hear a review that was hidden in a shard', () => {
    const { rob, sue, commit } = proposed('recommended@1', POLICY)
    assert.equal(improver(rob, 'approve', '--entry', BRANCH).code, 0)
    const shard = `${LEDGER_REF}-${commit[0]}`
    rob.git('update-ref', shard, LEDGER_REF)
    rob.git('update-ref', '-d', LEDGER_REF)
    rob.git('update-ref', '-d', 'refs/improver/seen/ledger')
    sync(rob)
    refused(sue, /review/)
    const fsck = improver(rob, 'ledger', 'fsck')
    assert.equal(fsck.code, 1)
    assert.match(
      fsck.stdout,
      /reviewed stands in refs\/notes\/improver\/ledger-[0-9a-f], where it does not count/,
    )
  })
})
