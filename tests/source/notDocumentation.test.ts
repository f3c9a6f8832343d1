import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classify } from './classify.ts'
import { NOT_DOCUMENTATION } from './corpus/notDocumentation.ts'

/** These are another class, of types or of layout. */
const TYPES = new Set(['a modifier'])
const LAYOUT = new Set([
  ...['quotes', 'a semicolon', 'parentheses', 'a trailing comma'],
  ...['white space', 'a blank line', 'indentation', 'a line end at the end'],
])

test('what only looks like documentation needs a person', async t => {
  assert.ok(NOT_DOCUMENTATION.length >= 120)
  for (const [what, path, before, after] of NOT_DOCUMENTATION) {
    await t.test(what, () => {
      const found = classify(path, before, after)
      const other = TYPES.has(what) ? 'type_hints_only' : LAYOUT.has(what) ? 'formatting_only' : null
      assert.equal(found.class, other ?? 'algorithm_change', found.why)
      if (other) return
      assert.ok(found.why.length > 10 && !found.why.includes('\n'), found.why)
    })
  }
})
