import type { Repository } from '../../git/repository.ts'
import { byTime, UNREACHED } from '../../improvers/performance.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lineAt } from '../../source/lineAt.ts'
import { type Collected, editableIn } from './collectSource.ts'
import type { Mend } from './groupFindings.ts'
import type { Looked } from './looked.ts'
import { observe } from './observe.ts'
import type { LookOptions } from './observed.ts'
import { observeProfile } from './observeProfile.ts'
import { observeUnreached } from './observeUnreached.ts'
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
    const first = seen.whileBusy(() => findAll(improver, collected, seen.observations))
    const then = await followUp(repo, base, policy, improver, first.mends, collected, options)
    const ordered = await inOrder(repo, base, policy, improver, first.mends, options.progress)
    const looked = {
      // What is to be measured comes behind what it is measured with.
      mends: [...then.mends, ...ordered.mends],
      notes: [...seen.notes, ...first.notes, ...then.notes],
      notRun: [...seen.notRun, ...then.notRun, ...ordered.notRun],
      skipped: collected.skipped,
    }
    if (first.isSure && seen.isSure && then.isSure) memory.keepSeen(improver, looked)
    return looked
  } finally {
    seen.close()
  }
}

type Followed = Pick<Looked, 'mends' | 'notes' | 'notRun'> & { isSure: boolean }

/** What an improver finds besides in what is seen of its findings. */
async function followUp(
  repo: Repository,
  base: Oid,
  policy: Policy,
  improver: Improver,
  mends: Looked['mends'],
  collected: Collected,
  options: LookOptions,
): Promise<Followed> {
  const none: Followed = { mends: [], notes: [], notRun: [], isSure: true }
  if (improver.follows !== UNREACHED || !mends.length) return none
  try {
    const found = mends.map(({ finding }) => finding)
    const observed = await observeUnreached(repo, base, policy, found, collected, options)
    if ('notRun' in observed)
      return { ...none, notRun: [`${improver.name}: ${observed.notRun}`], isSure: false }
    return { ...none, ...findAll(improver, collected, [observed.observation]) }
  } catch (error) {
    // No sandbox, or no bundler: what is proven will say so, and what was found is listed all the same.
    const why = (error as Error).message.split('\n')[0]
    return { ...none, notRun: [`${improver.name}: no benchmark was looked for: ${why}`], isSure: false }
  }
}

/** Several places that cost too much in the order of the time that is spent there, as far as that can be seen. */
async function inOrder(
  repo: Repository,
  base: Oid,
  policy: Policy,
  improver: Improver,
  mends: Looked['mends'],
  progress: LookOptions['progress'],
): Promise<Pick<Looked, 'mends' | 'notRun'>> {
  if (improver.follows !== UNREACHED || mends.length < 2) return { mends, notRun: [] }
  try {
    const paths = new Set(mends.map(({ finding }) => finding.path))
    const profiled = await observeProfile(repo, base, policy, paths, progress)
    return { mends: profiled ? byTime(mends, profiled) : mends, notRun: [] }
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]
    return { mends, notRun: [`${improver.name}: nothing was profiled: ${why}`] }
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
