import { foundIn } from '../brought.ts'
import type { ChangedFile } from '../changes.ts'
import { CODE } from '../code/parseCode.ts'
import type { Found } from '../scanner.ts'

/** Snapshots and fixtures of tests whose lines are altered or gone; added lines and files moved as they are are none. */
export function alteredFixtures(files: ChangedFile[]): Found[] {
  const fixtures = files.filter(({ path }) => !CODE.test(path))
  const added = new Set(fixtures.filter(one => one.before.kind === null).map(one => one.after.text))
  return fixtures.flatMap(file => {
    const { before, after } = file
    if (before.kind === null || isKept(before.text, after.text)) return []
    if (after.kind === null && before.text !== null && added.has(before.text)) return []
    const what =
      after.kind === null ? 'what tests compare with is gone' : 'what tests compare with is altered'
    return [foundIn(file, 'test-edited', null, what)]
  })
}

/** Whether every line is still there, in the same order. */
function isKept(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return false
  const lines = before.split('\n').map(line => line.trim())
  let at = 0
  for (const line of after.split('\n')) if (at < lines.length && line.trim() === lines[at]) at++
  return at === lines.length
}
