import { readChange } from '../git/changes.ts'
import { readCommit } from '../git/history.ts'
import { openObjects } from '../git/objects.ts'
import { requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { readIndexed } from '../ledger/index/readIndexed.ts'
import { indexEntries } from '../ledger/indexEntries.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import type { Filed } from '../model/entry.ts'
import { improvementIds } from './improvements/observeRefs.ts'

/**
 * The entries about a commit, whatever it was called when they were written: by its name, its tree, its change and the
 * improvements that it names.
 * @throws Failure for a commit that there is not.
 */
export async function entriesAbout(repo: Repository, name: string): Promise<Filed[]> {
  const oid = await requireCommit(repo, name)
  const objects = openObjects(repo)
  try {
    const { tree, parents, message } = await readCommit(objects, oid)
    const { files, digest } = await readChange(repo, parents[0] ?? null, oid)
    const entries: Filed[] = []
    for await (const one of readIndexed(repo)) if (isFiled(one)) entries.push(one)
    const index = indexEntries(entries)
    // All that change nothing have one change in common, and no more than that.
    const found = index.find({ commit: oid, tree, ...(files.length && { change: digest }) })
    const named = improvementIds(message).flatMap(improvement => index.find({ improvement }))
    return [...new Set([...found, ...named])]
  } finally {
    objects.close()
  }
}
