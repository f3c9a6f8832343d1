import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { branchName } from '../../src/flow/run/branchName.ts'
import { EVERYTHING, isWhole, isWithin, readShard, shareOf } from '../../src/flow/run/scope.ts'

const shards = fc
  .integer({ min: 1, max: 40 })
  .chain(of => fc.constant(Array.from({ length: of }, (_, at) => ({ part: at + 1, of }))))

describe('the parts of a repository', () => {
  it('have every path once', () => {
    fc.assert(
      fc.property(shards, fc.string(), (all, path) => {
        assert.equal(all.filter(shard => isWithin({ paths: [], shard }, path)).length, 1)
      }),
    )
  })
  it('are about as large as each other', () => {
    const paths = Array.from({ length: 1000 }, (_, at) => `src/module${at}.ts`)
    for (const part of [1, 2, 3, 4]) {
      const size = paths.filter(path => isWithin({ paths: [], shard: { part, of: 4 } }, path)).length
      assert.ok(size > 180 && size < 320, `${size} of 1000`)
    }
  })
  it('share what may be opened, and no more', () => {
    fc.assert(
      fc.property(shards, fc.integer({ min: -3, max: 60 }), (all, left) => {
        const sum = all.reduce((total, shard) => total + Math.max(0, shareOf(left, shard)), 0)
        assert.equal(sum, Math.max(0, left))
      }),
    )
    assert.equal(shareOf(7, null), 7)
  })
  it('are within the paths that were named', () => {
    const scope = { paths: ['src'], shard: { part: 1, of: 1 } }
    assert.deepEqual(
      [isWithin(scope, 'src/a.ts'), isWithin(scope, 'lib/a.ts'), isWithin(scope, 'srcs/a.ts')],
      [true, false, false],
    )
    assert.deepEqual(
      [isWhole(EVERYTHING), isWhole(scope), isWhole({ paths: ['a'], shard: null })],
      [true, false, false],
    )
  })
  it('are read from the command line, or told what is wrong', () => {
    assert.deepEqual(
      [readShard('3/16'), readShard('1/1')],
      [
        { part: 3, of: 16 },
        { part: 1, of: 1 },
      ],
    )
    for (const text of ['0/4', '5/4', '1', '1/257', '1/0', 'a/b', '01/4', '1/4 ', '-1/4', ''])
      assert.throws(() => readShard(text), /it takes a part and of how many/, text)
  })
  it('have branches of their own for what one rule does everywhere', () => {
    const finding = { rewrite: 'no-var', symbol: 'a' }
    const group = (gathers: 'file' | 'rewrite') =>
      ({ path: 'src/a.ts', mends: [{ finding, edits: [], gathers }] }) as never
    assert.equal(branchName('ai/', 'lint', group('rewrite'), { part: 3, of: 16 }), 'ai/lint/no-var-3-of-16')
    assert.equal(branchName('ai/', 'lint', group('rewrite'), null), 'ai/lint/no-var')
    assert.equal(branchName('ai/', 'docs', group('file'), { part: 3, of: 16 }), 'ai/docs/src-a-a')
  })
})
