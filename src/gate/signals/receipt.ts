import type { Signal } from './signal.ts'

/**
 * An agent pushed it to `ai/` before anybody else had brought it, which the server wrote down then: what became of
 * its trailers and names since does not count. That a commit can be reached from a branch of `ai/` says nothing.
 */
export const receipt: Signal = {
  id: 'receipt',
  strength: 'declared',
  of({ receipt: found }) {
    if (!found) return null
    const what = found.of === 'commit' ? 'it' : 'the same change'
    const when = new Date(found.at * 1000).toISOString().replace(/:\d\d\.000Z$/, 'Z')
    return {
      signal: 'receipt',
      strength: 'declared',
      what: `${what} came first in a push of ${found.by} to ${found.ref} (${when})`,
    }
  },
}
