import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { syncOnPush } from '../../src/flow/syncOnPush.ts'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { requireRemote } from '../../src/ledger/requireRemote.ts'
import { sync } from '../../src/ledger/sync.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes, readAll } from './openTestRepository.ts'

function hook(dir: string, name: string, script: string) {
  writeFileSync(join(dir, 'hooks', name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(dir, 'hooks', name), 0o755)
}

describe('the remote that a policy names', () => {
  test('is a remote of this clone and no repository among its files, whose hooks would run', async () => {
    const { test, repo, commit } = await openTestRepository()
    const ran = join(tempDir(), 'ran')
    const inside = makeRepository({ bare: true, dir: join(test.dir, 'lib/record') })
    hook(inside.dir, 'pre-receive', `touch '${ran}'`)
    test.commit('Policy', {
      '.improver/policy.yaml':
        'version: 1\nextends: observe@1\nledger: { remote: lib/record, sync: on-push }\n',
    })
    await append(repo, [entryOn(commit)])
    await assert.rejects(requireRemote(repo, 'lib/record'), Failure)
    assert.match((await syncOnPush(repo, 'origin')) ?? '', /no remote of that name/)
    assert.equal(existsSync(ran), false)
    // The honest twin: a remote that somebody made, whatever it is called.
    test.git('remote', 'add', 'lib/record', makeRepository({ bare: true }).dir)
    assert.equal(await syncOnPush(repo, 'origin'), null)
  })
})

describe('a remote', () => {
  test('whose path holds an equals sign, a blank, or a line that would be configuration', async () => {
    const { repo, commit } = await openTestRepository()
    await append(repo, [entryOn(commit)])
    for (const name of ['a=b.mirror', 'a b', 'a.mirror=true', "it's"]) {
      const dir = join(tempDir(), name)
      mkdirSync(dir)
      const server = makeRepository({ bare: true, dir })
      assert.ok((await sync(repo, dir)).pushed, name)
      assert.match(server.git('rev-parse', LEDGER_REF), /^[0-9a-f]{40}$/)
    }
  })

  test('that pushes elsewhere than it fetches from is no endless race, and git’s words are told', async () => {
    const [one, other] = [makeRepository({ bare: true }), makeRepository({ bare: true })]
    plantNotes(other, { [oidOf(3)]: 'x\n' })
    const { test, repo, commit } = await openTestRepository()
    test.git('remote', 'add', 'origin', one.dir)
    test.git('remote', 'set-url', '--push', 'origin', other.dir)
    await append(repo, [entryOn(commit)])
    await assert.rejects(sync(repo, 'origin'), (error: Error) => {
      assert.ok(error instanceof Failure)
      assert.match(error.message, /stale info/)
      return true
    })
  })

  test('with something in the ledger’s place says so at once; what else there is arrives', async () => {
    const server = makeRepository({ bare: true })
    const { repo, test } = await openTestRepository()
    await append(repo, [entryOn('a'.repeat(40)), entryOn('b'.repeat(40))], { shards: 16 })
    test.git('push', '-q', server.dir, `HEAD:${LEDGER_REF}-a/x`)
    await assert.rejects(sync(repo, server.dir), /ledger-a\/x' exists/)
    assert.equal(server.tryGit('rev-parse', '-q', '--verify', `${LEDGER_REF}-b`).code, 0)
    server.git('update-ref', '-d', `${LEDGER_REF}-a/x`)
    assert.ok((await sync(repo, server.dir)).pushed)
  })

  test('that has work on the mirror’s branch keeps it; a mirror that somebody emptied is made again', async () => {
    const server = makeRepository({ bare: true })
    const { repo, commit, test } = await openTestRepository()
    test.commit('Work', { 'src/a.ts': 'export {}\n', 'README.md': 'x\n' })
    test.git('push', '-q', server.dir, 'HEAD:refs/heads/develop')
    const work = server.git('rev-parse', 'develop')
    await append(repo, [entryOn(commit)])
    for (const _ of [1, 2]) {
      const { mirrorRefused } = await sync(repo, server.dir, { mirror: 'develop' })
      assert.match(mirrorRefused ?? '', /has a branch develop already, which holds no ledger/)
      assert.equal(server.git('rev-parse', 'develop'), work)
    }
    assert.equal((await sync(repo, server.dir, { mirror: 'record' })).mirrorRefused, null)
    const mirrored = server.git('rev-parse', 'record')
    assert.equal(mirrored, server.git('rev-parse', LEDGER_REF))
    const empty = test.git(
      'commit-tree',
      '-m',
      'Gone',
      test.git('hash-object', '-w', '-t', 'tree', '/dev/null'),
    )
    test.git('push', '-qf', server.dir, `${empty}:refs/heads/record`)
    assert.equal((await sync(repo, server.dir, { mirror: 'record' })).mirrorRefused, null)
    assert.equal(server.git('ls-tree', '-r', 'record'), server.git('ls-tree', '-r', mirrored))
  })

  test('puts nothing on the terminal that it would obey', async () => {
    const server = makeRepository({ bare: true })
    hook(server.dir, 'pre-receive', `printf '\\033]0;owned\\007no\\n' >&2; exit 1`)
    const { repo, commit } = await openTestRepository()
    await append(repo, [entryOn(commit)])
    await assert.rejects(sync(repo, server.dir), (error: Error) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      assert.doesNotMatch(error.message, /[\u0000-\u0009\u000b-\u001f\u007f]/)
      assert.match(error.message, /owned/)
      return true
    })
  })

  test('that goes away in the middle, or takes no notes, costs nothing that was said', async () => {
    const server = makeRepository({ bare: true })
    const { repo, commit } = await openTestRepository()
    await append(repo, [entryOn(commit)])
    for (const script of [
      'rm -rf "$PWD/objects"',
      'kill -9 $PPID',
      'while read o n r; do case $r in refs/notes/*) exit 1;; esac; done',
    ]) {
      const place = makeRepository({ bare: true })
      hook(place.dir, 'pre-receive', script)
      await assert.rejects(sync(repo, place.dir), Failure)
    }
    await sync(repo, server.dir)
    assert.equal((await readAll(repo)).filed.length, 1)
  })
})
