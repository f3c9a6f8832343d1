import type { Path } from '../../model/change.ts'
import type { Altered, ChangedCode } from './readChange.ts'

/**
 * Why what was noticed is not enough, as the end of a sentence; null when it is. Of all wrong changes a share must be noticed,
 * and the same of those on the changed lines of each file, so that a file that is tried well does not hide another one; and of
 * each changed statement, or side of one, something.
 * @param alive wrong changes that nothing noticed. @param exercised marks that some script passed.
 */
export function whatLacks(
  { altered, marked, alterable }: ChangedCode,
  alive: readonly Altered[],
  exercised: ReadonlySet<number>,
  enough: number,
): string | null {
  const noticed = altered.filter(one => !alive.includes(one))
  if (noticed.length < enough * altered.length) return ': too few'
  const count = (list: readonly Altered[], path: Path) =>
    list.filter(one => one.path === path && !one.near).length
  for (const path of new Set(altered.map(one => one.path))) {
    const [some, all] = [count(noticed, path), count(altered, path)]
    if (some < enough * all) return `, but of ${path} ${some} of ${all}: too few`
  }
  const seen = new Set(noticed.map(one => one.mark))
  const unseen = marked.find(({ mark }) => !exercised.has(mark) || (alterable.has(mark) && !seen.has(mark)))
  return unseen ? `, but nothing of ${unseen.path}:${unseen.line + 1}` : null
}
