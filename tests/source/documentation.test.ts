import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classify } from './classify.ts'
import { DOCUMENTATION } from './corpus/documentation.ts'

test('documentation that was only added or reworded needs no person', async t => {
  assert.ok(DOCUMENTATION.length >= 60)
  for (const [what, path, before, after] of DOCUMENTATION) {
    await t.test(what, () => {
      const found = classify(path, before, after)
      assert.equal(found.class, 'documentation_only', found.why)
      assert.deepEqual(found.steering, [])
    })
  }
})

test('taking that documentation away again needs a person', () => {
  for (const [what, path, before, after] of DOCUMENTATION) {
    const added = !before.includes('/**') && !/^ *\/\/ [A-Z]/m.test(before)
    if (added) assert.equal(classify(path, after, before).class, 'algorithm_change', what)
  }
})
