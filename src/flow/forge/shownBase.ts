import type { Opinion } from '../../forges/forge.ts'
import { mergeBases } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'

/**
 * Opinions, less the approvals from before the target took in a part of the proposal: since then the proposal amounts to
 * another change than the reviewers were shown. What one of its commits did and a later one undid showed nothing, and
 * once the first has landed the second takes it back.
 *
 * Where the target stood is told by the dates of its first parents: a forge writes them when somebody presses the button.
 * A base that is itself among them is a plain step of the target, such as the one that a proposal was updated to.
 * @param target what the proposal is measured against; null for a branch that is born.
 */
export async function asShown(
  repo: Repository,
  target: Oid | null,
  head: Oid,
  opinions: Opinion[],
): Promise<Opinion[]> {
  if (target === null) return opinions
  const bases = await mergeBases(repo, target, head)
  let steps: Set<Oid> | undefined
  const moved = async (at: string) => {
    const seconds = Math.floor(Date.parse(at) / 1_000)
    const args = ['rev-list', '--first-parent', '-1', `--min-age=${seconds}`, target]
    // Without a time nobody knows what was shown.
    const then = Number.isNaN(seconds) ? '' : (await repo.text(args)).trim()
    const shown = new Set(then ? await mergeBases(repo, then, head) : [])
    const others = bases.filter(base => !shown.has(base))
    if (!others.length) return false
    steps ??= new Set((await repo.text(['rev-list', '--first-parent', target])).split('\n'))
    return others.some(base => !steps?.has(base))
  }
  const seen: Opinion[] = []
  for (const one of opinions) {
    const counts = one.says === 'approves' && one.stands && one.problem === null
    const problem = counts && (await moved(one.at)) ? TAKEN_IN : one.problem
    seen.push({ ...one, problem })
  }
  return seen
}

const TAKEN_IN = 'the target took in a part of it afterwards, so that what is left is not what was shown'
