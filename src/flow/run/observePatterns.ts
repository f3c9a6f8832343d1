import type { Repository } from '../../git/repository.ts'
import { PATTERN_FIXES } from '../../improvers/patterns.ts'
import type { Oid } from '../../model/change.ts'
import type { RuleFix, SourceFile } from '../../model/finding.ts'
import type { Pattern } from '../../model/pattern.ts'
import type { Policy } from '../../model/policy.ts'
import { gatherPatterns } from '../patterns/gatherPatterns.ts'
import { isFor } from '../patterns/languageOf.ts'
import { type AstGrep, fixedText, NOT_INSTALLED, openAstGrep } from '../patterns/openAstGrep.ts'
import type { Observed } from './observed.ts'

const NO_PATTERNS = 'the repository has no patterns, and its policy names none'

/**
 * What the rules of a commit match in the files that may be edited, and what their fixes make of it. They are data: nothing of the
 * repository runs. A rule that can't be read costs itself alone, and so does one that would match what it has just written for ever.
 */
export async function observePatterns(
  repo: Repository,
  base: Oid,
  policy: Policy,
  files: SourceFile[],
): Promise<Observed> {
  const { patterns, problems } = await gatherPatterns(repo, policy, base)
  if (!patterns.length && !problems.length) return { notRun: NO_PATTERNS, isLasting: true }
  const engine = await openAstGrep()
  if (!engine) return { notRun: NOT_INSTALLED, notes: [NOT_INSTALLED] }
  const fixes = new Map<Pattern, RuleFix[]>(patterns.map(one => [one, []]))
  const notes = [...problems]
  for (const file of files)
    for (const [pattern, found] of fixes) {
      // One that only finds has nothing to propose.
      if (pattern.fix === null || !isFor(pattern, file.path)) continue
      const made = fixesIn(engine, pattern, file)
      if (typeof made !== 'string') found.push(...made)
      else {
        notes.push(`${pattern.from}: ${pattern.id} ${made}`)
        fixes.delete(pattern)
      }
    }
  return { observation: { kind: PATTERN_FIXES, data: [...fixes.values()].flat() }, notes }
}

/** What a rule would write in a file, or in words why the rule is left out. */
function fixesIn(engine: AstGrep, pattern: Pattern, { path, text }: SourceFile): RuleFix[] | string {
  const { id: rule, message, from: by } = pattern
  try {
    const matches = engine.find(pattern, text)
    if (!matches.length) return []
    if (engine.find(pattern, fixedText(text, matches)).length >= matches.length)
      return 'matches what its own fix has written, so that it would never end'
    return matches.flatMap(({ start, end, text: is }) =>
      is === null ? [] : [{ by, rule, message, path, start, end, text: is }],
    )
  } catch (error) {
    return `is no rule that ast-grep can read: ${(error as Error).message.replace(/\s+/g, ' ').slice(0, 200)}`
  }
}
