import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeRepository, tempDir } from '../../helpers/gitRepository.ts'
import { addedComments, draw } from './comments.ts'
import { differences, differs } from './sameProgram.ts'

const CODE = 'export function half(n: number) {\n  return n / 2 < 1 ? 0 : n / 2\n}\n'

describe('the independent proof over real repositories', () => {
  it('sees no difference where only comments and space differ', () => {
    assert.equal(differs('a.ts', CODE, `/** Gives 0 for less than 2. */\n${CODE}`), null)
    assert.equal(differs('a.ts', CODE, CODE.replace('return', '// why\n  return  ')), null)
    const plain = CODE.replace(': number', '')
    assert.equal(differs('a.js', plain, `/**\n * @param n a number\n */\n${plain}`), null)
    assert.equal(differs('a.jsx', 'f(<b>x</b>)', '/** y */ f(<b>x</b>)'), null)
  })

  it('sees each way in which a comment could have hidden more', () => {
    const cases: [string, string, string][] = [
      ['a.ts', CODE, CODE.replace('<', '<=')],
      ['a.js', 'f(1)', 'f(2) // f(1)'],
      ['a.ts', CODE, CODE.replace(': number', ': any')],
      ['a.ts', 'f("a")', "f('a')"],
      ['a.js', 'f(1)', '/* f(1)'],
      ['a.js', 'f(`a /* x */`)', 'f(`a`)'],
      ['a.js', 'return_\n(1)', 'return_;\n(1)'],
      ['a.d.ts', 'export {}', '/** x */ export {}'],
      ['README.md', 'a', 'b'],
      ['a.json', '{}', '{ }'],
    ]
    for (const [path, before, after] of cases)
      assert.notEqual(differs(path, before, after), null, `${path}: ${before} and ${after}`)
  })

  it('compares whole commits, and refuses new, deleted, moved and re-moded files', () => {
    const repo = makeRepository({ dir: `${tempDir()}/repo` })
    const base = repo.commit('Start', { 'a.ts': CODE, 'b.md': 'b' })
    const good = repo.commit('Say more', { 'a.ts': `/** Half. */\n${CODE}` })
    assert.deepEqual(differences(repo.dir, base, good), [])
    assert.equal(differences(repo.dir, base, repo.commit('More', { 'c.ts': CODE })).length, 1)
    repo.git('mv', 'b.md', 'd.md')
    assert.equal(differences(repo.dir, base, repo.commit('Move')).length, 3)
  })

  it('quotes what a branch adds, with the line that it is about, drawn alike for one seed', () => {
    const repo = makeRepository({ dir: `${tempDir()}/repo` })
    const base = repo.commit('Start', { 'a.ts': `class A {\n  x() {}\n}\n${CODE}` })
    repo.commit('Say', {
      'a.ts': `class A {\n  /**\n   * Does x.\n   */\n  x() {}\n}\n/** Half of it. */\n${CODE}`,
    })
    const quotes = addedComments(repo.dir, base, 'main')
    assert.deepEqual(
      quotes.map(quote => quote.text),
      ['/**\n * Does x.\n */\nx() {}', '/** Half of it. */\nexport function half(n: number) {'],
    )
    repo.commit('Say more', {
      'a.ts': repo.git('show', 'main:a.ts').replace('/** Half', '/**\n * Rounds.\n * Half'),
    })
    assert.deepEqual(
      addedComments(repo.dir, 'main~1', 'main').map(quote => quote.text),
      ['/**\n * Rounds.\n * Half of it. */\nexport function half(n: number) {'],
    )
    assert.deepEqual(draw([1, 2, 3, 4, 5], 3, 7), draw([1, 2, 3, 4, 5], 3, 7))
    assert.equal(new Set(draw([1, 2, 3, 4, 5], 9, 7)).size, 5)
  })
})
