import type { Digest } from '../model/change.ts'
import type { Improver } from '../model/finding.ts'
import { keptFixes } from './fixes.ts'
import { type RuleSpeaker, ruleFindings, ruleTitleOf } from './ruleFixes.ts'

/** The kind of observation that says which fixes the repository's own linter offers. */
export const LINT_FIXES = 'lint-fixes'

const LINT: RuleSpeaker = {
  name: 'lint',
  kind: LINT_FIXES,
  says: ({ by, rule, message }, count) => `${by} says ${rule}${count}, and mends it: ${message}`,
}

/**
 * The improver that applies what the repository's own linter, under its own configuration, offers to mend: one rule an improvement,
 * one finding a rule and file. It adds no opinion; what a fix does is for the checks to say.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createLint(digest: (text: string) => Digest): Improver {
  return {
    name: LINT.name,
    version: 1,
    needs: [LINT_FIXES],
    gathers: 'rewrite',
    find: (source, observations) => ruleFindings(LINT, source, observations, digest),
    edit: keptFixes,
    titleOf: all => ruleTitleOf(LINT.name, all),
  }
}
