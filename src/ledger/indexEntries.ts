import type { Digest, Oid } from '../model/change.ts'
import type { Filed } from '../model/entry.ts'

/** What entries may be found by; an entry that fits any one of them is found. */
export type Wanted = { commit?: Oid; tree?: Oid; change?: Digest; improvement?: string; id?: Digest }

/** Finds entries again and again without reading the ledger again. */
export type EntryIndex = { find(wanted: Wanted): Filed[] }

/**
 * Indexes entries by the commit they name and the one whose note holds them, by tree, change,
 * improvement and id. A commit's name is lost by amend, rebase and squash; its change or tree is not.
 */
export function indexEntries(entries: Iterable<Filed>): EntryIndex {
  const index = new Map<string, Filed[]>()
  const put = (key: string, one: Filed) => {
    const there = index.get(key)
    if (there) there.push(one)
    else index.set(key, [one])
  }
  for (const one of entries) {
    const { commit, tree, change, improvement } = one.entry
    put(`commit ${commit}`, one)
    if (one.on !== commit) put(`commit ${one.on}`, one)
    if (tree !== null) put(`tree ${tree}`, one)
    if (change !== null) put(`change ${change}`, one)
    if (improvement !== undefined) put(`improvement ${improvement}`, one)
    put(`id ${one.id}`, one)
  }
  return {
    find(wanted) {
      const found = new Set<Filed>()
      for (const [key, value] of Object.entries(wanted))
        for (const one of index.get(`${key} ${value}`) ?? []) found.add(one)
      return [...found]
    },
  }
}
