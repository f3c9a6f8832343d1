import type { Path } from '../../model/change.ts'
import { isAside } from './folders.ts'
import type { Fix, Problem, WholeTree } from './repository.ts'

/** The kind of observation that says what the repository's own compiler reports, and which of it it can mend. */
export const TYPE_ERRORS = 'type-errors'

export type FoundError = {
  path: Path
  start: number
  end: number
  code: number
  message: string
  /** The only fix of the compiler's own by which the error goes and none comes in its file. */
  mend: { title: string; fixes: Fix[] } | null
}

/** Errors of types as problems. A fix that would touch a test, or a file that may not be edited, is none. */
export function typeProblems(errors: FoundError[], tree: WholeTree): Problem[] {
  const editable = new Set(tree.code.files.map(({ path }) => path))
  const seen = new Map<string, number>()
  return errors.flatMap(({ path, start, end, code, message, mend }): Problem[] => {
    if (isAside(path)) return []
    const kind = `${path} TS${code} ${message}`
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    const canMend = mend?.fixes.every(fix => editable.has(fix.path)) ?? false
    return [
      {
        rule: 'type-error',
        level: 'error',
        path,
        start,
        end,
        symbol: count === 1 ? kind : `${kind} ${count}`,
        says: `TS${code}: ${message}`,
        ...(mend && canMend && { mend: { title: `repair: ${lower(mend.title)}`, fixes: mend.fixes } }),
      },
    ]
  })
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
