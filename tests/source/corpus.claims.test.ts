import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import type { ClassSample } from './corpus/classSample.ts'
import { NOT_TYPE_HINTS } from './corpus/notTypeHints.ts'
import { TYPE_HINTS } from './corpus/typeHints.ts'
import { emittedAlone, emittedTogether } from './emittedTexts.ts'

/** Without layout, comments and needless parentheses. */
const plain = (text: string) =>
  transformSync(text, { loader: 'jsx', jsx: 'preserve', minifyWhitespace: true, logLevel: 'silent' }).code

/** The first emitted text that differs after the change, before and after it. */
function differing({ path, before, after, beside }: ClassSample, settings: 'usual' | 'all') {
  const emitted = (text: string) =>
    beside ? emittedTogether({ ...beside, [path]: text }) : emittedAlone(path, text, settings)
  const is = emitted(after)
  for (const was of emitted(before)) {
    const now: string = is.next().value ?? ''
    if (was !== now) return { was, now }
  }
  return null
}

test('what is said to be emitted otherwise is', () => {
  for (const sample of NOT_TYPE_HINTS.filter(({ emits }) => emits)) {
    assert.ok(differing(sample, 'all'), `${sample.what}: emitted as before`)
  }
})

test('changes of types alone are emitted as before', () => {
  for (const sample of TYPE_HINTS) {
    for (const { path, before, after } of sample.files ?? [sample]) {
      const found = differing({ what: '', path, before: before ?? '', after: after ?? '' }, 'usual')
      if (found) assert.equal(plain(found.now), plain(found.was), sample.what)
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
