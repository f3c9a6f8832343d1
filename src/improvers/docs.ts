import type { Digest } from '../model/change.ts'
import type { Edit, Finding, Improver, Source } from '../model/finding.ts'
import { isEligible } from './docs/eligible.ts'
import { examplesOf } from './docs/examples.ts'
import { type Proposal, propose } from './docs/propose.ts'
import { habits, styleOf } from './docs/style.ts'

export { type Claim, recheck } from './docs/recheck.ts'

const NAME = 'docs'

/**
 * The improver of doc comments. It writes one where there is none, adds tags that are missing and mends
 * what the code contradicts, and says only what can be read from the code or its tests. `digest` gives the
 * `sha256:` digest of a text; it is passed in because this folder computes nothing but texts.
 */
export function createDocs(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [],
    find: source => findings(source, digest),
    edit: (finding, source) => edits(finding, source, digest),
  }
}

function findings(source: Source, digest: (text: string) => Digest): Finding[] {
  const found: { finding: Finding; value: number; start: number }[] = []
  const proposalsOf = proposer(source)
  for (const { path } of source.files) {
    for (const proposal of proposalsOf(path)) {
      const { rewrite, symbol, title, reason, value, stated, start } = proposal
      found.push({
        value,
        start,
        finding: {
          fingerprint: digest([NAME, rewrite, path, symbol].join('\n')),
          improver: NAME,
          rewrite,
          path,
          symbol,
          title,
          reason,
          facts: stated.map(({ kind, says, from }) => ({ kind, says, from })),
          data: {
            value,
            claims: stated.map(({ kind, says, from, code }) => ({
              symbol,
              kind,
              says,
              path: from.path,
              code,
            })),
          },
        },
      })
    }
  }
  found.sort(
    (one, other) =>
      other.value - one.value ||
      (one.finding.path < other.finding.path
        ? -1
        : one.finding.path > other.finding.path
          ? 1
          : one.start - other.start),
  )
  return found.map(({ finding }) => finding)
}

/**
 * One edit, derived anew from the source as it is now: none when the place is gone, is commented by now,
 * or no longer shows exactly what the finding states.
 */
function edits(finding: Finding, source: Source, digest: (text: string) => Digest): Edit[] {
  const proposal = proposer(source)(finding.path).find(
    one => one.symbol === finding.symbol && one.rewrite === finding.rewrite,
  )
  const file = source.files.find(one => one.path === finding.path)
  const isSame =
    proposal?.stated.length === finding.facts.length &&
    proposal.stated.every((one, index) => one.says === finding.facts[index]!.says)
  if (!proposal || !file || !isSame) return []
  const { start, end, text } = proposal
  return [{ path: finding.path, start, end, text, expects: digest(file.text.slice(start, end)) }]
}

function proposer(source: Source): (path: string) => Proposal[] {
  const shared = habits(source.files.filter(isEligible))
  const examples = examplesOf(source.tests, source.files)
  const byPath = new Map(source.files.map(file => [file.path, file]))
  return path => {
    const file = byPath.get(path)
    if (!file || !isEligible(file)) return []
    return propose(file, styleOf(file, shared(path)), name => examples(path, name))
  }
}
