import type { Digest, Path } from '../../model/change.ts'
import type { Json } from '../../model/entry.ts'
import type { Edit, Finding, Source } from '../../model/finding.ts'
import type { Fix } from './repository.ts'

/** Fixes of several files as a finding keeps them; none where one of the files has no text that is known. */
export function keptIn(
  fixes: Fix[],
  textOf: (path: Path) => string | undefined,
  digest: (text: string) => Digest,
): Finding['data'] {
  const kept: Json[] = []
  for (const fix of fixes) {
    const text = textOf(fix.path)
    if (text === undefined) return {}
    kept.push({ ...fix, expects: digest(text.slice(fix.start, fix.end)) })
  }
  return kept.length ? { fixes: kept } : {}
}

/** The edits that a finding keeps, where all their files may be edited: half a mend is none. */
export function keptEdits({ fixes }: Finding['data'], { files, settings = [] }: Source): Edit[] {
  const editable = new Set([...files, ...settings].map(({ path }) => path))
  const edits = (fixes ?? []) as unknown as Edit[]
  return edits.every(({ path }) => editable.has(path)) ? edits : []
}
