import type { UpdateRule } from './updateRule.ts'

/** As the folder of refs may lie on a disk that does not tell capitals, and a lock lies beside what it locks. */
function isReceipts(ref: string): boolean {
  return /^refs\/improver\/receipts(?:\/|$)/i.test(ref)
}

/**
 * Under refs/improver/ a clone remembers which ledger it has seen. Another one's memory, pushed to a server,
 * would say that lines were lost which never were there. A branch named HEAD is fetched to where a clone remembers the
 * remote's main branch.
 */
export const privateRefs: UpdateRule = {
  id: 'private-refs',
  check({ kind, update, entrance }) {
    if (kind !== 'private' || entrance === 'client') return []
    if (isReceipts(update.ref))
      return [
        {
          rule: 'private-refs',
          level: 'block',
          commit: null,
          why: `${update.ref} is the server's own record of what agents pushed, and no push moves or deletes it`,
          next: [{ ask: 'leave it out of the push; git push --mirror is for branches and tags here' }],
        },
      ]
    if (update.new === null) return []
    if (update.ref.startsWith('refs/heads/'))
      return [
        {
          rule: 'private-refs',
          level: 'block',
          commit: null,
          why: `clones would take ${update.ref} for the main branch, whose policy decides`,
          next: [{ ask: 'give the branch another name' }],
        },
      ]
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
