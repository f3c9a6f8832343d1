import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classify } from './classify.ts'
import { NOT_DOCUMENTATION } from './corpus/notDocumentation.ts'

/** These need a person as documentation, and have another class: what a tag states in JavaScript is a type, in TypeScript it is prose. */
const CLASS_OF: Record<string, string[]> = {
  type_hints_only: [
    'a modifier',
    'an altered type of a parameter',
    'a parameter made optional',
    '@param with a type in JavaScript',
    '@param with a late type in JavaScript',
    '@param in brackets in JavaScript',
    '@param with a default in JavaScript',
    '@returns with a type in JavaScript',
    '@returns with a type on the next line in JavaScript',
  ],
  documentation_only: ['@param with a type', '@returns with a type'],
  formatting_only: [
    ...['quotes', 'a semicolon', 'parentheses', 'a trailing comma'],
    ...['white space', 'a blank line', 'indentation', 'a line end at the end'],
  ],
}
const OTHERS = new Map(Object.entries(CLASS_OF).flatMap(([name, all]) => all.map(what => [what, name])))

test('what only looks like documentation needs a person', async t => {
  assert.ok(NOT_DOCUMENTATION.length >= 120)
  for (const [what, path, before, after] of NOT_DOCUMENTATION) {
    await t.test(what, () => {
      const found = classify(path, before, after)
      const other = OTHERS.get(what)
      assert.equal(found.class, other ?? 'algorithm_change', found.why)
      if (other) return
      assert.ok(found.why.length > 10 && !found.why.includes('\n'), found.why)
    })
  }
})
