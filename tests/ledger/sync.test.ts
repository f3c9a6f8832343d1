import assert from 'node:assert/strict'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF, trackingRef } from '../../src/ledger/ledgerRef.ts'
import { sync } from '../../src/ledger/sync.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes, readAll } from './openTestRepository.ts'

async function withServer() {
  const server = makeRepository({ bare: true })
  const clone = await openTestRepository()
  clone.test.git('remote', 'add', 'origin', server.dir)
  return { server, ...clone }
}

function hook(dir: string, name: string, script: string) {
  writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(dir, name), 0o755)
}

describe('sync', () => {
  test('with nothing anywhere, with ours only, with theirs only', async () => {
    const { server, test, repo, commit } = await withServer()
    assert.equal((await sync(repo, 'origin')).commit, null)
    await append(repo, [entryOn(commit)])
    const first = await sync(repo, 'origin')
    assert.ok(first.pushed)
    assert.equal(server.git('rev-parse', LEDGER_REF), first.commit)
    assert.equal(test.git('rev-parse', trackingRef('origin')), first.commit)
    assert.equal((await sync(repo, 'origin')).pushed, false)
    const other = await openTestRepository({ from: server.dir })
    const taken = await sync(other.repo, 'origin')
    assert.deepEqual([taken.commit, taken.gained, taken.pushed], [first.commit, 1, false])
  })

  test('names the lines that a rewrite of the remote dropped, and puts them back there', async () => {
    const { server, test, repo, commit } = await withServer()
    await append(repo, [entryOn(commit), entryOn(commit, { kind: 'rejected' }), entryOn(oidOf(1))])
    await sync(repo, 'origin')
    const note = server.git('cat-file', 'blob', `${LEDGER_REF}:${commit}`)
    const kept = note.split('\n').filter(line => !line.includes('rejected'))
    plantNotes(server, { [commit]: `${kept.join('\n')}\n` })
    const synced = await sync(repo, 'origin')
    assert.deepEqual(
      synced.missing.map(one => [one.from, one.on]).sort(),
      [
        ['remote', commit],
        ['remote', oidOf(1)],
      ].sort(),
    )
    assert.ok(synced.missing.some(one => one.line.includes('"rejected"')))
    assert.equal(server.git('rev-parse', LEDGER_REF), synced.commit)
    assert.match(server.git('cat-file', 'blob', `${LEDGER_REF}:${commit}`), /rejected/)
    assert.deepEqual((await sync(repo, 'origin')).missing, [])
    // The honest twin: someone else's new lines are no loss.
    const other = await openTestRepository({ from: server.dir })
    await append(other.repo, [entryOn(oidOf(2))])
    await sync(other.repo, 'origin')
    const honest = await sync(repo, 'origin')
    assert.deepEqual([honest.missing, honest.gained], [[], 1])
    test.git('fsck', '--strict')
  })

  test('names a deleted remote ledger and brings it back', async () => {
    const { server, repo, commit } = await withServer()
    await append(repo, [entryOn(commit)])
    await sync(repo, 'origin')
    server.git('update-ref', '-d', LEDGER_REF)
    const synced = await sync(repo, 'origin')
    assert.deepEqual(
      synced.missing.map(one => one.from),
      ['remote'],
    )
    assert.ok(synced.pushed)
    assert.match(server.git('notes', '--ref=improver/ledger', 'list'), new RegExp(commit))
  })

  test('loses nothing where a forced refspec for all notes is configured', async () => {
    const { server, test, repo, commit } = await withServer()
    await append(repo, [entryOn(commit)])
    await sync(repo, 'origin')
    const synced = test.git('rev-parse', LEDGER_REF)
    test.git('config', '--add', 'remote.origin.fetch', '+refs/notes/*:refs/notes/*')
    await append(repo, [entryOn(commit, { kind: 'benched' })])
    test.git('fetch', '-q', 'origin')
    assert.equal(test.git('rev-parse', LEDGER_REF), synced, 'plain git has overwritten our ledger')
    const again = await sync(repo, 'origin')
    assert.deepEqual(
      again.missing.map(one => [one.from, /benched/.test(one.line)]),
      [['here', true]],
    )
    assert.match(server.git('cat-file', 'blob', `${LEDGER_REF}:${commit}`), /benched/)
    assert.equal((await readAll(repo)).filed.length, 2)
  })

  test('tries again when another clone was faster, and arrives', async () => {
    const { server, repo, commit } = await withServer()
    await append(repo, [entryOn(commit)])
    const rival = await openTestRepository()
    for (let i = 0; i < 3; i += 1) await append(rival.repo, [entryOn(oidOf(i))])
    const tips = rival.test.git('rev-list', LEDGER_REF).split('\n').reverse()
    for (const [i, tip] of tips.entries())
      rival.test.git('push', '-q', server.dir, `${tip}:refs/heads/tip${i}`)
    // Each time our push arrives, the rival's next commit is already there.
    hook(
      join(server.dir, 'hooks'),
      'pre-receive',
      `n=$(cat n 2>/dev/null || echo 0); [ "$n" -lt 3 ] || exit 0; echo $((n+1)) >n\n` +
        `unset GIT_QUARANTINE_PATH; git update-ref ${LEDGER_REF} refs/heads/tip$n`,
    )
    const synced = await sync(repo, server.dir)
    assert.ok(synced.pushed)
    assert.equal(server.git('rev-parse', LEDGER_REF), synced.commit)
    assert.equal((await readAll(repo)).filed.length, 4)
  })

  test('says what the server said when it refuses, once, and runs no hook of ours', async () => {
    const { server, test, repo, commit } = await withServer()
    await append(repo, [entryOn(commit)])
    const ran = join(tempDir(), 'ran')
    for (const name of ['pre-push', 'reference-transaction'])
      hook(join(test.dir, '.git/hooks'), name, `touch '${ran}'; exit 1`)
    const calls = join(tempDir(), 'calls')
    hook(join(server.dir, 'hooks'), 'pre-receive', `echo called >>'${calls}'; echo 'no notes here'; exit 1`)
    await assert.rejects(sync(repo, 'origin'), error => {
      assert.ok(error instanceof Failure)
      assert.match(error.message, /no notes here/)
      return true
    })
    assert.ok(existsSync(calls), 'the server’s own hook ran although ours are off')
    assert.ok(!existsSync(ran))
    await assert.rejects(sync(repo, join(tempDir(), 'nowhere')), Failure)
    await assert.rejects(sync(repo, '--upload-pack=touch /tmp/x'), Failure)
  })

  test('keeps what is no note out of our ledger, and names it', async () => {
    const { server, test, repo, commit } = await withServer()
    await append(repo, [entryOn(commit)])
    plantNotes(server, { evil: 'x', [oidOf(4)]: 'just text\n' })
    const synced = await sync(repo, 'origin')
    assert.deepEqual(
      synced.malformed.map(one => one.path),
      ['evil'],
    )
    assert.deepEqual(
      test.git('ls-tree', '--name-only', LEDGER_REF).split('\n').sort(),
      [commit, oidOf(4)].sort(),
    )
  })
})
