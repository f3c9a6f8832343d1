import type { UpdateRule } from './updateRule.ts'

/** A replace ref changes what git reads in place of a commit, and with it everything that was judged. */
export const replaceRefs: UpdateRule = {
  id: 'replace-refs',
  check({ kind, update, entrance }) {
    // Taking one away only restores what was judged.
    if (kind !== 'replace' || entrance === 'client' || update.new === null) return []
    return [
      {
        rule: 'replace-refs',
        level: 'block',
        commit: null,
        why: `${update.ref} would make git read another object than the one that was judged`,
        next: [{ run: ['git', 'replace', '-d', update.ref.replace(/^refs\/replace\//, '')], where: 'here' }],
      },
    ]
  },
}
