import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { buildTrees } from '../../src/ledger/buildTrees.ts'
import { openNoteTree, type PlacedEntry } from '../../src/ledger/noteTree.ts'
import { parseTree, type TreeEntry } from '../../src/ledger/treeObject.ts'
import type { Oid } from '../../src/model/change.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { oidOf } from './entries.ts'

/** Tree objects in memory: what git's object store is to the real thing. */
function store() {
  const trees = new Map<Oid, TreeEntry[]>()
  return {
    load: async (oid: Oid) => trees.get(oid) ?? assert.fail(`no tree ${oid}`),
    put(placed: PlacedEntry[]): Oid {
      const built = buildTrees('sha1', placed)
      for (const { oid, bytes } of built) trees.set(oid, parseTree(bytes, 20))
      return built[built.length - 1]!.oid
    },
  }
}

describe('the notes tree', () => {
  test('is git’s own, byte for byte, over the fan-out borders, one by one and in batches', async () => {
    const repo = makeRepository()
    const { load, put } = store()
    const first = oidOf(0)
    const blob = repo.git('hash-object', '-w', '--stdin')
    repo.git('notes', '--ref=x', 'add', '--allow-empty', '-C', blob, first)
    let root: Oid | null = null
    let written = 0
    const depths = new Set<number>()
    const grow = async (to: number) => {
      const batch = Array.from({ length: to - written }, (_, i) => oidOf(written + i))
      written = to
      execFileSync('git', ['notes', '--ref=x', 'copy', '--force', '--stdin'], {
        cwd: repo.dir,
        env: repo.env,
        input: batch.map(on => `${first} ${on}\n`).join(''),
      })
      const tree = await openNoteTree(load, root, 40)
      for (const on of batch) await tree.set(on, blob)
      root = put(await tree.place())
      assert.equal(root, repo.git('rev-parse', 'refs/notes/x^{tree}'), `${to} notes`)
      depths.add(repo.git('ls-tree', '-r', '--name-only', root).split('\n')[0]!.split('/').length)
    }
    for (let to = 95; to <= 130; to += 1) await grow(to)
    for (const to of [300, 301, 5_000, 5_001, 20_000, 20_003]) await grow(to)
    assert.ok(depths.size >= 2, `borders were crossed: ${[...depths]}`)
  })

  test('holds every note that was ever set, whatever the order, batches and fan-outs', async () => {
    const objects = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { maxLength: 400 })
    // Names that share long beginnings make deep trees, which hashes seldom do.
    const near = fc.boolean()
    await fc.assert(
      fc.asyncProperty(objects, near, fc.integer({ min: 1, max: 50 }), async (numbers, close, batch) => {
        const { load, put } = store()
        const name = (n: number) => (close ? `${n}`.padStart(6, '0').padEnd(40, 'a') : oidOf(n))
        const expected = new Map(numbers.map(n => [name(n), oidOf(n + 10_000)]))
        let root: Oid | null = null
        const all = [...expected]
        for (let at = 0; at < all.length; at += batch) {
          const tree = await openNoteTree(load, root, 40)
          for (const [on, blob] of all.slice(at, at + batch)) await tree.set(on, blob)
          root = put(await tree.place())
        }
        const read = await openNoteTree(load, root, 40)
        for (const [on, blob] of expected) assert.deepEqual(await read.get(on), [blob])
        assert.deepEqual(await read.get('f'.repeat(40)), [])
        const once = await openNoteTree(load, null, 40)
        for (const [on, blob] of all.reverse()) await once.set(on, blob)
        assert.equal(root, all.length ? put(await once.place()) : null)
      }),
      { numRuns: 40 },
    )
  })

  test('finds a note under any fan-out, both where it stands twice, and keeps what is no note', async () => {
    const { load, put } = store()
    const on = oidOf(7)
    const [a, b, c] = [oidOf(100), oidOf(101), oidOf(102)]
    const mode = '100644'
    const root = put([
      { path: on, mode, oid: a },
      { path: `${on.slice(0, 2)}/${on.slice(2)}`, mode, oid: b },
      { path: 'README', mode, oid: c },
      { path: `${on.slice(0, 2)}/extra/file`, mode, oid: c },
    ])
    const tree = await openNoteTree(load, root, 40)
    assert.deepEqual((await tree.get(on)).sort(), [a, b].sort())
    assert.equal(tree.doubled().length, 1)
    await tree.set(on, c)
    assert.deepEqual(tree.doubled(), [])
    const placed = await tree.place()
    assert.deepEqual(placed.map(one => one.path).sort(), [on, 'README', `${on.slice(0, 2)}/extra`].sort())
  })
})
