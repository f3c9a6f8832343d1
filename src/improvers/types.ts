import { ts } from 'ts-morph'
import type { Digest } from '../model/change.ts'
import type { Finding, Improver, Observation, Source } from '../model/finding.ts'
import { isEligible } from './docs/eligible.ts'
import { keepFixes, keptFixes } from './fixes.ts'
import { titleOfAll, titleWithin } from './titles.ts'
import { type Gap, isWritten, NAMELESS, nameOf } from './types/gaps.ts'
import { type Inferred, inferTypes, isSure } from './types/infer.ts'
import { lacksTypes } from './types/lacksTypes.ts'
import type { TypedProject } from './types/project.ts'

export type { TypedProject } from './types/project.ts'
export { lacksTypes }

const NAME = 'types'
const REWRITE = 'parameters'
/** The kind of observation that opens the programs of the repository. */
export const PROGRAMS = 'programs'

/**
 * The improver that writes the types of parameters that have none, or are said to be `any`, from what the rest of the program
 * says of them. Never `any`, and nothing that brings a diagnostic; one finding a function.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createTypes(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [PROGRAMS],
    gathers: 'file',
    find: (source, observations) => findings(source, observations, digest),
    edit: keptFixes,
    titleOf: found =>
      titleOfAll(
        NAME,
        found[0]!.path,
        found.map(({ symbol }) => symbol),
        ['takes', 'take'],
        'functions take',
      ),
  }
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const texts = new Map(
    source.files.filter(file => isEligible(file) && lacksTypes(file)).map(({ path, text }) => [path, text]),
  )
  const done = new Set<string>()
  const found: Finding[] = []
  for (const { kind, data } of observations)
    for (const project of kind === PROGRAMS ? (data as Iterable<TypedProject>) : []) {
      const { inferred } = inferTypes(project, path => texts.has(path) && !done.has(path))
      for (const [owner, all] of byOwner(inferred.filter(isSure))) {
        const [{ gap }] = all as [Inferred]
        const file = gap.parameter.getSourceFile()
        // A project may see another text than the one that is to be improved.
        if (texts.get(gap.path) !== file.text) continue
        found.push(finding(symbolOf(owner), all, file.text, digest))
      }
      for (const file of project.program.getSourceFiles()) done.add(project.pathOf(file) ?? '')
    }
  return found
}

function byOwner(inferred: Inferred[]): Map<Gap['owner'], Inferred[]> {
  const groups = new Map<Gap['owner'], Inferred[]>()
  for (const one of inferred) groups.set(one.gap.owner, [...(groups.get(one.gap.owner) ?? []), one])
  return groups
}

/** What a function is called; one without a name by the one around it. */
function symbolOf(owner: Gap['owner']): string {
  const name = nameOf(owner)
  if (ts.isMethodDeclaration(owner) && ts.isClassLike(owner.parent) && owner.parent.name)
    return `${owner.parent.name.text}.${name}`
  for (let at = owner.parent; name === NAMELESS && at; at = at.parent)
    if (isWritten(at) && nameOf(at) !== NAMELESS) return `a function in ${nameOf(at)}`
  return name === NAMELESS ? 'a function' : name
}

function finding(symbol: string, all: Inferred[], text: string, digest: (text: string) => Digest): Finding {
  const { path } = all[0]!.gap
  const said = all.map(({ gap, candidate }) => ({
    name: gap.parameter.name.getText().replace(/\s+/g, ' '),
    type: candidate.text,
    gap,
    candidate,
  }))
  return {
    fingerprint: digest(
      [NAME, REWRITE, path, symbol, ...said.map(({ name, type }) => `${name}: ${type}`)].join('\n'),
    ),
    improver: NAME,
    rewrite: REWRITE,
    path,
    symbol,
    title: titleWithin(NAME, path, `say what ${symbol} takes`, 60),
    reason: `${said.map(({ name, type }) => `${name} is ${type}`).join(', ')}.`,
    facts: said.flatMap(({ name, type, gap, candidate }) =>
      candidate.because.slice(0, 3).map(({ kind, says, from }) => ({
        kind: `type:${kind}`,
        says: `${name} is ${type}: ${says}`,
        from: from ?? { path, start: gap.parameter.getStart(), end: gap.parameter.getEnd() },
      })),
    ),
    data: {
      fixes: keepFixes(
        all.flatMap(({ puts }) => puts),
        text,
        digest,
      ),
    },
  }
}
