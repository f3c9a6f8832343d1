import assert from 'node:assert/strict'
import { ownersOfPath } from '../../../src/policy/owners/ownersOfPath.ts'
import { parseCodeOwners } from '../../../src/policy/owners/parseCodeOwners.ts'

/** A file that can be read. */
export function read(text: string, file: string) {
  const parsed = parseCodeOwners(text, file)
  assert.ok(typeof parsed !== 'string', String(parsed))
  return parsed
}

/** Owners of a path as one would say them: `2 x @a @b` for two reviews by these. */
export function owners(text: string, file: string, path: string): string[] {
  return ownersOfPath(read(text, file), path).map(({ owners: names, required, section }) =>
    [section === null ? '' : `${section}: `, required === 1 ? '' : `${required} x `, names.join(' ')].join(
      '',
    ),
  )
}

/** What was skipped, a line each. */
export function skipped(text: string, file: string): string[] {
  return read(text, file).problems.map(({ line, what }) => `${line} ${what}`)
}
