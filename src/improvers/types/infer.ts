import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { affectedBy } from './affected.ts'
import { cutOf } from './bare.ts'
import { blame, type Kinds, readKinds } from './blame.ts'
import type { Candidate } from './candidate.ts'
import { candidatesFor } from './candidates.ts'
import { readEvidence } from './evidence.ts'
import { importPuts } from './imports.ts'
import { isChecked, isJavaScript } from './jsdoc.ts'
import { type Documented, docPuts } from './jsdocPuts.ts'
import { allGapsOf, type Gap } from './otherGaps.ts'
import { type Put, putType, withPuts } from './place.ts'
import type { What } from './places.ts'
import { ownFiles, type TypedProject } from './project.ts'

/** Something that had no type and the type that it can have; the places of `puts` are those of the texts that were given. */
export type Inferred = { gap: Gap; candidate: Candidate; puts: Put[] }

/** What was found, and what it was not found for, with what was tried. */
export type Inference = { inferred: Inferred[]; bare: { gap: Gap; refused: string[] }[]; rounds: number }

type Open = {
  gap: Gap
  candidates: Candidate[]
  /** The candidate that is put in; past the last where none is. */
  next: number
  /** What brought a diagnostic. */
  refused: Candidate[]
}

const ROUNDS = 2
/** How often what brings a diagnostic may give way in a round, and in the end. */
const TRIES = { round: 2, end: 8 }
/** The last of these tries take out and put nothing in. */
const OUT = 3

/** What types are wanted for. */
export type Wanted = {
  /** The files that may get types. */
  where(path: Path): boolean
  what: ReadonlySet<What>
  /** Whether a type may be named that its file would have to import. */
  mayImport: boolean
}

/** Everything there is. */
export const EVERYTHING: ReadonlySet<What> = new Set([
  'parameters',
  'properties',
  'returns',
  'variables',
  'catch',
])

/**
 * Finds types for what has none, until nothing new is found. What one gets is evidence for others in
 * the next round; what brings a diagnostic gives way to its next candidate.
 */
export function inferTypes(project: TypedProject, wanted: Wanted): Inference {
  const texts = new Map(ownFiles(project).map(({ path, file }) => [path, file.text]))
  const checker = project.program.getTypeChecker()
  const options = project.program.getCompilerOptions()
  const gaps = ownFiles(project).flatMap(({ path, file }) =>
    wanted.where(path) && (!isJavaScript(file) || isChecked(file, options))
      ? allGapsOf(path, file, checker, wanted.what)
      : [],
  )
  if (!gaps.length) return { inferred: [], bare: [], rounds: 0 }
  const scope = affectedBy(project, gaps)
  const before = readKinds(project, scope)
  const open = new Map<string, Open>(
    gaps.map(gap => [gap.key, { gap, candidates: [], next: 0, refused: [] }]),
  )
  let current = project
  let rounds = 0
  while (rounds < ROUNDS && look(current, open, scope, wanted)) {
    rounds += 1
    current = settle(project, before, scope, texts, open, TRIES.round)
  }
  // What was refused while others were wrong may hold now.
  for (const one of open.values())
    if (one.next >= one.candidates.length && one.refused.length) {
      one.candidates = one.refused.sort((a, b) => b.score - a.score)
      one.refused = []
      one.next = 0
    }
  settle(project, before, scope, texts, open, TRIES.end)
  const inferred: Inferred[] = []
  const bare: Inference['bare'] = []
  for (const { gap, candidates, next, refused } of open.values()) {
    const candidate = candidates[next]
    if (candidate) inferred.push({ gap, candidate, puts: putsFor([{ gap, candidate }]) })
    else bare.push({ gap, refused: refused.map(({ text }) => text) })
  }
  return { inferred, bare, rounds }
}

/**
 * Looks for types of all that have none yet.
 * @returns whether anything was found that was not known before.
 */
function look(
  project: TypedProject,
  open: Map<string, Open>,
  scope: Set<Path>,
  { what, mayImport }: Wanted,
): boolean {
  const checker = project.program.getTypeChecker()
  const gaps = ownFiles(project)
    .filter(({ path }) => scope.has(path))
    .flatMap(({ path, file }) => allGapsOf(path, file, checker, what))
    .filter(({ key }) => {
      const known = open.get(key)
      return known && known.next >= known.candidates.length
    })
  const evidence = readEvidence(project, scope, putsOf(open), gaps, mayImport)
  let found = false
  for (const gap of gaps) {
    const known = open.get(gap.key)!
    const candidates = candidatesFor(gap, evidence).filter(
      ({ text }) => !known.refused.some(refused => refused.text === text),
    )
    if (!candidates.length) continue
    found = true
    Object.assign(known, { candidates, next: 0 })
  }
  return found
}

/**
 * Puts another type wherever one brings a diagnostic.
 * @returns the program with what is put in.
 */
function settle(
  project: TypedProject,
  before: Kinds,
  scope: Set<Path>,
  texts: ReadonlyMap<Path, string>,
  open: Map<string, Open>,
  tries: number,
): TypedProject {
  const sureness = (key: string | undefined) => {
    const one = key === undefined ? undefined : open.get(key)
    return one?.candidates[one.next]?.score
  }
  let current = project.over(edited(texts, open))
  let where = scope
  for (let left = tries; left > 0; left--) {
    const { keys, files } = blame(current, before, sureness, where)
    if (!keys.size && (where === scope || tries === TRIES.round)) break
    for (const key of keys) {
      const one = open.get(key)!
      one.refused.push(one.candidates[one.next]!)
      one.next = tries === TRIES.end && left <= OUT ? one.candidates.length : one.next + 1
      files.add(one.gap.path)
    }
    // What a change of one file does to all others is looked at when it seems to hold.
    where = keys.size ? files : scope
    if (keys.size) current = project.over(edited(texts, open))
  }
  return current
}

function edited(texts: ReadonlyMap<Path, string>, open: Map<string, Open>): Map<Path, string> {
  return new Map([...putsOf(open)].map(([path, puts]) => [path, withPuts(texts.get(path) ?? '', puts)]))
}

function putsOf(open: Map<string, Open>): Map<Path, Put[]> {
  const given = new Map<Path, Chosen[]>()
  for (const { gap, candidates, next } of open.values()) {
    const candidate = candidates[next]
    if (candidate) given.set(gap.path, [...(given.get(gap.path) ?? []), { gap, candidate }])
  }
  return new Map([...given].map(([path, all]) => [path, putsFor(all)]))
}

type Chosen = Pick<Inferred, 'gap' | 'candidate'>

/** What has to be written for all of these in one file, what they need to import once. */
export function putsFor(all: Chosen[]): Put[] {
  const [one] = all
  if (one && isJavaScript(one.gap.node.getSourceFile())) return documentedPuts(all)
  const imports = all.flatMap(one => (isSaidByItself(one) ? [] : (one.candidate.imports ?? [])))
  const types = all.flatMap(({ gap, candidate }) =>
    isSaidByItself({ gap, candidate }) ? [cutOf(gap.node.type!)] : putType(gap, candidate.text),
  )
  const [first] = all
  return first && imports.length ? [...importPuts(first.gap.node.getSourceFile(), imports), ...types] : types
}

/** In JavaScript what all parameters of a function are stands in one comment. */
function documentedPuts(all: Chosen[]): Put[] {
  const byOwner = new Map<ts.SignatureDeclaration, Documented[]>()
  for (const { gap, candidate } of all) {
    const { text: type, isOmitted = false } = candidate
    if (gap.what !== 'parameters') continue
    const parameter = gap.parameter as Documented['parameter']
    byOwner.set(gap.owner, [...(byOwner.get(gap.owner) ?? []), { parameter, type, isOmitted }])
  }
  return [...byOwner].flatMap(([owner, said]) => docPuts(owner, said))
}

/** A variable that holds what it begins with needs no type written. */
function isSaidByItself({ gap, candidate }: Chosen): boolean {
  return gap.what === 'variables' && candidate.because.some(({ kind }) => kind === 'body')
}
