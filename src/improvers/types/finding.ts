import { ts } from 'ts-morph'
import type { Digest } from '../../model/change.ts'
import type { Finding } from '../../model/finding.ts'
import { keepFixes } from '../fixes.ts'
import { listed, moduleName, titleOfAll, titleWithin } from '../titles.ts'
import { isWritten, NAMELESS, nameOf } from './gaps.ts'
import { type Inferred, putsFor } from './infer.ts'
import type { Gap } from './otherGaps.ts'
import type { What } from './places.ts'

export const NAME = 'types'
const LONGEST = 72

/** What each of them does, one and several, and what many are called. */
const DOES: Record<What, [string, string, string]> = {
  parameters: ['takes', 'take', 'functions take'],
  properties: ['holds', 'hold', 'types hold'],
  returns: ['returns', 'return', 'functions return'],
  variables: ['holds', 'hold', 'variables hold'],
  catch: ['catches', 'catch', 'functions catch'],
}

/** Those of one owner and one kind together, in the order of the file. */
export function byOwner(inferred: Inferred[]): Inferred[][] {
  const groups: Inferred[][] = []
  const known = new Map<ts.Node, Map<What, Inferred[]>>()
  for (const one of inferred) {
    const { owner, what } = one.gap
    const mine = known.get(owner) ?? new Map<What, Inferred[]>()
    known.set(owner, mine)
    const group = mine.get(what)
    if (group) group.push(one)
    else {
      const fresh = [one]
      mine.set(what, fresh)
      groups.push(fresh)
    }
  }
  return groups
}

/** One finding for what was found of one owner. */
export function findingOf(all: Inferred[], text: string, digest: (text: string) => Digest): Finding {
  const [{ gap: first }] = all as [Inferred]
  const { path, what } = first
  const symbol = symbolOf(first)
  const said = all.map(({ gap, candidate }) => ({
    gap,
    candidate,
    name: what === 'returns' ? symbol : nameIn(gap),
    is: `${what === 'returns' ? 'returns' : 'is'} ${candidate.text}`,
  }))
  return {
    fingerprint: digest(
      [NAME, what, path, symbol, ...said.map(({ name, candidate }) => `${name}: ${candidate.text}`)].join(
        '\n',
      ),
    ),
    improver: NAME,
    rewrite: what,
    path,
    symbol,
    title: titleWithin(NAME, path, `say what ${symbol} ${DOES[what][0]}`, 60),
    reason: `${[...new Set(said.map(({ name, is }) => `${name} ${is}`))].join(', ')}.`,
    facts: said.flatMap(({ name, is, gap, candidate }) =>
      candidate.because.slice(0, 3).map(({ kind, says, from }) => ({
        kind: `type:${kind}`,
        says: `${name} ${is}: ${says}`,
        from: from ?? { path, start: gap.node.getStart(), end: gap.node.getEnd() },
      })),
    ),
    data: { fixes: keepFixes(putsFor(all), text, digest) },
  }
}

/** What several findings of one file say, in a title. */
export function titleOf(found: Finding[]): string {
  const { path } = found[0]!
  const kinds = new Map<What, string[]>()
  for (const { rewrite, symbol } of found) {
    const symbols = kinds.get(rewrite as What) ?? []
    kinds.set(rewrite as What, [...symbols, symbol])
  }
  const [[what, symbols]] = [...kinds] as [[What, string[]]]
  const [one, several, many] = DOES[what]
  if (kinds.size === 1) return titleOfAll(NAME, path, symbols, [one, several], many)
  const parts = [...kinds].map(
    ([kind, symbols]) => `${listed(symbols)} ${DOES[kind][symbols.length > 1 ? 1 : 0]}`,
  )
  const start = `${NAME}(${moduleName(path)}): say what`
  const whole = `${start} ${listed(parts)}`
  return (whole.length <= LONGEST ? whole : `${start} ${found.length} places are`).slice(0, LONGEST)
}

/** The name of what has the type. */
function nameIn({ node }: Gap): string {
  return 'name' in node && node.name ? node.name.getText().replace(/\s+/g, ' ') : ''
}

/** What it is called that has the gap: a function, class, type or variable. */
function symbolOf(gap: Gap): string {
  const { owner } = gap
  if (gap.what === 'variables') return nameIn(gap)
  if (gap.what === 'properties') return (owner as ts.InterfaceDeclaration).name?.text ?? 'a class'
  return isWritten(owner) ? functionCalled(owner) : 'the module'
}

/** What a function is called; one without a name by the one around it. */
function functionCalled(owner: ts.SignatureDeclaration): string {
  const name = nameOf(owner)
  if (ts.isMethodDeclaration(owner) && ts.isClassLike(owner.parent) && owner.parent.name)
    return `${owner.parent.name.text}.${name}`
  for (let at = owner.parent as ts.Node; name === NAMELESS && at; at = at.parent)
    if (isWritten(at) && nameOf(at) !== NAMELESS) return `a function in ${nameOf(at)}`
  return name === NAMELESS ? 'a function' : name
}
