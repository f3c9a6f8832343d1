import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { missingLines } from '../../src/ledger/missingLines.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes } from './openTestRepository.ts'

const clean = { missing: [], malformed: [], truncated: false }
const [a, b, c] = [oidOf(1), oidOf(2), oidOf(3)]
const fan = (on: string) => `${on.slice(0, 2)}/${on.slice(2)}`

describe('missingLines', () => {
  test('is silent on honest growth: new notes, longer notes, over the fan-out border, in git’s hand or ours', async () => {
    const { test, repo, commit } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 20 }, (_, i) => entryOn(oidOf(i))),
    )
    const old = test.git('rev-parse', LEDGER_REF)
    assert.deepEqual(await missingLines(repo, null, old), clean)
    await append(
      repo,
      Array.from({ length: 120 }, (_, i) => entryOn(oidOf(i + 10), { kind: 'benched' })),
    )
    test.git('notes', '--ref=improver/ledger', 'append', '-m', 'A remark', commit)
    const now = test.git('rev-parse', LEDGER_REF)
    assert.match(test.git('ls-tree', now), /^040000/)
    assert.match(test.git('ls-tree', old), /^100644/)
    assert.deepEqual(await missingLines(repo, old, now), clean)
    assert.deepEqual(await missingLines(repo, old, old), clean)
  })

  test('names each line that was removed, edited, or went with its note, its tree or its ref', async () => {
    const { test, repo } = await openTestRepository()
    const old = plantNotes(test, { [a]: 'one\ntwo\nthree\n', [b]: 'four\n', [c]: 'five\n' })
    const now = plantNotes(test, { [fan(a)]: 'one\nTWO\n\nthree\nnew\n', [c]: 'five\nfour\n' })
    const found = await missingLines(repo, old, now)
    assert.deepEqual(
      found.missing.map(one => [one.on, one.line]).sort(),
      [
        [a, 'two'],
        [b, 'four'],
      ].sort(),
    )
    assert.deepEqual(found.malformed, [])
    assert.equal((await missingLines(repo, old, null)).missing.length, 5)
    const cut = await missingLines(repo, old, null, 2)
    assert.deepEqual([cut.missing.length, cut.truncated], [2, true])
  })

  test('takes reordered lines, doubled lines and other line ends for the same', async () => {
    const { test, repo } = await openTestRepository()
    const old = plantNotes(test, { [a]: 'one\ntwo\none\n' })
    const now = plantNotes(test, { [a]: '\r\ntwo\r\none' })
    assert.deepEqual(await missingLines(repo, old, now), clean)
    const bytes = plantNotes(test, { [a]: Buffer.from('caf\xe9\n', 'latin1') })
    const other = plantNotes(test, { [a]: Buffer.from('caf\xe8\n', 'latin1') })
    assert.equal((await missingLines(repo, bytes, other)).missing.length, 1)
  })

  test('does not read notes that are equal, not even where they are broken', async () => {
    const { test, repo } = await openTestRepository()
    const gone = oidOf(50)
    const tree = (more: string) =>
      execFileSync('git', ['mktree', '--missing'], {
        cwd: test.dir,
        env: test.env,
        encoding: 'utf8',
        input: `100644 blob ${gone}\t${a}\n${more}`,
      }).trim()
    const commit = (of: string) => test.git('commit-tree', '-m', 'x', of)
    const blob = test.git('hash-object', '-w', 'a.ts')
    const old = commit(tree(''))
    const longer = commit(tree(`100644 blob ${blob}\t${b}\n`))
    assert.deepEqual(await missingLines(repo, old, longer), clean)
    const found = await missingLines(repo, old, commit(test.git('write-tree')))
    assert.deepEqual(
      found.missing.map(one => [one.on, one.raw]),
      [[a, null]],
    )
    const broken = await missingLines(repo, plantNotes(test, { [a]: 'one\n' }), old)
    assert.deepEqual([broken.missing.length, broken.malformed.length], [1, 1])
  })

  test('names what is no note, once, and never what was there before', async () => {
    const { test, repo } = await openTestRepository()
    const legacy = { [a]: 'one\n', README: 'x' }
    const old = plantNotes(test, legacy)
    const evil = {
      ...legacy,
      [fan(a)]: 'one\n',
      [`${b.slice(0, 3)}/${b.slice(3)}`]: 'x',
      'not/a/note': 'x',
      [b.slice(0, 39)]: 'x',
      [c.toUpperCase()]: 'x',
    }
    const now = plantNotes(test, evil)
    const found = await missingLines(repo, old, now)
    assert.deepEqual(found.missing, [])
    const named = Object.keys(evil).filter(path => path !== 'README' && path !== fan(a))
    assert.deepEqual(found.malformed.map(one => one.path).sort(), named.sort())
    assert.match(found.malformed.find(one => one.path === a)!.why, /second note/)
    assert.deepEqual((await missingLines(repo, now, now)).malformed, [])

    test.git('read-tree', '--empty')
    test.git('update-index', '--add', '--cacheinfo', `160000,${oidOf(9)},${a}`)
    const link = test.git('hash-object', '-w', 'a.ts')
    test.git('update-index', '--add', '--cacheinfo', `120000,${link},${b}`)
    test.git('update-index', '--add', '--cacheinfo', `100755,${link},${c}`)
    const modes = test.git('commit-tree', '-m', 'x', test.git('write-tree'))
    const why = (await missingLines(repo, null, modes)).malformed.map(one => one.why)
    assert.equal(why.length, 3)
    assert.ok(why.every(one => /mode/.test(one)))
  })

  test('passes over a note that is too large, and says so', async () => {
    const { test, repo } = await openTestRepository()
    const old = plantNotes(test, { [a]: 'one\n', [b]: 'two\n' })
    const now = plantNotes(test, { [a]: Buffer.alloc(17 * 1024 * 1024, 'x'), [b]: 'two\nthree\n' })
    const found = await missingLines(repo, old, now)
    assert.deepEqual(
      found.missing.map(one => one.line),
      ['one'],
    )
    assert.match(found.malformed[0]!.why, /limit/)
  })
})
