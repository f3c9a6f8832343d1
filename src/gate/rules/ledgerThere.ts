import type { UpdateRule } from './updateRule.ts'

/** Its violations leave the question open where nothing else refuses. */
export const LEDGER_THERE = 'ledger-there'

/** Without the ledger nothing can be traced, and what is not known of a commit must not pass for clean. */
export const ledgerThere: UpdateRule = {
  id: LEDGER_THERE,
  check({ ledgerMissing, update }) {
    if (!ledgerMissing) return []
    return [
      {
        rule: LEDGER_THERE,
        level: 'block',
        commit: update.new,
        why: 'the policy blocks what is traced to an AI commit, and there is no ledger here to trace by',
        // Fetches the remote's; where there is none yet it begins one.
        next: [{ run: ['git', 'improver', 'ledger', 'sync'], where: 'here' }],
      },
    ]
  },
}
