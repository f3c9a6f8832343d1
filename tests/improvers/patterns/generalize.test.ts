import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ts } from 'ts-morph'
import { generalize } from '../../../src/improvers/patterns/generalize.ts'
import { findSites } from '../../../src/improvers/patterns/sites.ts'

const read = (text: string) => ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext, true)
const sites = (was: string, is: string) => findSites(read(was), read(is))
/** The first thing that a change of one place teaches: what is looked for, and what is put there. */
const learned = (was: string, is: string) => {
  const found = sites(was, is)
  assert.equal(found?.length, 1, `${found?.length} places`)
  const [first] = generalize(found[0]!)
  return first && `${first.pattern} -> ${first.fix}`
}

describe('what a change of one place teaches', () => {
  const rows: [what: string, was: string, is: string, learned: string][] = [
    ['a call of another method', 'let a: A, f: F\nuse(a.filter(f)[0])', 'let a: A, f: F\nuse(a.find(f))', '$A.filter($B)[0] -> $A.find($B)'],
    ['a word of a declaration', 'var a = b()', 'const a = b()', 'var $A = $B -> const $A = $B'],
    ['an operator', 'if (a() == 1) b()', 'if (a() === 1) b()', '$A == $B -> $A === $B'],
    ['what is imported stays', 'import { a, b } from "c"\na(1, x)', 'import { a, b } from "c"\nb(1, x)', 'a($$$A) -> b($$$A)'],
    ['a global stays', 'const a = 1\nconsole.log(a)', 'const a = 1\nconsole.error(a)', 'console.log($A) -> console.error($A)'],
    ['a literal of a list', 'let x: string\nx.substr(1, 2)', 'let x: string\nx.slice(1, 2)', '$A.substr($$$B) -> $A.slice($$$B)'],
    ['what is spread', 'let a: A, b: B\nf(Object.assign({}, a, b))', 'let a: A, b: B\nf({ ...a, ...b })', 'Object.assign({}, $A, $B) -> { ...$A, ...$B }'],
    ['the same twice', 'let a: A\nif (a && a.b) c()', 'let a: A\nif (a?.b) c()', '$A && $A.b -> $A?.b'],
    ['a loop and what is in it', 'let l: L\nl.forEach(x => { f(x); g(x) })', 'let l: L\nfor (const x of l) { f(x); g(x) }', '$A.forEach($B => { $$$C }) -> for (const $B of $A) { $$$C }'],
  ] // biome-ignore format: a table
  for (const [what, was, is, expected] of rows) it(what, () => assert.equal(learned(was, is) ?? '', expected))
})

describe('where a change is', () => {
  it('is found at each place, and not in what stands around', () => {
    const found = sites('f(a.b())\ng(1)\nh(c.b())', 'f(a.d())\ng(1)\nh(c.d())')
    assert.deepEqual(
      found?.map(({ was, is }) => [was.getText(), is.getText()]),
      [
        ['a.b()', 'a.d()'],
        ['c.b()', 'c.d()'],
      ],
    )
  })
  it('is nowhere when statements came or went', () => assert.equal(sites('a()\nb()', 'a()'), null))
  it('is nowhere when nothing changed but layout', () => assert.deepEqual(sites('f( 1 )', 'f( 1 )\n'), []))
})
