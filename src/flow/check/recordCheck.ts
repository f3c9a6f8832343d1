import { readChange } from '../../git/changes.ts'
import type { Repository } from '../../git/repository.ts'
import type { Filed } from '../../model/entry.ts'
import type { Witness } from '../witness.ts'
import type { CheckedRange } from './checkRange.ts'
import { improvementOf } from './improvementOf.ts'
import { verdictJson } from './verdictJson.ts'

/** Writes a verdict into the ledger, on the head that it is about. */
export async function recordCheck(
  repo: Repository,
  { base, head, verdict, conditions }: CheckedRange,
  witness: Witness,
): Promise<Filed> {
  const improvement = await improvementOf(repo, base, head)
  const [filed] = await witness.record([
    {
      kind: 'validated',
      commit: head,
      change: (await readChange(repo, base, head)).digest,
      tree: conditions.tree,
      ...(improvement && { improvement }),
      data: { what: 'check', base, ...verdictJson(verdict, conditions) },
    },
  ])
  return filed!
}
