import type { UpdateRule } from './updateRule.ts'

/**
 * A protected ref is not deleted or rewound on the server. A client may: `commit --amend`, `reset`
 * and `pull --rebase` on one's own main are daily work.
 */
export const protectedRef: UpdateRule = {
  id: 'protected-ref',
  check({ entrance, kind, update, rewinds }) {
    if (kind !== 'protected' || entrance === 'client') return []
    if (update.new === null)
      return [
        {
          rule: 'protected-ref',
          level: 'block',
          commit: null,
          why: `${update.ref} is protected and cannot be deleted`,
          next: [{ ask: `take ${update.ref} out of branches.protected first` }],
        },
      ]
    if (!rewinds) return []
    return [
      {
        rule: 'protected-ref',
        level: 'block',
        commit: update.new,
        why: `${update.ref} is protected and would lose commits that it has`,
        next: [
          { run: ['git', 'pull', '--rebase'], where: 'here' },
          { ask: 'to undo something that has landed, use git revert' },
        ],
      },
    ]
  },
}
