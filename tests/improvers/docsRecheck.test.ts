import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Claim, createDocs, recheck } from '../../src/improvers/docs.ts'
import { createImprovers } from '../../src/improvers/improvers.ts'
import { digest, improve } from './expectDocs.ts'

const code = "let a\nexport function f(n: number) {\n  if (n < 1) throw new RangeError('no')\n}\n"
const { findings, text } = improve(code)
const claim = (findings[0]!.data.claims as Claim[])[0]!
const holds = (from: string, to: string): boolean => recheck(claim, text.replace(from, to))

describe('docs: a sentence checked again', () => {
  it('holds in the commented file and when other code moves it', () => {
    assert.ok(recheck(claim, text))
    assert.ok(holds('let a', 'let a, b, c'))
  })
  it('does not hold when the bound changes', () => assert.ok(!holds('n < 1', 'n < 2')))
  it('does not hold when the class changes', () => assert.ok(!holds('new RangeError', 'new TypeError')))
  it('does not hold when a catch swallows it', () =>
    assert.ok(
      !holds(
        "if (n < 1) throw new RangeError('no')",
        "try { if (n < 1) throw new RangeError('no') } catch {}",
      ),
    ))
  it('does not hold when the symbol is gone or private', () => {
    assert.ok(!holds('export function f', 'export function g'))
    assert.ok(!holds('export function f', 'function f'))
  })
  it('does not hold in a text that has no meaning', () => assert.ok(!holds('let a', 'let {')))
  it('keeps the span of what it states', () => {
    const [fact] = findings[0]!.facts
    const guard = "if (n < 1) throw new RangeError('no')"
    assert.equal(claim.code, guard)
    assert.equal(fact!.from.end - fact!.from.start, guard.length)
  })
  it('asks an example of its test', () => {
    const test = {
      path: 'test/a.test.ts',
      text: "import { f } from '../src/subject'\nassert.equal(f(1), 'a')\nassert.equal(f(2), 'b')\n",
    }
    const shown = improve('let a\nexport function f(n: number) {\n  return go(n)\n}\n', { tests: [test] })
      .findings[0]!
    const [first] = shown.data.claims as Claim[]
    assert.equal(shown.facts[0]!.from.path, test.path)
    assert.ok(recheck(first!, test.text))
    assert.ok(!recheck(first!, test.text.replace("'a'", "'c'")))
  })
})

describe('docs: an edit', () => {
  const docs = createDocs(digest)
  const source = (body: string) => ({ files: [{ path: 'src/subject.ts', text: body }], tests: [] })
  it('is found again where the place has moved', () => {
    const moved = `let z\n${code}`
    const [edit] = docs.edit(findings[0]!, source(moved))
    assert.equal(moved.slice(edit!.start, edit!.end), 'export function f(n: number) {')
    assert.equal(edit!.expects, digest('export function f(n: number) {'))
  })
  it('is refused when the code says something else by now', () =>
    assert.deepEqual(docs.edit(findings[0]!, source(code.replace('n < 1', 'n < 2'))), []))
  it('is refused when someone has written a comment', () =>
    assert.deepEqual(docs.edit(findings[0]!, source(code.replace('export', '/** Mine. */\nexport'))), []))
  it('is refused when the file is gone', () =>
    assert.deepEqual(docs.edit(findings[0]!, { files: [], tests: [] }), []))
})

describe('the list of improvers', () => {
  it('is in the order of trust, behind what is broken', () =>
    assert.deepEqual(
      createImprovers(digest).map(improver => improver.name),
      ['repair', 'docs', 'types', 'lint', 'patterns', 'tests', 'performance'],
    ))
})
