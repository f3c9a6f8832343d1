import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lacksTypes } from '../../src/improvers/types.ts'
import { typed } from './typedFiles.ts'

/** A function that does this with what it catches. */
const catching = (body: string, rest = '') =>
  `export function load() {\n  try {\n    return JSON.parse('1') as number\n  } catch (e: any) {\n    ${body}\n  }\n}\n${rest}`
const isMended = (text: string) => {
  const { texts } = typed({ 'a.ts': text })
  return texts['a.ts'] === text.replace('e: any', 'e: unknown')
}
const isLeft = (text: string) => typed({ 'a.ts': text }).findings.length === 0

describe('what is caught', () => {
  it('is unknown where it is not used, only thrown on, or asked before anything is read of it', () => {
    for (const body of [
      'return 0',
      'throw e',
      'if (e instanceof Error) throw new Error(e.message)\n    return 0',
      "return typeof e === 'string' ? e.length : 0",
      'return new Error("x", { cause: e })',
      'return String(e)',
      'return told(e)',
      'return (e as Error).message',
    ])
      assert.ok(isMended(catching(body, 'function told(what: unknown) { return String(what) }\n')), body)
  })

  it('is left alone where something is read of it, handed to what takes less, or where that goes on', () => {
    for (const body of [
      'return e.message',
      'return e?.code',
      "return typeof e === 'string' ? e.length : e.code",
      'return told(e)',
      'const { code } = e\n    return code',
      'const it = e\n    return it.message',
      'const it = e\n    return [it].map(one => one.message)',
      'e.message = "x"\n    throw e',
      'return e()',
      'return e + 1',
    ])
      assert.ok(isLeft(catching(body, 'function told(what: Error) { return what.message }\n')), body)
  })

  it('is left alone where a caller gets it and reads of it, in another file too', () => {
    assert.ok(isLeft(catching('return e')))
    const text =
      'export function load() {\n  try {\n    throw 1\n  } catch (e: any) {\n    return { e }\n  }\n}\n'
    assert.ok(isMended(text))
    const reads = "import { load } from './a'\nexport const all = load().e.message\n"
    assert.deepEqual(typed({ 'a.ts': text, 'b.ts': reads }).findings, [])
    const further = "import { all } from './b'\nexport const more = all.e.message\n"
    const passes = "import { load } from './a'\nexport const all = load()\n"
    assert.deepEqual(typed({ 'a.ts': text, 'b.ts': passes, 'c.ts': further }).findings, [])
  })

  it('is left alone where nothing is said, or something else', () => {
    assert.ok(isLeft(catching('return 0').replace('(e: any) ', '')))
    assert.ok(isLeft(catching('return 0').replace('e: any', 'e')))
    assert.ok(isLeft(catching('return 0').replace('e: any', 'e: unknown')))
  })

  it('is one finding a function, with a title that says so, and a fact with the place', () => {
    const twice = catching('return 0').replace(
      'return 0\n  }',
      'try { return 1 } catch (other: any) { throw other }\n  }',
    )
    const { findings, texts } = typed({ 'a.ts': twice })
    const [{ title, rewrite, reason, facts }] = findings as [(typeof findings)[0]]
    assert.equal(findings.length, 1)
    assert.equal(title, 'types(a): say what load catches')
    assert.equal(rewrite, 'catch')
    assert.equal(reason, 'e is unknown, other is unknown.')
    assert.equal(texts['a.ts'], twice.replace('e: any', 'e: unknown').replace('other: any', 'other: unknown'))
    assert.deepEqual(
      facts.map(({ kind, from }) => [kind, twice.slice(from.start, from.end)]),
      [
        ['type:unknown', 'e: any'],
        ['type:unknown', 'other: any'],
      ],
    )
  })

  it('of two, the one of which something is read stays', () => {
    const text = `${catching('return 0')}${catching('return e.message').replace('load', 'other')}`
    const { findings, texts } = typed({ 'a.ts': text })
    assert.equal(findings.length, 1)
    assert.equal(texts['a.ts'], text.replace('e: any', 'e: unknown'))
  })

  it('in a module is that of the module', () => {
    const { findings } = typed({ 'a.ts': 'try {\n  JSON.parse("1")\n} catch (e: any) {}\nexport {}\n' })
    assert.deepEqual(
      findings.map(({ title }) => title),
      ['types(a): say what the module catches'],
    )
  })

  it('opens a program', () => {
    assert.ok(lacksTypes({ path: 'a.ts', text: 'try {} catch (e: any) {}' }))
    assert.ok(!lacksTypes({ path: 'a.ts', text: 'try {} catch (e: unknown) {}' }))
    assert.ok(!lacksTypes({ path: 'a.ts', text: 'try {} catch (e) {}' }))
    assert.ok(!lacksTypes({ path: 'a.ts', text: 'try {} catch {}' }))
  })
})
