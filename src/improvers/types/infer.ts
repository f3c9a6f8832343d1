import type { Path } from '../../model/change.ts'
import { affectedBy } from './affected.ts'
import { blame, type Kinds, readKinds } from './blame.ts'
import type { Candidate } from './candidate.ts'
import { candidatesFor } from './candidates.ts'
import { readEvidence } from './evidence.ts'
import { type Gap, gapsOf } from './gaps.ts'
import { type Put, putType, withPuts } from './place.ts'
import { ownFiles, type TypedProject } from './project.ts'

/** A parameter and the type that it can have; the places of `puts` are those of the texts that were given. */
export type Inferred = { gap: Gap; candidate: Candidate; puts: Put[] }

/** What was found, and the parameters for which nothing was, with what was tried. */
export type Inference = { inferred: Inferred[]; bare: { gap: Gap; refused: string[] }[]; rounds: number }

type Open = {
  gap: Gap
  candidates: Candidate[]
  /** The candidate that is put in; past the last where none is. */
  next: number
  /** What brought a diagnostic. */
  refused: Candidate[]
}

/** How sure a type must be where nobody said anything, where only its name speaks for it, and where somebody said `any`. */
const SURE = { unsaid: 2, named: 3.6, any: 3 }

/** Whether what speaks for a type is enough to propose it. */
export function isSure({ gap, candidate: { because, score } }: Inferred): boolean {
  const kinds = new Set(because.map(({ kind }) => kind))
  // Who writes `any` may know of callers that are not here: what is promised elsewhere speaks against that, or what all hand over.
  if (gap.parameter.type)
    return (
      score >= SURE.any &&
      (kinds.has('heritage') || kinds.has('doc') || (kinds.has('call') && kinds.size > 1))
    )
  return score >= (kinds.size === 1 && kinds.has('name') ? SURE.named : SURE.unsaid)
}

const ROUNDS = 2
/** How often what brings a diagnostic may give way in a round, and in the end. */
const TRIES = { round: 2, end: 8 }
/** The last of these tries take out and put nothing in. */
const OUT = 3

/**
 * Finds types for the parameters that have none, until nothing new is found. What one parameter gets is evidence for others in
 * the next round; what brings a diagnostic gives way to its next candidate.
 * @param wanted which files may get types; all of them otherwise.
 */
export function inferTypes(project: TypedProject, wanted: (path: Path) => boolean = () => true): Inference {
  const texts = new Map(ownFiles(project).map(({ path, file }) => [path, file.text]))
  const checker = project.program.getTypeChecker()
  const gaps = ownFiles(project).flatMap(({ path, file }) =>
    wanted(path) ? gapsOf(path, file, checker) : [],
  )
  if (!gaps.length) return { inferred: [], bare: [], rounds: 0 }
  const scope = affectedBy(project, gaps)
  const before = readKinds(project, scope)
  const open = new Map<string, Open>(
    gaps.map(gap => [gap.key, { gap, candidates: [], next: 0, refused: [] }]),
  )
  let current = project
  let rounds = 0
  while (rounds < ROUNDS && look(current, open, scope)) {
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
    if (candidate) inferred.push({ gap, candidate, puts: putType(gap, candidate.text) })
    else bare.push({ gap, refused: refused.map(({ text }) => text) })
  }
  return { inferred, bare, rounds }
}

/**
 * Looks for types of all that have none yet.
 * @returns whether anything was found that was not known before.
 */
function look(project: TypedProject, open: Map<string, Open>, scope: Set<Path>): boolean {
  const evidence = readEvidence(project, scope, putsOf(open))
  let found = false
  for (const { path, file } of ownFiles(project)) {
    if (!scope.has(path)) continue
    for (const gap of gapsOf(path, file, evidence.checker)) {
      const known = open.get(gap.key)
      if (!known || known.next < known.candidates.length) continue
      const candidates = candidatesFor(gap, evidence).filter(
        ({ text }) => !known.refused.some(refused => refused.text === text),
      )
      if (!candidates.length) continue
      found = true
      Object.assign(known, { candidates, next: 0 })
    }
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
  const puts = new Map<Path, Put[]>()
  for (const { gap, candidates, next } of open.values()) {
    const candidate = candidates[next]
    if (candidate) puts.set(gap.path, [...(puts.get(gap.path) ?? []), ...putType(gap, candidate.text)])
  }
  return puts
}
