import type { Digest } from '../model/change.ts'
import type { Finding, Improver, LintFix, Observation, Source } from '../model/finding.ts'
import { keepFixes, keptFixes } from './fixes.ts'

const NAME = 'lint'
/** A rule's name becomes part of a commit message and a branch: the linter is the repository's code, and may call it anything. */
const RULE = /^[\w@][\w@./-]{0,99}$/
/** The kind of observation that says which fixes the repository's own linter offers. */
export const LINT_FIXES = 'lint-fixes'

/**
 * The improver that applies what the repository's own linter, under its own configuration, offers to mend: one rule an improvement,
 * one finding a rule and file. It adds no opinion; what a fix does is for the checks to say.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createLint(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [LINT_FIXES],
    gathers: 'rewrite',
    find: (source, observations) => findings(source, observations, digest),
    edit: keptFixes,
    titleOf: all => {
      const files = new Set(all.map(({ path }) => path)).size
      const where = files === 1 ? `in ${baseOf(all[0]!.path)}` : `in ${files} files`
      return title(all[0]!.rewrite, where)
    },
  }
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const texts = new Map(source.files.map(({ path, text }) => [path, text]))
  const groups = new Map<string, LintFix[]>()
  for (const { kind, data } of observations)
    for (const fix of kind === LINT_FIXES ? (data as unknown as LintFix[]) : []) {
      const text = texts.get(fix.path)
      const fits = text !== undefined && 0 <= fix.start && fix.start <= fix.end && fix.end <= text.length
      if (!fits || !RULE.test(fix.rule)) continue
      if (text.slice(fix.start, fix.end) === fix.text) continue
      const key = `${fix.rule}\n${fix.path}`
      const group = groups.get(key) ?? []
      groups.set(key, group)
      // Of two fixes of one text the linter itself would make one, and look again.
      if (!group.some(other => fix.start <= other.end && other.start <= fix.end)) group.push(fix)
    }
  return [...groups.values()].sort(byRule).map(fixes => {
    const [{ linter, rule, path, message }] = fixes as [LintFix]
    const text = texts.get(path)!
    const count = fixes.length === 1 ? '' : ` ${fixes.length} times`
    return {
      // Of the texts, so that the same rule may be proposed again for what is written later.
      fingerprint: digest(
        [NAME, rule, path, ...fixes.flatMap(fix => [text.slice(fix.start, fix.end), fix.text])].join('\n'),
      ),
      improver: NAME,
      rewrite: rule,
      path,
      symbol: baseOf(path),
      title: title(rule, `in ${baseOf(path)}`),
      reason: `${linter} says ${rule}${count}, and mends it: ${wordsOf(message)}`,
      facts: fixes.map(fix => ({
        kind: 'lint',
        says: wordsOf(fix.message),
        from: { path, start: fix.start, end: fix.end },
      })),
      data: { fixes: keepFixes(fixes, text, digest) },
    }
  })
}

/** Rules one after the other, so that what belongs together stands together. */
function byRule([a]: LintFix[], [b]: LintFix[]): number {
  const [one, other] = [`${a!.rule} ${a!.path}`, `${b!.rule} ${b!.path}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/** A linter's words as one line in which no line of a commit message can begin a trailer. */
const wordsOf = (message: string) =>
  message
    .replace(/[\s\p{C}]+/gu, ' ')
    .replaceAll(':', ',')
    .trim()
    .slice(0, 200)

const baseOf = (path: string) => path.split('/').at(-1)!

/** `lint: prefer-const in search.ts`, as far as there is room. */
function title(rule: string, where: string): string {
  const whole = `lint: ${rule} ${where}`
  return whole.length <= 60 ? whole : `lint: ${rule}`.slice(0, 60)
}
