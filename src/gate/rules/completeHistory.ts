import type { UpdateRule } from './updateRule.ts'

/** A shallow clone gives wrong ranges without an error, so nothing is decided from one. */
export const completeHistory: UpdateRule = {
  id: 'complete-history',
  check({ kind, entrance, shallow, update }) {
    if (!shallow || entrance === 'client' || (kind !== 'protected' && kind !== 'authority')) return []
    return [
      {
        rule: 'complete-history',
        level: 'block',
        commit: update.new,
        why: 'this clone is shallow: what lies before its edge cannot be judged',
        next: [{ run: ['git', 'fetch', '--unshallow'], where: 'ci' }],
      },
    ]
  },
}
