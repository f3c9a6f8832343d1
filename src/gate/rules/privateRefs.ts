import type { UpdateRule } from './updateRule.ts'

/**
 * Under refs/improver/ a clone remembers which ledger it has seen. Another one's memory, pushed to a server,
 * would say that lines were lost which never were there.
 */
export const privateRefs: UpdateRule = {
  id: 'private-refs',
  check({ kind, update, entrance }) {
    if (kind !== 'private' || entrance === 'client' || update.new === null) return []
    return [
      {
        rule: 'private-refs',
        level: 'block',
        commit: null,
        why: `${update.ref} is a clone's own memory and means nothing to anybody else`,
        next: [{ run: ['git', 'improver', 'ledger', 'sync'], where: 'here' }],
      },
    ]
  },
}
