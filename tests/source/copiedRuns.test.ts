import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { longestCopy, type Side } from '../../src/source/copiedRuns.ts'
import { plainLines } from '../../src/source/plainLines.ts'
import { LEAST, shinglesOf } from '../../src/source/shingles.ts'
import '../helpers/propertySeed.ts'

const sideOf = (text: string, isNew: Side['isNew'] = () => true): Side => {
  const lines = plainLines(text)
  return { lines, shingles: shinglesOf(lines), isNew }
}

/** Few different lines, so that texts share some by chance, and of many lengths. */
const line = fc.constantFrom(
  '}',
  'return value',
  'const first = read(input, options)',
  'if (first === undefined) throw new RangeError("there is no first one")',
  'for (const entry of entries) total += entry.size',
  'x',
)
const text = fc.array(line, { maxLength: 40 }).map(lines => lines.join('\n'))

/** By comparing everything with everything: the most characters of a run that both have. */
function longestByForce(one: string[], other: string[]): number {
  let best = 0
  for (let a = 0; a < one.length; a += 1)
    for (let b = 0; b < other.length; b += 1) {
      let chars = 0
      for (let by = 0; one[a + by] !== undefined && one[a + by] === other[b + by]; by += 1) {
        chars += one[a + by]!.length
        if (by + 1 >= LEAST.lines && chars >= LEAST.chars) best = Math.max(best, chars)
      }
    }
  return best
}

describe('plain lines', () => {
  it('are the same however a text is indented, spaced and ended', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('  ', '\t', ' \t '), (some, indent) => {
        const other = some.replace(/^/gm, indent).replace(/ /g, '  ').replace(/\n/g, '\r\n\n')
        const texts = (lines: string) => plainLines(lines).map(one => one.text)
        assert.deepEqual(texts(other), texts(some))
      }),
    )
  })

  it('know where they stood', () => {
    assert.deepEqual(plainLines('\n a  b\n\n\tc'), [
      { text: 'a b', at: 2 },
      { text: 'c', at: 4 },
    ])
  })
})

describe('names of runs', () => {
  it('are equal for equal runs, wherever they stand, and cover the least that counts', () => {
    fc.assert(
      fc.property(text, text, text, (before, shared, after) => {
        const alone = shinglesOf(plainLines(shared)).filter(one => one !== null)
        const lines = plainLines([before, shared, after].join('\n'))
        const within = shinglesOf(lines).map(one => one?.name)
        for (const { name } of alone) assert.ok(within.includes(name))
        shinglesOf(lines).forEach((one, first) => {
          if (!one) return
          const chars = (last: number) =>
            lines.slice(first, last + 1).reduce((sum, { text }) => sum + text.length, 0)
          assert.ok(one.last - first + 1 >= LEAST.lines && chars(one.last) >= LEAST.chars)
          assert.ok(one.last - first < LEAST.lines || chars(one.last - 1) < LEAST.chars)
          assert.ok(Number.isSafeInteger(one.name) && one.name >= 0 && one.name < 2 ** 40)
        })
      }),
    )
  })

  it('differ for different runs', () => {
    const names = new Set<number>()
    for (let at = 0; at < 20_000; at += 1) {
      const lines = plainLines(
        `alpha ${at} ${'a'.repeat(40)}\nbeta ${at * 7}\ngamma\n${'d'.repeat(60)} ${at % 10}`,
      )
      for (const one of shinglesOf(lines)) if (one) names.add(one.name)
    }
    assert.equal(names.size, 20_000)
  })
})

describe('the longest copy', () => {
  it('is what comparing everything with everything finds', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const found = longestCopy(sideOf(one), sideOf(other))
        const texts = (some: string) => plainLines(some).map(({ text }) => text)
        assert.equal(found?.chars ?? 0, longestByForce(texts(one), texts(other)))
        if (!found) return
        const [lines, from] = [plainLines(one), plainLines(other)]
        const [at, there] = [
          lines.findIndex(({ at }) => at === found.at),
          from.findIndex(({ at }) => at === found.from),
        ]
        for (let by = 0; by < found.lines; by += 1) assert.equal(lines[at + by]?.text, from[there + by]?.text)
      }),
    )
  })

  it('counts what both brought: old lines at its ends are none of it, and mostly old ones are no copy', () => {
    const long = (word: string) => `const ${word} = await compute('${word}', { limit: 40, strict: true })`
    const words = Array.from('abcdefghijklmnopqrst', letter => long(letter))
    const old = new Set(words.slice(0, 6))
    const isNew: Side['isNew'] = ({ text }) => !old.has(text)
    const whole = words.join('\n')
    assert.deepEqual(longestCopy(sideOf(whole), sideOf(whole, isNew))?.lines, 14)
    const mostlyOld: Side['isNew'] = ({ text }) => text === words[3] || text === words[5]
    assert.equal(longestCopy(sideOf(whole), sideOf(whole, mostlyOld)), null)
    // A part of its own after many old lines is found for itself.
    const late: Side['isNew'] = ({ text }) => words.indexOf(text) === 0 || words.indexOf(text) > 13
    assert.equal(longestCopy(sideOf(whole), sideOf(whole, late))?.at, 15)
  })

  it('takes no longer than it should where a line stands ten thousand times', () => {
    const many = sideOf(`${'return compute(the, same, thing, again)\n'.repeat(10_000)}`)
    assert.equal(longestCopy(many, many)?.lines, 10_000)
  })
})
