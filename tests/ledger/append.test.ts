import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF, seenRef } from '../../src/ledger/ledgerRef.ts'
import type { Missing } from '../../src/ledger/missingLines.ts'
import { updateLedger } from '../../src/ledger/updateLedger.ts'
import type { Entry } from '../../src/model/entry.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, repositoryAt, tempDir } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes, readAll } from './openTestRepository.ts'

const show = ['notes', '--ref=improver/ledger', 'show']

describe('append', () => {
  test('writes what git notes shows and readLedger reads, and says what was filed', async () => {
    const { test, repo, commit } = await openTestRepository()
    const entries = [entryOn(commit), entryOn(commit, { kind: 'benched', data: { ratio: 41.2 } })]
    const filed = await append(repo, entries)
    assert.equal(test.git(...show, commit).split('\n').length, 2)
    const read = await readAll(repo)
    assert.deepEqual(read.unreadable, [])
    assert.deepEqual(read.filed, filed)
    assert.deepEqual(
      filed.map(one => one.on),
      [commit, commit],
    )
    assert.equal(
      test.git('log', '-1', '--format=%an <%ae>, %cn: %s', LEDGER_REF),
      'git-improver <git-improver@localhost>, git-improver: chore(ledger): add 2 entries (benched, validated)',
    )
    test.git('fsck', '--strict')
  })

  test('writes nothing twice, and a signed entry beside its unsigned twin', async () => {
    const { test, repo, commit } = await openTestRepository()
    const entry = entryOn(commit)
    await append(repo, [entry, entry])
    const before = test.git('rev-parse', LEDGER_REF)
    const [again] = await append(repo, [entry])
    assert.equal(test.git('rev-parse', LEDGER_REF), before)
    assert.equal((await readAll(repo)).filed.length, 1)
    const [signed] = await append(repo, [{ ...entry, sig: 'signature' }])
    assert.equal(signed!.id, again!.id)
    assert.equal((await readAll(repo)).filed.length, 2)
    await append(repo, [entry, { ...entry, sig: 'signature' }])
    assert.equal((await readAll(repo)).filed.length, 2)
    await append(repo, [])
  })

  test('leaves what others wrote there byte for byte: paragraphs, carriage returns, no last newline', async () => {
    const { test, repo, commit } = await openTestRepository()
    test.git('notes', '--ref=improver/ledger', 'append', '-m', 'A remark\nof two lines', commit)
    const [one] = await append(repo, [entryOn(commit)])
    test.git('notes', '--ref=improver/ledger', 'append', '-m', 'Another', commit)
    const [two] = await append(repo, [entryOn(commit, { kind: 'measured' })])
    const read = await readAll(repo)
    assert.deepEqual(
      read.filed.map(({ id }) => id),
      [one!.id, two!.id],
    )
    assert.deepEqual(
      read.unreadable.map(({ line }) => line),
      ['A remark', 'of two lines', 'Another'],
    )
    const odd = Buffer.from('caf\xe9\r\nlast', 'latin1')
    plantNotes(test, { [commit]: odd })
    await append(repo, [entryOn(commit, { kind: 'incident' })])
    const raw = (await repo.run(['cat-file', 'blob', `${LEDGER_REF}:${commit}`])).stdout
    assert.ok(raw.subarray(0, odd.length + 1).equals(Buffer.concat([odd, Buffer.from('\n')])))
  })

  test('works without a user, under a configurable identity, and runs no hook', async () => {
    const { test, repo, commit } = await openTestRepository()
    test.git('config', 'user.useConfigOnly', 'true')
    const ran = join(tempDir(), 'ran')
    for (const hook of ['reference-transaction', 'post-commit', 'pre-commit', 'post-rewrite']) {
      writeFileSync(join(test.dir, '.git/hooks', hook), `#!/bin/sh\necho loud\ntouch '${ran}'\nexit 1\n`)
      chmodSync(join(test.dir, '.git/hooks', hook), 0o755)
    }
    await append(repo, [entryOn(commit)], {
      identity: { name: 'Büro', email: 'bot@example.org' },
      message: 'chore: mine',
    })
    assert.equal(
      test.git('log', '-1', '--format=%an <%ae> %s', LEDGER_REF),
      'Büro <bot@example.org> chore: mine',
    )
    assert.ok(!existsSync(ran))
    assert.throws(() => test.git('update-ref', 'refs/heads/x', 'HEAD'), /loud|aborted/)
    for (const name of ['A <b', 'a\nb', ''])
      await assert.rejects(append(repo, [entryOn(oidOf(1))], { identity: { name, email: 'x@x' } }), Failure)
  })

  test('refuses what could not be read back, and writes nothing of that batch', async () => {
    const { test, repo, commit } = await openTestRepository()
    const bad: [Partial<Entry>, RegExp][] = [
      [{ data: { long: 'x'.repeat(70_000) } }, /65536/],
      [{ kind: 'loved' as Entry['kind'] }, /kind/],
      [{ commit: 'HEAD' }, /commit/],
      [{ commit: oidOf(1, 64) }, /sha1/],
      [{ data: { n: Number.NaN } }, /NaN/],
    ]
    for (const [more, why] of bad)
      await assert.rejects(append(repo, [entryOn(commit), entryOn(commit, more)]), error => {
        assert.ok(error instanceof Failure)
        assert.match(error.message, why)
        return true
      })
    assert.equal(test.tryGit('rev-parse', '--verify', '-q', LEDGER_REF).code, 1)
  })

  test('takes a commit that is not here, and an annotated tag', async () => {
    const { test, repo } = await openTestRepository()
    test.git('tag', '-a', '-m', 'One', 'v1')
    const tag = test.git('rev-parse', 'v1')
    await append(repo, [entryOn(oidOf(9)), entryOn(tag)])
    assert.deepEqual((await readAll(repo)).filed.map(one => one.on).sort(), [oidOf(9), tag].sort())
    assert.match(test.git(...show, 'v1'), /validated/)
  })

  test('joins two notes of one object under two fan-outs', async () => {
    const { test, repo, commit } = await openTestRepository()
    plantNotes(test, {
      [commit]: 'one\n',
      [`${commit.slice(0, 2)}/${commit.slice(2)}`]: 'two\n',
      README: 'x',
    })
    await append(repo, [entryOn(commit)])
    const read = await readAll(repo)
    assert.deepEqual(read.unreadable.map(one => one.line || one.on).sort(), ['README', 'one', 'two'])
    assert.equal(read.filed.length, 1)
  })

  test('works in SHA-256, bare, linked, borrowed (alternates) and mirrored repositories', async () => {
    const sha256 = await openTestRepository({ sha256: true })
    const batch = Array.from({ length: 300 }, (_, i) => entryOn(oidOf(i, 64)))
    await append(sha256.repo, [entryOn(sha256.commit), ...batch])
    await append(sha256.repo, [entryOn(oidOf(301, 64))])
    assert.equal((await readAll(sha256.repo)).filed.length, 302)
    assert.match(sha256.test.git(...show, sha256.commit), /validated/)
    sha256.test.git('fsck', '--strict')

    const bare = await openTestRepository({ bare: true })
    await append(bare.repo, [entryOn(oidOf(1))])
    assert.equal((await readAll(bare.repo)).filed.length, 1)

    const main = await openTestRepository()
    const linkedDir = join(tempDir(), 'linked')
    main.test.git('worktree', 'add', '-q', linkedDir)
    const linked = await openRepository(linkedDir)
    await append(linked, [entryOn(main.commit)])
    await append(main.repo, [entryOn(main.commit, { kind: 'benched' })])
    assert.equal((await readAll(linked)).filed.length, 2)

    const borrowedDir = join(tempDir(), 'borrowed')
    main.test.git('clone', '-q', '--shared', '--mirror', main.test.dir, borrowedDir)
    const borrowed = await openRepository(borrowedDir)
    await append(borrowed, [entryOn(main.commit, { kind: 'staged' })])
    assert.equal((await readAll(borrowed)).filed.length, 3)
    repositoryAt(borrowedDir, main.test.env).git('fsck', '--strict')
  })

  test('goes on after git packed refs and objects, and leaves no keep file and no other ref', async () => {
    const { test, repo, commit } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 400 }, (_, i) => entryOn(oidOf(i))),
    )
    assert.deepEqual(
      readdirSync(join(test.dir, '.git/objects/pack')).filter(name => /keep|tmp/.test(name)),
      [],
    )
    test.git('gc', '-q', '--prune=now')
    await append(repo, [entryOn(commit)])
    test.git('repack', '-adq')
    test.git('pack-refs', '--all')
    await append(repo, [entryOn(commit, { kind: 'benched' })])
    assert.equal((await readAll(repo)).filed.length, 402)
    assert.deepEqual(test.git('for-each-ref', '--format=%(refname)').split('\n'), [
      'refs/heads/main',
      seenRef(),
      LEDGER_REF,
    ])
  })

  test('is not misled by a branch that is called like the ledger', async () => {
    const { test, repo, commit } = await openTestRepository()
    test.git('branch', LEDGER_REF)
    assert.deepEqual(await readAll(repo), { filed: [], unreadable: [] })
    await append(repo, [entryOn(commit)])
    assert.equal((await readAll(repo)).filed.length, 1)
    assert.equal(test.git('rev-parse', `refs/heads/${LEDGER_REF}`), commit)
  })

  test('puts back and names what a forced fetch of refs/notes/* or a hand took away', async () => {
    const { test, repo, commit } = await openTestRepository()
    const other = makeRepository({ from: test.dir })
    await append(repo, [entryOn(commit)])
    test.git('fetch', '-q', other.dir, '+refs/notes/*:refs/notes/*', '--prune')
    test.git('update-ref', '-d', LEDGER_REF)
    let back: Missing[] = []
    const restored = (lines: Missing[]) => {
      back = lines
    }
    await append(repo, [entryOn(commit, { kind: 'benched' })], { restored })
    assert.equal((await readAll(repo)).filed.length, 2)
    test.git('notes', '--ref=improver/ledger', 'remove', commit)
    await append(repo, [entryOn(oidOf(3))], { restored })
    assert.equal((await readAll(repo)).filed.length, 3)
    assert.deepEqual(
      back.map(one => [one.on, /"kind":"(\w+)"/.exec(one.line)?.[1]]),
      [
        [commit, 'validated'],
        [commit, 'benched'],
      ],
    )
  })

  test('says which lock a killed git left, and goes on when it is gone', async () => {
    const { test, repo, commit } = await openTestRepository()
    const lock = join(test.dir, '.git', `${LEDGER_REF}.lock`)
    mkdirSync(join(lock, '..'), { recursive: true })
    appendFileSync(lock, '')
    const reader = openObjects(repo)
    const update = { ref: LEDGER_REF, message: 'x', patience: 50 }
    await assert.rejects(
      updateLedger(repo, reader, {
        ...update,
        async change(notes) {
          await notes.write(commit, Buffer.from('x\n'))
          return { parents: [] }
        },
      }),
      error => {
        assert.ok(error instanceof Failure)
        assert.match(JSON.stringify(error.next), /ledger\.lock/)
        return true
      },
    )
    reader.close()
    rmSync(lock)
    await append(repo, [entryOn(commit)])
  })

  test('passes on git’s words where something stands in the way', async () => {
    const { test, repo, commit } = await openTestRepository()
    test.git('update-ref', 'refs/notes/improver', commit)
    await assert.rejects(append(repo, [entryOn(commit)]), /refs\/notes\/improver/)
  })

  test('moves no branch where somebody made the ledger point at one', async () => {
    const { test, repo, commit } = await openTestRepository()
    test.git('symbolic-ref', LEDGER_REF, 'refs/heads/main')
    await append(repo, [entryOn(commit)])
    assert.equal(test.git('rev-parse', 'refs/heads/main'), commit)
    assert.equal((await readAll(repo)).filed.length, 1)
  })

  test('works in post-receive, and says why it can not in pre-receive', async () => {
    const server = makeRepository({ bare: true })
    const script = join(tempDir(), 'hook.mjs')
    const source = fileURLToPath(new URL('./writerInHook.ts', import.meta.url))
    buildSync({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', outfile: script })
    for (const hook of ['pre-receive', 'post-receive']) {
      const file = join(server.dir, 'hooks', hook)
      writeFileSync(
        file,
        `#!/bin/sh\nNODE_OPTIONS= '${process.execPath}' '${script}' ${hook} >>said 2>&1 || :\n`,
      )
      chmodSync(file, 0o755)
    }
    const { test, commit } = await openTestRepository()
    test.git('push', '-q', server.dir, 'main')
    const said = readFileSync(join(server.dir, 'said'), 'utf8')
    assert.match(said, /pre-receive: .*quarantine/)
    assert.match(said, /post-receive: done/)
    const { filed } = await readAll(await openRepository(server.dir))
    assert.deepEqual(
      filed.map(one => [one.on, one.entry.clone]),
      [[commit, 'post-receive']],
    )
  })
})
