import type { Digest } from '../model/change.ts'
import type { Improver } from '../model/finding.ts'
import { keptFixes } from './fixes.ts'
import { type RuleSpeaker, ruleFindings, ruleTitleOf } from './ruleFixes.ts'

/** The kind of observation that says what the repository's patterns match, and what their fixes make of it. */
export const PATTERN_FIXES = 'pattern-fixes'

const PATTERNS: RuleSpeaker = {
  name: 'patterns',
  kind: PATTERN_FIXES,
  says: ({ by, rule, message }, count) => `The pattern ${rule} of ${by} matches${count}: ${message}`,
}

/** Whether an improver is the one of patterns. */
export const isPatterns = (name: string) => name === PATTERNS.name

/**
 * The improver that applies rewrite rules which the repository, or a package that its policy names, has as data: one rule an improvement.
 * A rule is an opinion of people; whether what it writes holds is for the checks to say.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createPatterns(digest: (text: string) => Digest): Improver {
  return {
    name: PATTERNS.name,
    version: 1,
    needs: [PATTERN_FIXES],
    gathers: 'rewrite',
    find: (source, observations) => ruleFindings(PATTERNS, source, observations, digest),
    edit: keptFixes,
    titleOf: all => ruleTitleOf(PATTERNS.name, all),
  }
}
