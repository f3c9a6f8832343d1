import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, entryId, entryLine, unsignedLine } from '../../src/ledger/canonical.ts'
import { isFiled, MAX_LINE, parseEntry } from '../../src/ledger/parseEntry.ts'
import type { Entry, Json } from '../../src/model/entry.ts'
import { entryOn, oidOf } from './entries.ts'

const on = oidOf(1)
const whyNot = (line: string) => {
  const read = parseEntry(line, on)
  assert.ok(!isFiled(read), `read as an entry: ${line.slice(0, 200)}`)
  assert.equal(read.on, on)
  return read.why
}

describe('an entry as a line', () => {
  test('has sorted keys, no spaces and nothing undefined', () => {
    const value = { b: [1, { z: null, a: 'x' }], a: true, gone: undefined } as unknown as Json
    assert.equal(canonicalJson(value), '{"a":true,"b":[1,{"a":"x","z":null}]}')
  })

  test('comes back as it was, under the same id, whatever its data', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter(key => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 5 }),
        ),
        data => {
          let entry: Entry
          try {
            entry = entryOn(on, { data: JSON.parse(JSON.stringify(data)), extra: 1 } as Partial<Entry>)
            if (/"__proto__"|-0/.test(JSON.stringify(data)) || Object.is(data, -0)) return
          } catch {
            return
          }
          const line = entryLine(entry)
          assert.ok(!line.includes('\n'))
          const read = parseEntry(line, on)
          assert.ok(isFiled(read), JSON.stringify(read))
          assert.equal(entryLine(read.entry), line)
          assert.equal(read.id, entryId(entry))
          assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(entry)))
        },
      ),
    )
  })

  test('has an id that its signature does not change and everything else does', () => {
    const entry = entryOn(on)
    assert.equal(entryId({ ...entry, sig: 'one' }), entryId({ ...entry, sig: 'two' }))
    assert.equal(unsignedLine({ ...entry, sig: 'one' }), entryLine(entry))
    assert.notEqual(entryId(entry), entryId({ ...entry, clone: 'other' }))
    assert.match(entryId(entry), /^sha256:[0-9a-f]{64}$/)
  })

  test('keeps keys that it does not know', () => {
    const read = parseEntry(entryLine({ ...entryOn(on), later: { deep: [1] } } as Entry), on)
    assert.ok(isFiled(read))
    assert.deepEqual((read.entry as unknown as { later: Json }).later, { deep: [1] })
  })

  test('can not say what JSON can not', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n])
      assert.throws(() => canonicalJson({ bad } as unknown as Json), TypeError)
    let deep: Json = 0
    for (let i = 0; i < 40; i += 1) deep = [deep]
    assert.throws(() => canonicalJson(deep), /nested/)
  })
})

describe('a line that is no entry', () => {
  const line = entryLine(entryOn(on))

  test('is any text at all, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void whyNot(text)))
    fc.assert(fc.property(fc.json(), text => void whyNot(text)))
  })

  test('is one that another reader could take differently', () => {
    assert.match(whyNot(` ${line}`), /canonical/)
    assert.match(whyNot(line.replace('"v":1', '"v":1.0')), /canonical/)
    assert.match(
      whyNot(line.replace('"kind":"validated"', '"kind":"reviewed","kind":"validated"')),
      /canonical/,
    )
    assert.match(whyNot(line.replace('laptop', '\\u006captop')), /canonical/)
    assert.match(whyNot(line.replace('"data":{}', '"data":{"n":1e400}')), /canonical/)
    assert.match(whyNot(line.replace('"data":{}', '"data":{"n":12345678901234567890}')), /canonical/)
    assert.match(whyNot(`\ufeff${line}`), /JSON/)
  })

  test('has a wrong shape, and says which', () => {
    const wrong: [object, RegExp][] = [
      [{ v: 2 }, /^v /],
      [{ kind: 'loved' }, /^kind /],
      [{ at: '2026-01-02' }, /^at /],
      [{ at: '2026-13-41T99:00:00Z' }, /^at /],
      [{ by: 'Jane' }, /^by /],
      [{ by: 'J\u202eane <j@x>' }, /^by /],
      [{ by: 'Jane\u001b[2J <j@x>' }, /^by /],
      [{ clone: '' }, /^clone /],
      [{ commit: 'HEAD' }, /^commit /],
      [{ commit: oidOf(1).toUpperCase() }, /^commit /],
      [{ change: 'abc' }, /^change /],
      [{ tree: 5 }, /^tree /],
      [{ ref: 'main' }, /^ref /],
      [{ of: 'sha256:1' }, /^of /],
      [{ data: [] }, /^data /],
      [{ data: null }, /^data /],
      [{ sig: 1 }, /^sig /],
    ]
    for (const [more, why] of wrong) assert.match(whyNot(entryLine(entryOn(on, more as Partial<Entry>))), why)
    for (const text of ['[]', 'null', '1', '"x"', '{}', '[[[[']) whyNot(text)
    const { repo: _, ...without } = entryOn(on)
    assert.match(whyNot(entryLine(without as Entry)), /^repo /)
  })

  test('sets a prototype', () => {
    assert.match(whyNot(line.replace('"data":{}', '"data":{"__proto__":{"v":1}}')), /__proto__/)
    assert.match(whyNot('{"__proto__":{"v":1,"kind":"validated"}}'), /^v /)
    assert.equal(({} as { v?: number }).v, undefined)
  })

  test('is too long or too deep, while one at the limit is read', () => {
    const room = MAX_LINE - entryLine(entryOn(on, { data: { x: '' } })).length
    assert.ok(isFiled(parseEntry(entryLine(entryOn(on, { data: { x: 'a'.repeat(room) } })), on)))
    assert.match(whyNot(entryLine(entryOn(on, { data: { x: 'a'.repeat(room + 1) } }))), /bytes long/)
    assert.match(whyNot(entryLine(entryOn(on, { data: { x: 'é'.repeat(room / 2 + 1) } }))), /bytes long/)
    whyNot('['.repeat(60_000))
    whyNot(line.replace('"data":{}', `"data":{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`))
    const read = parseEntry('x'.repeat(1_000_000), on)
    assert.ok(!isFiled(read) && read.line.length < 10_000)
  })
})
