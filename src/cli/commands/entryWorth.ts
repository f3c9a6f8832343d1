import { shown } from '../../report/shown.ts'

/** What an entry is worth, for a person: signed, or why it is not and what that means. */
export function entryWorth(unsigned: string | null): string {
  return unsigned === null
    ? 'signed'
    : `not signed: ${shown(unsigned)}; it counts as claimed, and only where the policy takes that`
}
