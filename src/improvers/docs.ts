import type { Digest } from '../model/change.ts'
import type { Edit, Finding, Improver, Source } from '../model/finding.ts'
import { isEligible } from './docs/eligible.ts'
import { examplesOf } from './docs/examples.ts'
import { type Proposal, propose } from './docs/propose.ts'
import { habits, styleOf } from './docs/style.ts'
import { titleOfAll } from './titles.ts'

export { isEligible } from './docs/eligible.ts'
export { examplesOf } from './docs/examples.ts'
export { type Claim, recheck } from './docs/recheck.ts'
export { type Aged, type Stale, staleSentences } from './docs/stale.ts'

const NAME = 'docs'

/**
 * The improver of doc comments. It writes one where there is none, adds tags that are missing and mends
 * what the code contradicts, and says only what can be read from the code or its tests. `digest` gives the
 * `sha256:` digest of a text; it is passed in because this folder computes nothing but texts.
 */
export function createDocs(digest: (text: string) => Digest): Improver {
  // Many edits are asked of one source: what was read of it once is kept as long as the source is.
  const read = new WeakMap<Source, Proposer>()
  const proposer = (source: Source): Proposer => {
    const known = read.get(source) ?? createProposer(source)
    read.set(source, known)
    return known
  }
  return {
    name: NAME,
    version: 1,
    needs: [],
    gathers: 'file',
    find: source => findings(source, proposer(source), digest),
    edit: (finding, source) => edits(finding, source, proposer(source), digest),
    titleOf,
  }
}

function findings(source: Source, proposalsOf: Proposer, digest: (text: string) => Digest): Finding[] {
  const found: { finding: Finding; value: number; start: number }[] = []
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
function edits(
  finding: Finding,
  source: Source,
  proposalsOf: Proposer,
  digest: (text: string) => Digest,
): Edit[] {
  const proposal = proposalsOf(finding.path).find(
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

/** Names what is documented where that fits. */
function titleOf(findings: Finding[]): string {
  const symbols = findings.map(({ symbol }) => symbol)
  return titleOfAll('docs', findings[0]?.path ?? '', symbols, ['does', 'do'], 'of its exports do')
}

type Proposer = (path: string) => Proposal[]

function createProposer(source: Source): Proposer {
  const shared = habits(source.files.filter(isEligible))
  const examples = examplesOf(source.tests, source.files)
  const byPath = new Map(source.files.map(file => [file.path, file]))
  const done = new Map<string, Proposal[]>()
  return path => {
    const file = byPath.get(path)
    if (!file || !isEligible(file)) return []
    const proposals =
      done.get(path) ?? propose(file, styleOf(file, shared(path)), name => examples(path, name))
    done.set(path, proposals)
    return proposals
  }
}
