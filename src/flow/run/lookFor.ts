import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lineAt } from '../../source/lineAt.ts'
import { type Collected, editableIn } from './collectSource.ts'
import type { Mend } from './groupFindings.ts'
import type { Looked } from './looked.ts'
import { observe } from './observe.ts'
import type { LookOptions } from './observed.ts'
import type { RunMemory } from './runMemory.ts'

/**
 * Lets an improver look, or remembers what it saw of the same: then nothing is read, opened or run.
 * @param collect reads the code, once.
 */
export async function lookFor(
  repo: Repository,
  base: Oid,
  policy: Policy,
  improver: Improver,
  collect: () => Promise<Collected>,
  memory: RunMemory,
  options: LookOptions,
): Promise<Looked> {
  const known = memory.seen(improver)
  if (known) return known
  const collected = await collect()
  const seen = await observe(repo, base, policy, [improver], collected, options)
  try {
    const { isSure, ...found } = seen.whileBusy(() => findAll(improver, collected, seen.observations))
    const { notes, notRun } = seen
    const looked = { ...found, notes: [...notes, ...found.notes], notRun, skipped: collected.skipped }
    if (isSure && seen.isSure) memory.keepSeen(improver, looked)
    return looked
  } finally {
    seen.close()
  }
}

/** All findings with their edits; `isSure` where another look would come to the same. */
function findAll(
  improver: Improver,
  collected: Collected,
  observations: Parameters<Improver['find']>[1],
): Pick<Looked, 'mends' | 'notes'> & { isSure: boolean } {
  const { source } = collected
  const mends: Looked['mends'] = []
  try {
    for (const finding of improver.find(source, observations)) {
      const edits = improver.edit(finding, source)
      mends.push({
        finding: { ...finding, line: lineOf(finding, collected) },
        edits,
        gathers: improver.gathers,
      })
    }
    return { mends, notes: [], isSure: true }
  } catch (error) {
    // Compilers fail on some code. That costs the others nothing, and is told whoever asked.
    const why = `${improver.name} broke off: ${(error as Error).message.split('\n')[0]}`
    return { mends, notes: [why], isSure: false }
  }
}

function lineOf({ path, facts }: Mend['finding'], collected: Collected): number {
  const from = facts.find(fact => fact.from.path === path)?.from
  const text = [...editableIn(collected), ...collected.source.tests].find(file => file.path === path)?.text
  return from && text !== undefined ? lineAt(text, from.start) : 1
}
