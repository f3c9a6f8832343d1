import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classify } from './classify.ts'
import { NOT_DOCUMENTATION } from './corpus/notDocumentation.ts'

/** These are another class. */
const TYPES = new Set(['a modifier'])

test('what only looks like documentation needs a person', async t => {
  assert.ok(NOT_DOCUMENTATION.length >= 120)
  for (const [what, path, before, after] of NOT_DOCUMENTATION) {
    await t.test(what, () => {
      const found = classify(path, before, after)
      assert.equal(found.class, TYPES.has(what) ? 'type_hints_only' : 'algorithm_change', found.why)
      if (TYPES.has(what)) return
      assert.ok(found.why.length > 10 && !found.why.includes('\n'), found.why)
    })
  }
})
