import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { changedHunks } from '../../src/flow/run/changedHunks.ts'
import { apart, type Mend } from '../../src/flow/run/groupFindings.ts'
import { lintTargets } from '../../src/flow/run/lintTargets.ts'
import { readEslint } from '../../src/flow/run/readEslint.ts'
import { biomeRules, oxlintRules } from '../../src/flow/run/readLintRules.ts'
import { tempDir } from '../helpers/gitRepository.ts'

describe("ESLint's report", () => {
  const report = (messages: object[], filePath = '/t/src/a.js') => JSON.stringify([{ filePath, messages }])
  const message = { ruleId: 'no-var', message: 'No.', fix: { range: [1, 4], text: 'let' } }

  it('is read for the fixes in it', () => {
    assert.deepEqual(readEslint(report([message]), '/t'), [
      { by: 'ESLint', rule: 'no-var', message: 'No.', path: 'src/a.js', start: 1, end: 4, text: 'let' },
    ])
  })

  it('gives nothing for what is no fix, has no rule, or lies elsewhere', () => {
    const { fix: _, ...bare } = message
    for (const one of [
      bare,
      { ...message, ruleId: null },
      { ...message, fix: { range: [1], text: 'x' } },
      { ...message, fix: { range: [1, 2], text: 3 } },
      { ...bare, suggestions: [{ fix: message.fix }] },
    ])
      assert.deepEqual(readEslint(report([one]), '/t'), [], JSON.stringify(one))
    assert.deepEqual(readEslint(report([message], '/u/a.js'), '/t'), [])
  })

  it('is none where it is no list of files', () => {
    for (const text of ['', 'Oops! Something went wrong!', '{}', 'null', '[1'])
      assert.equal(readEslint(text, '/t'), null, text)
    assert.deepEqual(readEslint('[{}]', '/t'), [])
  })
})

describe('what a linter is asked about', () => {
  const targets = (lint: string, command = 'eslint') => {
    const tree = tempDir()
    mkdirSync(join(tree, 'src'))
    mkdirSync(join(tree, 'tools'))
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ scripts: { build: 'tsc', lint } }))
    return lintTargets(tree, command)
  }

  it('is what the scripts of package.json name', () => {
    assert.deepEqual(targets('eslint src tools --fix'), ['src', 'tools'])
    assert.deepEqual(targets("tsc && npx eslint --ext .ts,.tsx 'src/**/*.ts' && echo tools"), [
      '--ext',
      '.ts,.tsx',
      'src/**/*.ts',
    ])
    assert.deepEqual(targets('biome lint src', 'biome'), ['src'])
    assert.deepEqual(targets('oxlint --quiet tools; eslint src', 'oxlint'), ['tools'])
  })

  it('is everything where they name nothing that is there', () => {
    for (const lint of [
      'eslint',
      'eslint gone',
      'eslint ../src /etc',
      'eslint ../**/*.js /etc/*',
      'next lint',
      'eslint-x src',
    ])
      assert.deepEqual(targets(lint), ['.'], lint)
    const bare = tempDir()
    assert.deepEqual(lintTargets(bare, 'eslint'), ['.'])
    writeFileSync(join(bare, 'package.json'), '{"scripts":')
    assert.deepEqual(lintTargets(bare, 'eslint'), ['.'])
  })
})

describe('the rules in a report', () => {
  const report = (diagnostics: object[]) => `A notice first\n${JSON.stringify({ diagnostics })}`

  it("of Biome's are its categories, each once, with its first words", () => {
    const told = report([
      { category: 'lint/style/useConst', message: 'One.' },
      { category: 'lint/style/useConst', message: 'Two.' },
      { category: 'lint/a11y/useAltText', description: 'Say it.', message: [{ content: 'x' }] },
      { category: 'format' },
      {},
    ])
    assert.deepEqual(biomeRules(told), [
      { rule: 'a11y/useAltText', message: 'Say it.' },
      { rule: 'style/useConst', message: 'One.' },
    ])
  })

  it("of oxlint's are its codes, as the command line takes them", () => {
    const told = report([
      { code: 'eslint(no-var)', message: 'No.' },
      { code: 'typescript-eslint(no-inferrable-types)', message: 'So.' },
      { code: 'odd' },
    ])
    assert.deepEqual(oxlintRules(told), [
      { rule: 'no-var', message: 'No.' },
      { rule: 'typescript-eslint/no-inferrable-types', message: 'So.' },
    ])
  })

  it('are none where it is no report', () => {
    for (const read of [biomeRules, oxlintRules])
      for (const text of ['', 'panic', '{}', '{"diagnostics":1}', '{"diag'])
        assert.equal(read(text), null, text)
  })
})

const lines = fc
  .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', 'd'), { maxLength: 12 })
  .map(all => all.join(''))

test('what changed is all that changed, and no two stretches meet', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const hunks = changedHunks(before, after)
      let text = ''
      let at = 0
      for (const { start, end, text: is } of hunks) {
        assert.ok(start >= at && end >= start)
        assert.notEqual(before.slice(start, end), is)
        text += before.slice(at, start) + is
        at = end
      }
      assert.equal(text + before.slice(at), after)
    }),
  )
})

test('of two mends that touch the same text the second waits', () => {
  const mend = (name: string, start: number, end: number, path = 'a') =>
    ({
      finding: { title: name },
      edits: [{ path, start, end, text: '', expects: '' }],
      gathers: 'file',
    }) as unknown as Mend
  const kept = apart([mend('one', 0, 5), mend('two', 5, 7), mend('three', 6, 8), mend('four', 0, 5, 'b')])
  assert.deepEqual(
    kept.map(({ finding }) => finding.title),
    ['one', 'three', 'four'],
  )
})
