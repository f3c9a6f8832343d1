import type { Path } from '../../model/change.ts'
import type { CheckContext } from '../check.ts'
import type { Project } from '../projects.ts'

/** One side as one tsconfig sees it: plain values, so that another thread can be asked. `timeoutMs` is for each look. */
export type Sight = { tree: string; readable: string[]; config: Path; timeoutMs: number }

export function sightOf(
  tree: string,
  { path }: Project,
  { readable, limits }: Pick<CheckContext, 'readable' | 'limits'>,
): Sight {
  return { tree, readable, config: path, timeoutMs: limits.timeoutMs }
}
