import type { Digest } from '../model/change.ts'
import type { Json } from '../model/entry.ts'
import type { Edit, Finding, Source } from '../model/finding.ts'

/**
 * Edits as a finding keeps them that could not be derived again from the source alone.
 * @param text of the file as it was when they were found.
 */
export function keepFixes(
  fixes: { start: number; end: number; text: string }[],
  text: string,
  digest: (text: string) => Digest,
): Json[] {
  return fixes.map(({ start, end, text: is }) => ({
    start,
    end,
    text: is,
    expects: digest(text.slice(start, end)),
  }))
}

/** The edits of a finding that keeps them. Where the text is another by now, whoever applies them finds it by its digest. */
export function keptFixes({ path, data }: Finding, source: Source): Edit[] {
  if (!source.files.some(file => file.path === path)) return []
  return (data.fixes as unknown as Omit<Edit, 'path'>[]).map(fix => ({ path, ...fix }))
}
