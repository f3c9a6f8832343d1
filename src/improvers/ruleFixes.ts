import type { Digest } from '../model/change.ts'
import type { Finding, Observation, RuleFix, Source } from '../model/finding.ts'
import { keepFixes } from './fixes.ts'

/** A rule's name becomes part of a commit message and a branch: a linter is the repository's code, and may call it anything. */
const RULE = /^[\w@][\w@./-]{0,99}$/

/** Whose rules they are: of which improver, seen as which kind of observation, and how one is told: `says('no-var', ' 3 times')`. */
export type RuleSpeaker = {
  name: string
  kind: string
  says(fix: RuleFix, count: string): string
}

/**
 * Findings of what rules offer to mend: one a rule and file, with its edits.
 * @param digest gives the `sha256:` digest of a text.
 */
export function ruleFindings(
  { name, kind: wanted, says }: RuleSpeaker,
  source: Source,
  observations: Observation[],
  digest: (text: string) => Digest,
): Finding[] {
  const texts = new Map(source.files.map(({ path, text }) => [path, text]))
  const groups = new Map<string, RuleFix[]>()
  for (const { kind, data } of observations)
    for (const fix of kind === wanted ? (data as RuleFix[]) : []) {
      const text = texts.get(fix.path)
      const fits = text !== undefined && 0 <= fix.start && fix.start <= fix.end && fix.end <= text.length
      if (!fits || !RULE.test(fix.rule)) continue
      if (text.slice(fix.start, fix.end) === fix.text) continue
      const key = `${fix.rule}\n${fix.path}`
      const group = groups.get(key) ?? []
      groups.set(key, group)
      // Of two fixes of one text the rule itself would make one, and look again.
      if (!group.some(other => fix.start <= other.end && other.start <= fix.end)) group.push(fix)
    }
  return [...groups.values()].sort(byRule).map(fixes => {
    const [first] = fixes as [RuleFix]
    const { rule, path } = first
    const text = texts.get(path)!
    const count = fixes.length === 1 ? '' : ` ${fixes.length} times`
    return {
      // Of the texts, so that the same rule may be proposed again for what is written later.
      fingerprint: digest(
        [name, rule, path, ...fixes.flatMap(fix => [text.slice(fix.start, fix.end), fix.text])].join('\n'),
      ),
      improver: name,
      rewrite: rule,
      path,
      symbol: baseOf(path),
      title: ruleTitle(name, rule, `in ${baseOf(path)}`),
      reason: says({ ...first, message: wordsOf(first.message) }, count),
      facts: fixes.map(fix => ({
        kind: name,
        says: wordsOf(fix.message),
        from: { path, start: fix.start, end: fix.end },
      })),
      data: { fixes: keepFixes(fixes, text, digest) },
    }
  })
}

/** The title of what one rule mends in several files. */
export function ruleTitleOf(name: string, all: Finding[]): string {
  const files = new Set(all.map(({ path }) => path)).size
  const where = files === 1 ? `in ${baseOf(all[0]!.path)}` : `in ${files} files`
  return ruleTitle(name, all[0]!.rewrite, where)
}

/** Rules one after the other, so that what belongs together stands together. */
function byRule([a]: RuleFix[], [b]: RuleFix[]): number {
  const [one, other] = [`${a!.rule} ${a!.path}`, `${b!.rule} ${b!.path}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/** A rule's words as one line in which no line of a commit message can begin a trailer. */
const wordsOf = (message: string) =>
  message
    .replace(/[\s\p{C}]+/gu, ' ')
    .replaceAll(':', ',')
    .trim()
    .slice(0, 200)

const baseOf = (path: string) => path.split('/').at(-1)!

/** `lint: prefer-const in search.ts`, as far as there is room. */
function ruleTitle(name: string, rule: string, where: string): string {
  const whole = `${name}: ${rule} ${where}`
  return whole.length <= 60 ? whole : `${name}: ${rule}`.slice(0, 60)
}
