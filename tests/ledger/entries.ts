import type { Oid } from '../../src/model/change.ts'
import type { Entry } from '../../src/model/entry.ts'

/** A whole entry about a commit; `more` overrides what matters to the test. */
export function entryOn(commit: Oid, more: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    kind: 'validated',
    at: '2026-01-02T03:04:05Z',
    by: 'Jane Doe <jane@example.org>',
    clone: 'laptop',
    repo: 'example.org/repo',
    commit,
    change: null,
    tree: null,
    data: {},
    ...more,
  }
}

/** An object name made of a number, spread over the whole range as real ones are. */
export function oidOf(n: number, digits = 40): Oid {
  let state = (n + 1) * 2_654_435_761
  let hex = ''
  while (hex.length < digits) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + n) >>> 0
    state = Math.imul(state ^ (state >>> 13), 3_266_489_917) >>> 0
    hex += state.toString(16).padStart(8, '0')
  }
  return hex.slice(0, digits)
}
