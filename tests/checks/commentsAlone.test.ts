import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { types } from '../../src/checks/types.ts'
import { commentsAlone } from '../../src/checks/typing/commentsAlone.ts'
import { makeCandidate, makeContext } from './candidate.ts'

const CONFIG = { 'tsconfig.json': '{"compilerOptions":{"strict":true,"types":[]},"include":["src"]}' }
const compiler = await loadCompiler()
const isAlone = (before: string, after: string, path = 'src/a.ts') =>
  commentsAlone(compiler, makeCandidate(CONFIG, { [path]: before }, { [path]: after }))

const CODE = 'export function half(of: number): number {\n  return of / 2\n}\n'

describe('a change of comments alone', () => {
  it('is told without a compiler', async () => {
    const doc = `/**\n * Half of it.\n * @param of what\n * @returns that\n */\n${CODE}`
    assert.equal(isAlone(CODE, doc), true)
    assert.equal(isAlone(doc, doc.replace('what', 'which')), true)
    assert.equal(isAlone(CODE, CODE.replace('  return', '  // by two\n  return')), true)
    const candidate = makeCandidate(CONFIG, { 'src/a.ts': CODE }, { 'src/a.ts': doc })
    const { status, why } = await types.run(candidate, await makeContext())
    assert.deepEqual(
      [status, why],
      ['passed', 'not a word but of comments changed, and none that a compiler reads'],
    )
  })

  it('is not where a word changed, or a file came or went', () => {
    assert.equal(isAlone(CODE, CODE.replace('2', '3')), false)
    assert.equal(isAlone(CODE, CODE.replace('return of', 'return (of)')), false)
    const candidate = makeCandidate(CONFIG, { 'src/a.ts': CODE }, { 'src/a.ts': CODE, 'src/b.ts': '// b\n' })
    assert.equal(commentsAlone(compiler, candidate), false)
  })

  it('is not in JavaScript, whose comments are types', () => {
    assert.equal(isAlone('const a = 1\n', '/** One. */\nconst a = 1\n', 'src/a.js'), false)
  })

  it('is not where a compiler reads one, or what it is about stands further from it', () => {
    assert.equal(isAlone(CODE, `// @ts-nocheck\n${CODE}`), false)
    assert.equal(isAlone(CODE, `/// <reference types="node" />\n${CODE}`), false)
    assert.equal(isAlone(CODE, `/** @jsx h */\n${CODE}`), false)
    assert.equal(isAlone(CODE, `/** @internal */\n${CODE}`), false)
    const ignored = `// @ts-expect-error\n${CODE}`
    assert.equal(isAlone(ignored, ignored.replace('export', '/* Half. */\nexport')), false)
  })

  it('is not where a link or a type in it may be the only use of an import', () => {
    assert.equal(isAlone(CODE, `/** As {@link Half} does. */\n${CODE}`), false)
    assert.equal(isAlone(`/** As {@link Half} does. */\n${CODE}`, CODE), false)
    assert.equal(isAlone(CODE, `/** @see Half */\n${CODE}`), false)
    assert.equal(isAlone(CODE, `/** @param {Half} of what */\n${CODE}`), false)
    assert.equal(isAlone(CODE, `/** @typedef {number} Half */\n${CODE}`), false)
  })
})
