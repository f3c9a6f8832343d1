import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { entryLine } from '../../src/ledger/canonical.ts'
import { indexEntries, type Wanted } from '../../src/ledger/indexEntries.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { readLedger } from '../../src/ledger/read.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, plantNotes, readAll } from './openTestRepository.ts'

describe('readLedger', () => {
  test('gives nothing where there is no ledger, and fails where there is a broken one', async () => {
    const { test, repo } = await openTestRepository()
    assert.deepEqual(await readAll(repo), { filed: [], unreadable: [] })
    const blob = test.git('hash-object', '-w', 'a.ts')
    test.git('update-ref', LEDGER_REF, blob)
    await assert.rejects(readAll(repo))
  })

  test('gives every line of whatever stands there, and never throws one away', async () => {
    const { test, repo } = await openTestRepository()
    const good = entryLine(entryOn(oidOf(1)))
    plantNotes(test, {
      [oidOf(1)]: `${good}\r\n\r\n{"v":1}\nprose\n`,
      [oidOf(2)]: '',
      [oidOf(3)]: Buffer.concat([Buffer.from([0xff, 0xfe, 10, 0, 10]), Buffer.from(good)]),
      [oidOf(4)]: 'x'.repeat(100_000),
      [oidOf(5)]: Buffer.alloc(17 * 1024 * 1024, 'y'),
      [`${oidOf(6).slice(0, 2)}/${oidOf(6).slice(2)}`]: `${good}\n`,
      README: 'x',
    })
    const { filed, unreadable } = await readAll(repo)
    assert.deepEqual(filed.map(one => one.on).sort(), [oidOf(1), oidOf(3), oidOf(6)].sort())
    assert.equal(new Set(filed.map(one => one.id)).size, 1)
    const whys = unreadable.map(one => one.why)
    for (const [why, times] of [
      [/no object name/, 1],
      [/no UTF-8/, 1],
      [/no JSON/, 2],
      [/kind/, 1],
      [/100000 bytes/, 1],
      [/limit is 16777216/, 1],
    ] as const)
      assert.equal(whys.filter(one => why.test(one)).length, times, `${why} in ${whys}`)
  })

  test('shows a note whose blob is missing', async () => {
    const { test, repo } = await openTestRepository()
    const input = `100644 blob ${oidOf(8)}\t${oidOf(1)}\n`
    const tree = execFileSync('git', ['mktree', '--missing'], {
      cwd: test.dir,
      env: test.env,
      input,
      encoding: 'utf8',
    })
    test.git('update-ref', LEDGER_REF, test.git('commit-tree', '-m', 'x', tree.trim()))
    assert.match((await readAll(repo)).unreadable[0]!.why, /missing/)
  })

  test('can be left in the middle', async () => {
    const { repo } = await openTestRepository()
    await append(
      repo,
      Array.from({ length: 500 }, (_, i) => entryOn(oidOf(i))),
    )
    let seen = 0
    for await (const _ of readLedger(repo)) if (++seen === 3) break
    assert.equal(seen, 3)
  })

  test('finds entries by commit, tree, change, improvement and id, and on rewritten commits', async () => {
    const { test, repo, commit } = await openTestRepository()
    const change = `sha256:${oidOf(1, 64)}`
    const [one, two, three] = await append(repo, [
      entryOn(commit, { improvement: 'I1' }),
      entryOn(oidOf(2), { change, tree: oidOf(20) }),
      entryOn(oidOf(3), { change, improvement: 'I2' }),
    ])
    test.git('config', 'notes.rewriteRef', LEDGER_REF)
    test.git('commit', '-q', '--amend', '-m', 'Again')
    const amended = test.git('rev-parse', 'HEAD')
    const index = indexEntries((await readAll(repo)).filed)
    const ids = (wanted: Wanted) => [...new Set(index.find(wanted).map(found => found.id))].sort()
    assert.deepEqual(ids({ commit: amended }), [one!.id])
    assert.deepEqual(ids({ commit }), [one!.id])
    assert.deepEqual(ids({ tree: oidOf(20) }), [two!.id])
    assert.deepEqual(ids({ change }), [two!.id, three!.id].sort())
    assert.deepEqual(ids({ improvement: 'I2', commit }), [one!.id, three!.id].sort())
    assert.deepEqual(ids({ id: two!.id }), [two!.id])
    assert.deepEqual(ids({ improvement: 'I3' }), [])
  })
})
