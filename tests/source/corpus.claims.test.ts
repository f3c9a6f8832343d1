import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import type { ClassSample } from './corpus/classSample.ts'
import { NOT_FORMATTING } from './corpus/notFormatting.ts'
import { HONEST_MARKDOWN, NOT_MARKDOWN } from './corpus/notMarkdown.ts'
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
  for (const sample of [...NOT_TYPE_HINTS, ...NOT_FORMATTING].filter(({ emits }) => emits)) {
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

test('each list is as long as it should be, and says nothing twice', () => {
  const lists: [list: ClassSample[], least: number][] = [
    [[...NOT_TYPE_HINTS, ...TYPE_HINTS], 450],
    [NOT_FORMATTING, 120],
    [[...NOT_MARKDOWN, ...HONEST_MARKDOWN], 150],
  ]
  for (const [list, least] of lists) {
    assert.ok(list.length >= least)
    const names = list.map(({ what }) => what)
    const changes = list.map(({ what: _, why: __, ...change }) =>
      JSON.stringify({ ...change, emits: null, optional: null }),
    )
    for (const keys of [names, changes]) {
      assert.deepEqual(
        keys.filter((key, at) => keys.indexOf(key) !== at),
        [],
      )
    }
  }
})
