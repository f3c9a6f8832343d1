import type { UpdateRule } from './updateRule.ts'

/**
 * A protected ref is not deleted or rewound on the server. A client may: `commit --amend`, `reset`
 * and `pull --rebase` on one's own main are daily work.
 */
export const protectedRef: UpdateRule = {
  id: 'protected-ref',
  check({ entrance, kind, update, rewinds }) {
    if ((kind !== 'protected' && kind !== 'authority') || entrance === 'client') return []
    const what = kind === 'authority' ? 'holds the policy that decides' : 'is protected'
    if (update.new === null)
      return [
        {
          rule: 'protected-ref',
          level: 'block',
          commit: null,
          why: `${update.ref} ${what} and cannot be deleted`,
          next: [
            {
              ask:
                kind === 'authority'
                  ? 'name another ref in improver.policyRef on the server first'
                  : `take ${update.ref} out of branches.protected first`,
            },
          ],
        },
      ]
    if (!rewinds) return []
    return [
      {
        rule: 'protected-ref',
        level: 'block',
        commit: update.new,
        why: `${update.ref} ${what} and would lose commits that it has`,
        next: [
          { run: ['git', 'pull', '--rebase'], where: 'here' },
          { ask: 'to undo something that has landed, use git revert' },
        ],
      },
    ]
  },
}
