import assert from 'node:assert/strict'
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openContentIndex } from '../../src/ledger/content/contentIndex.ts'
import { packKeys } from '../../src/ledger/content/packedKeys.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import '../helpers/propertySeed.ts'

const oid = (number: number) => number.toString(16).padStart(40, '0')
const IDENTITY = 'abc123'

/** A place for an index: a bare repository's git directory. */
function place() {
  const { dir } = makeRepository({ bare: true })
  return { repo: { commonDir: dir }, folder: join(dir, 'improver', 'content') }
}

function contentOf(brought: Map<number, number[]>, passed: number[] = []) {
  const keys = packKeys()
  const sources = [...brought.keys()]
  sources.forEach((source, at) => {
    for (const key of brought.get(source) ?? []) keys.add(key, at)
  })
  return { sources: sources.map(oid), passed: passed.map(oid), words: keys.sorted() }
}

/** Keys of the whole range, and some that begin alike. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  fc.integer({ min: 0, max: 600 }),
  fc.constantFrom(2 ** 40 - 1, 2 ** 32, 2 ** 39),
)

describe('the content index', () => {
  it('finds what was put into it, in any number of parts, also when opened again', () => {
    const part = fc.dictionary(fc.integer({ min: 1, max: 40 }).map(String), fc.array(key, { maxLength: 30 }))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(key, { maxLength: 30 }), (parts, asked) => {
        const { repo } = place()
        const index = openContentIndex(repo, IDENTITY)
        const truth = new Map<number, Set<string>>()
        for (const one of parts) {
          const brought = new Map(Object.entries(one).map(([source, keys]) => [Number(source), keys]))
          index.add(contentOf(brought))
          for (const [source, keys] of brought)
            for (const each of keys) truth.set(each, (truth.get(each) ?? new Set()).add(oid(source)))
        }
        const wanted = [...asked, ...truth.keys()]
        const again = openContentIndex(repo, IDENTITY)
        for (const one of [index, again]) {
          assert.deepEqual(
            [...one.find(wanted)].map(([name, from]) => [name, [...from].sort()]).sort(),
            [...truth].map(([name, from]) => [name, [...from].sort()]).sort(),
          )
          one.close()
        }
      }),
      { numRuns: 40 },
    )
  })

  it('finds each of very many keys, some of which begin alike, without reading everything', () => {
    const { repo, folder } = place()
    const index = openContentIndex(repo, IDENTITY)
    const keys = Array.from({ length: 200_000 }, (_, at) =>
      at % 3 ? at * 5_000_011 : 2 ** 39 + (at % 50_000),
    )
    index.add(contentOf(new Map([[7, keys]])))
    index.close()
    const again = openContentIndex(repo, IDENTITY)
    const some = keys.filter((_, at) => at % 997 === 0)
    assert.equal(again.find([...some, 3, 2 ** 40 - 1]).size, new Set(some).size)
    again.close()
    assert.equal(readdirSync(folder).length, 1)
  })

  it('merges small parts, so that there are never many', () => {
    const { repo, folder } = place()
    const index = openContentIndex(repo, IDENTITY)
    for (let at = 1; at <= 100; at += 1) index.add(contentOf(new Map([[at, [at, at + 1]]]), [1000 + at]))
    assert.ok(readdirSync(folder).length <= 7, `${readdirSync(folder).length} files`)
    assert.deepEqual([...(index.find([50]).get(50) ?? [])].sort(), [oid(49), oid(50)])
    assert.ok(index.knows(oid(1050)))
    assert.ok(!index.knows(oid(2000)))
    index.close()
  })

  it('passes over a part that is damaged, and no longer says that it is up to date', () => {
    const { repo, folder } = place()
    const index = openContentIndex(repo, IDENTITY)
    index.add(contentOf(new Map([[1, [11]]])))
    index.add(contentOf(new Map([[2, [22]]])))
    index.setUpTo('refs/notes/improver/ledger 1234')
    index.close()
    const whole = openContentIndex(repo, IDENTITY)
    assert.equal(whole.upTo(), 'refs/notes/improver/ledger 1234')
    whole.close()
    const file = readdirSync(folder).find(name => !name.endsWith('.state')) ?? ''
    truncateSync(join(folder, file), readFileSync(join(folder, file)).length - 8)
    const hurt = openContentIndex(repo, IDENTITY)
    assert.equal(hurt.upTo(), null)
    assert.equal(hurt.find([11, 22]).size, 1)
    hurt.close()
    writeFileSync(join(folder, file), 'something else')
    assert.equal(openContentIndex(repo, IDENTITY).find([11, 22]).size, 1)
  })

  it('is up to date too where nobody brought anything', () => {
    const { repo } = place()
    const index = openContentIndex(repo, IDENTITY)
    assert.equal(index.upTo(), null)
    index.setUpTo('x')
    assert.equal(openContentIndex(repo, IDENTITY).upTo(), 'x')
  })

  it('of another rule is another one', () => {
    const { repo } = place()
    openContentIndex(repo, IDENTITY).add(contentOf(new Map([[1, [11]]])))
    const other = openContentIndex(repo, 'def456')
    assert.ok(other.isEmpty())
    assert.ok(!other.knows(oid(1)))
  })

  it('serves without a disk that takes it', () => {
    const { repo } = place()
    writeFileSync(join(repo.commonDir, 'improver'), 'in the way')
    const index = openContentIndex(repo, IDENTITY)
    index.add(contentOf(new Map([[1, [11]]])))
    index.setUpTo('x')
    assert.deepEqual([...index.find([11]).keys()], [11])
    assert.equal(index.upTo(), null)
  })
})
