import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createPerformance, isMeasured, maybeSlow, SLOW_PROGRAMS } from '../../src/improvers/performance.ts'
import { digest } from './expectDocs.ts'
import { faster, fasterText } from './faster.ts'
import { programOf } from './typedFiles.ts'

const SLOW = 'export const subject = (a: string[], b: string[]) => a.filter(one => !b.includes(one))\n'

describe('performance', () => {
  it('says what it does, what it is worth and what makes it the same program', () => {
    const { findings } = faster({ 'src/lists.ts': SLOW })
    const [{ title, reason, symbol, rewrite, facts }] = findings as [(typeof findings)[0]]
    assert.equal(title, 'perf(lists): look up in a Set instead of a list')
    assert.equal(symbol, 'subject')
    assert.equal(rewrite, 'set-lookup')
    assert.match(reason, /^In subject b is gone through for each element of another list\. The list was/)
    assert.deepEqual(
      facts.map(({ kind }) => kind),
      ['slow', 'same', 'same', 'same'],
    )
    assert.equal(SLOW.slice(facts[0]!.from.start, facts[0]!.from.end), 'b.includes(one)')
    assert.ok(isMeasured('performance') && !isMeasured('types'))
  })

  it('names what several findings have in common', () => {
    const { findings } = faster({ 'src/lists.ts': `${SLOW}${SLOW.replace('subject', 'other')}` })
    const { titleOf } = createPerformance(digest)
    assert.equal(findings.length, 2)
    assert.notEqual(findings[0]!.fingerprint, findings[1]!.fingerprint)
    assert.equal(titleOf(findings), 'perf(lists): look up in a Set instead of a list')
    const both = faster({
      'src/lists.ts': `${SLOW}export const once = (a: string[]) => a.filter((one, at) => a.indexOf(one) === at)\n`,
    })
    assert.equal(titleOf(both.findings), 'perf(lists): 2 places that cost less')
  })

  it('finds nothing more once it is done, and the same place again before', () => {
    const [one] = faster({ 'src/lists.ts': SLOW }).findings
    const [again] = faster({ 'src/lists.ts': `export const before = 1\n${SLOW}` }).findings
    assert.equal(one?.fingerprint, again?.fingerprint)
    assert.deepEqual(faster({ 'src/lists.ts': fasterText(SLOW, 'src/lists.ts') }).findings, [])
  })

  it('holds to types only in TypeScript that knows null, as its own project reads the very same text', () => {
    const performance = createPerformance(digest)
    const source = { files: [{ path: 'src/lists.ts', text: SLOW }], tests: [] }
    const found = (data: unknown[]) => [...performance.find(source, [{ kind: SLOW_PROGRAMS, data }])].length
    assert.equal(found([programOf({ 'src/lists.ts': SLOW })]), 1)
    assert.equal(found([]), 0)
    assert.equal(found([programOf({ 'src/lists.ts': `${SLOW}\n` })]), 0)
    const loose = JSON.stringify({ compilerOptions: { strict: false, types: [], lib: ['es2022'] } })
    assert.equal(found([programOf({ 'tsconfig.json': loose, 'src/lists.ts': SLOW })]), 0)
  })

  it('leaves files alone in which names may lead elsewhere, and such as are no source', () => {
    const reduce = 'export const f = o => Object.keys(o).reduce((all, one) => [...all, one], [])\n'
    assert.notEqual(fasterText(reduce, 'src/a.js'), reduce)
    const dynamic = `${reduce}export const g = code => eval(code)\n`
    assert.equal(fasterText(dynamic, 'src/a.js'), dynamic)
    assert.ok(maybeSlow({ path: 'src/a.js', text: reduce }))
    for (const path of ['src/parse/test.ts', 'src/a.test.ts', 'bench/a.js', 'src/a.d.ts'])
      assert.ok(!maybeSlow({ path, text: reduce }), path)
    assert.ok(!maybeSlow({ path: 'src/a.js', text: 'export const one = 1\n' }))
    assert.equal(fasterText('export const f = (\n', 'src/a.js'), 'export const f = (\n')
  })

  it('writes as the file is written: its indent, semicolons and line ends', () => {
    const text =
      'export const f = (o) => {\r\n\treturn Object.keys(o).reduce((all, one) => [...all, one], []);\r\n};\r\n'
    assert.equal(
      fasterText(text, 'src/a.js'),
      'export const f = (o) => {\r\n\treturn Object.keys(o).reduce((all, one) => {\r\n\t\tall.push(one);\r\n\t\treturn all;\r\n\t}, []);\r\n};\r\n',
    )
  })

  it('puts a statement into the line of one that is not the first there', () => {
    const text =
      'export function subject(a: string[], b: string[]) { return a.filter(one => b.includes(one)) }\n'
    assert.match(
      fasterText(text),
      /\{ const bSet = new Set\(b\); return a\.filter\(one => bSet\.has\(one\)\) \}\n$/,
    )
  })

  it('takes names that nothing in the file has', () => {
    const text = `export const bSet = 1\n${SLOW}`
    assert.match(fasterText(text), /const bSet2 = new Set\(b\)/)
  })

  it('keeps a line that begins with a bracket apart from what is put above it', () => {
    const text = `export function subject(a: string[], b: string[]) {
  const seen: string[] = []
  ;[...a].forEach(one => { if (b.includes(one)) seen.push(one) })
  return seen
}
`
    assert.match(
      fasterText(text),
      /;const bSet = new Set\(b\);\n {2}\[\.\.\.a\]|const bSet = new Set\(b\);?\n {2};?\[\.\.\.a\]/,
    )
  })
})
