import { ts } from 'ts-morph'
import type { Add, Candidate, Evidence, Say } from './candidate.ts'
import { isJavaScript } from './jsdoc.ts'
import type { Gap } from './otherGaps.ts'
import { printed } from './print.ts'

/** Where what speaks for the types of a gap comes together. */
export type Collected = { found: Map<string, Candidate>; add: Add; say: Say }

/** Begins to collect what speaks for the types of a gap. */
export function collect(gap: Gap, { checker, importer, spanOf }: Evidence): Collected {
  const found = new Map<string, Candidate>()
  const add: Add = (said, type, witness, needs = []) => {
    if (said === null) return
    const text = isOptional(gap) ? said.replace(/ \| undefined(?= \||$)/, '') : said
    if (!isWorthSaying(text)) return
    const reason = { ...witness, from: spanOf(witness.from) }
    const known = found.get(text)
    if (known) {
      known.type ??= type
      known.because.push(reason)
      return
    }
    // A doc comment imports nothing, and ends where it says so, be it in a text.
    if ((needs.length || said.includes('*/')) && isJavaScript(gap.node.getSourceFile())) return
    const imports = needs.length ? importer?.(needs, gap.node) : []
    if (imports) found.set(text, { text, type, score: 0, because: [reason], imports })
  }
  const say: Say = (type, witness) => {
    const said = printed(type, gap.node, checker)
    if (said) add(said.text, type, witness, said.needs)
  }
  return { found, add, say }
}

/** Whether nothing is a value of it without being said. */
export const isOptional = ({ node }: Gap) =>
  ('questionToken' in node && node.questionToken !== undefined) ||
  (ts.isParameter(node) && node.initializer !== undefined)

/** Nothing is said by what anything or nothing is. */
const isWorthSaying = (text: string) =>
  !text.split(' | ').every(one => /^(?:unknown|\{\}|object|Function|null|undefined|void|never)$/.test(one))
