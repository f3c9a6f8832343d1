import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { LEDGER_REF } from '../../src/ledger/ledgerRef.ts'
import { sync } from '../../src/ledger/sync.ts'
import { unionLines, unionNotes } from '../../src/ledger/unionNotes.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { entryOn, oidOf } from './entries.ts'
import { openTestRepository, readAll } from './openTestRepository.ts'

const lines = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 })
const notes = fc.dictionary(fc.constantFrom('x', 'y', 'z'), lines).map(one => new Map(Object.entries(one)))
const asSets = (map: ReadonlyMap<string, string[]>) =>
  [...map].map(([on, all]) => [on, [...all].sort()]).sort()

describe('the union of two ledgers', () => {
  test('has exactly the lines of both, whichever side is called ours, and merging again changes nothing', () => {
    fc.assert(
      fc.property(notes, notes, (a, b) => {
        const union = unionNotes(a, b)
        assert.deepEqual(new Map([...union].sort()), new Map([...unionNotes(b, a)].sort()))
        assert.deepEqual(unionNotes(union, a), union)
        assert.deepEqual(unionNotes(union, union), union)
        for (const on of new Set([...a.keys(), ...b.keys()]))
          assert.deepEqual(
            [...union.get(on)!].sort(),
            [...new Set([...(a.get(on) ?? []), ...(b.get(on) ?? [])])].sort(),
          )
      }),
    )
  })

  test('does not depend on who merges with whom first', () => {
    fc.assert(
      fc.property(notes, notes, notes, (a, b, c) => {
        const left = unionNotes(unionNotes(a, b), c)
        assert.deepEqual(asSets(left), asSets(unionNotes(a, unionNotes(b, c))))
        assert.deepEqual(asSets(left), asSets(unionNotes(unionNotes(c, a), b)))
      }),
    )
  })

  test('keeps the order of each side’s lines where one has everything, and of the first side always', () => {
    assert.deepEqual(unionLines(['z', 'a', 'b'], ['b']), ['z', 'a', 'b'])
    assert.deepEqual(unionLines(['b', 'a'], ['c', 'a']), ['b', 'a', 'c'])
    assert.deepEqual(unionLines(['c', 'a'], ['b', 'a']), ['b', 'a', 'c'])
    assert.deepEqual(unionLines([], []), [])
  })
})

describe('clones that append and synchronise', () => {
  test('come to rest with the same lines and the same commit, whatever the order', {
    timeout: 300_000,
  }, async () => {
    type Step = { clone: number; act: 'append' | 'sync'; on: number; what: number }
    const step: fc.Arbitrary<Step> = fc.record({
      clone: fc.nat(2),
      act: fc.constantFrom('append' as const, 'append' as const, 'sync' as const),
      on: fc.nat(2),
      what: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async steps => {
        const server = makeRepository({ bare: true })
        const clones = await Promise.all([0, 1, 2].map(async () => (await openTestRepository()).repo))
        const model = new Set<string>()
        for (const { clone, act, on, what } of steps) {
          if (act === 'sync') await sync(clones[clone]!, server.dir)
          else {
            const filed = await append(clones[clone]!, [entryOn(oidOf(on), { data: { what } })])
            model.add(filed[0]!.id)
          }
        }
        for (const repo of [...clones, ...clones]) await sync(repo, server.dir)
        const tips = new Set<string>()
        for (const repo of clones) {
          const read = await readAll(repo)
          assert.deepEqual(new Set(read.filed.map(one => one.id)), model)
          assert.equal(read.filed.length, model.size)
          tips.add(model.size > 0 ? await repo.text(['rev-parse', LEDGER_REF]) : '')
        }
        assert.equal(tips.size, 1)
        if (model.size > 0) assert.ok(tips.has(server.git('rev-parse', LEDGER_REF)))
      }),
      { numRuns: 4 },
    )
  })

  test('join ledgers of which one has fanned out and the other has not', async () => {
    const server = makeRepository({ bare: true })
    const [a, b] = [await openTestRepository(), await openTestRepository()]
    await append(
      a.repo,
      Array.from({ length: 300 }, (_, i) => entryOn(oidOf(i), { clone: 'a' })),
    )
    await append(
      b.repo,
      Array.from({ length: 40 }, (_, i) => entryOn(oidOf(i * 10), { clone: 'b' })),
    )
    const first = await sync(a.repo, server.dir)
    assert.deepEqual([first.pushed, first.gained, first.missing], [true, 0, []])
    const second = await sync(b.repo, server.dir)
    assert.deepEqual([second.pushed, second.gained], [true, 300])
    const third = await sync(a.repo, server.dir)
    assert.deepEqual([third.pushed, third.gained, third.commit], [false, 40, second.commit])
    assert.equal((await readAll(await openRepository(a.test.dir))).filed.length, 340)
    assert.equal(a.test.git('rev-list', '--count', '--min-parents=2', LEDGER_REF), '1')
  })
})
