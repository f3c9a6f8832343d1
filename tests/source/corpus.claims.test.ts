import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import type { ClassSample } from './corpus/classSample.ts'
import { NOT_TYPE_HINTS } from './corpus/notTypeHints.ts'
import { TYPE_HINTS } from './corpus/typeHints.ts'
import { emittedAlone, emittedTogether } from './emittedTexts.ts'

/** Without layout, comments and needless parentheses. */
const plain = (text: string | void) =>
  text &&
  transformSync(text, { loader: 'jsx', jsx: 'preserve', minifyWhitespace: true, logLevel: 'silent' }).code

/** Whether the compiler emits another text after the change, under any of the usual settings. */
function differs({ path, before, after, beside }: ClassSample, old: boolean): boolean {
  const emitted = (text: string) =>
    beside ? emittedTogether({ ...beside, [path]: text }) : emittedAlone(path, text, old)
  const is = emitted(after)
  for (const was of emitted(before)) if (plain(was) !== plain(is.next().value)) return true
  return false
}

test('what is said to be emitted otherwise is', () => {
  for (const sample of NOT_TYPE_HINTS.filter(({ emits }) => emits)) {
    assert.ok(differs(sample, true), `${sample.what}: emitted as before`)
  }
})

test('changes of types alone are emitted as before', () => {
  for (const sample of TYPE_HINTS) {
    for (const file of sample.files ?? [sample]) {
      const { path, before, after } = file
      assert.ok(!differs({ what: '', path, before: before ?? '', after: after ?? '' }, false), sample.what)
    }
  }
})

test('no change is in two lists, and none twice', () => {
  for (const key of [
    (sample: ClassSample) => sample.what,
    ({ path, before, after, beside, files }: ClassSample) =>
      JSON.stringify([path, before, after, beside, files]),
  ]) {
    const keys = [...NOT_TYPE_HINTS, ...TYPE_HINTS].map(key)
    assert.deepEqual(
      keys.filter((one, at) => keys.indexOf(one) !== at),
      [],
    )
  }
})
