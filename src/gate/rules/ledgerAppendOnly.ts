import type { UpdateRule } from './updateRule.ts'

/** The ledger only grows: every line that the old value had is in the new one, under the same object. */
export const ledgerAppendOnly: UpdateRule = {
  id: 'ledger-append-only',
  check({ kind, update, missingLines, malformedNotes, entrance }) {
    if (kind !== 'ledger' || entrance === 'client') return []
    const refuse = (why: string) => ({
      rule: 'ledger-append-only',
      level: 'block' as const,
      commit: update.new,
      why,
      next: [{ run: ['git', 'improver', 'ledger', 'sync'], where: 'here' as const }],
    })
    if (update.new === null) return [refuse(`${update.ref} is the ledger and cannot be deleted`)]
    const lost = missingLines.slice(0, 3).map(({ on, line }) => `on ${on.slice(0, 7)}: ${line.slice(0, 100)}`)
    return [
      ...malformedNotes.slice(0, 3).map(refuse),
      ...(lost.length
        ? [refuse(`${missingLines.length} line(s) that the ledger has would be lost: ${lost.join('; ')}`)]
        : []),
    ]
  },
}
