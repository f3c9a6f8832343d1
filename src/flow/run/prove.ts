import type { Verdict } from '../../model/check.ts'
import type { Mend } from './groupFindings.ts'

/** Only a passed verdict can become a proposal: the wrong order does not compile. */
export type PassedVerdict = Verdict & { status: 'passed' }

/** A mend that did not hold, and the check that said so; `isLasting` where it would again on the same commit. */
export type Dropped = { mend: Mend; check: string; reason: string; isLasting: boolean }

export type Proven = { kept: Mend[]; verdict: PassedVerdict | null; dropped: Dropped[] }

/**
 * Finds the mends that hold, with as few runs of the checks as it can: all at once first, and halves where
 * that fails, so that one bad edit is dropped and not its file. What is kept has passed together, as the
 * last word.
 * @param check proves a tree in which all the given mends are applied.
 */
export async function prove(mends: Mend[], check: (mends: Mend[]) => Promise<Verdict>): Promise<Proven> {
  if (mends.length === 0) return { kept: [], verdict: null, dropped: [] }
  const verdict = await check(mends)
  if (isPassed(verdict)) return { kept: mends, verdict, dropped: [] }
  if (mends.length === 1)
    return { kept: [], verdict: null, dropped: mends.map(mend => droppedBy(verdict, mend)) }
  // What says of the first alone what it says of all lies in the base, and halves would not find it out.
  if (!hasFailed(verdict)) {
    const first = await check(mends.slice(0, 1))
    if (failure(first).reason === failure(verdict).reason)
      return { kept: [], verdict: null, dropped: mends.map(mend => droppedBy(first, mend)) }
  }
  const half = Math.ceil(mends.length / 2)
  const left = await prove(mends.slice(0, half), check)
  const right = await prove(mends.slice(half), check)
  const dropped = [...left.dropped, ...right.dropped]
  if (!left.kept.length || !right.kept.length) return { ...(left.kept.length ? left : right), dropped }
  const together = await check([...left.kept, ...right.kept])
  if (isPassed(together)) return { kept: [...left.kept, ...right.kept], verdict: together, dropped }
  // Each half holds alone and both do not: the second waits for another day.
  const clash = right.kept.map(mend => ({ mend, ...failure(together), isLasting: false }))
  return { ...left, dropped: [...dropped, ...clash] }
}

function isPassed(verdict: Verdict): verdict is PassedVerdict {
  return verdict.status === 'passed'
}

/** Whether some check came to a judgement; none does where nothing can be run. */
function isJudged({ checks }: Verdict): boolean {
  return Object.values(checks).some(({ status }) => status === 'failed' || status === 'inconclusive')
}

function hasFailed(verdict: Verdict): boolean {
  return Object.values(verdict.checks).some(({ status }) => status === 'failed')
}

function droppedBy(verdict: Verdict, mend: Mend): Dropped {
  return { mend, ...failure(verdict), isLasting: isJudged(verdict) }
}

function failure(verdict: Verdict): { check: string; reason: string } {
  const bad =
    Object.entries(verdict.checks).find(([, result]) => result.status === 'failed') ??
    Object.entries(verdict.checks).find(([, result]) => result.status === 'inconclusive')
  return bad ? { check: bad[0], reason: bad[1].why } : { check: 'all', reason: 'no check could run' }
}
