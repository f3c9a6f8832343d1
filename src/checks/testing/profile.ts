import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { Profile, Timed } from '../../model/profile.ts'
import { pathOf } from './executed.ts'

/** `original` is the line, from 0, that a function was written in, where what ran had a map that leads back. */
export type Frame = {
  functionName: string
  url: string
  lineNumber: number
  columnNumber: number
  original?: number
}
/** Where a function was written: a path, and the line of it if that is known. */
export type WrittenAt = { path: Path; line: number | null }

type Node = { id: number; callFrame: Frame; children?: number[] }
type Written = { nodes?: Node[]; samples?: number[]; timeDeltas?: number[] }

/** What V8 calls time in which nothing of the program runs. */
const NOTHING = new Set(['(idle)', '(program)'])

/**
 * Reads what was sampled, one file a process or thread.
 * @param placeOf where a function was written; null for what is not the repository's own.
 */
export function readProfile(folder: string, placeOf: (frame: Frame) => WrittenAt | null): Profile {
  const profile: Profile = { whole: 0, files: new Map() }
  for (const name of readdirSync(folder).filter(one => one.endsWith('.cpuprofile')))
    addProfile(profile, read(join(folder, name)), placeOf)
  return profile
}

/** The files of a tree that ran as they are, or were compiled on the way: then their lines are known from maps alone. */
export function inTree(tree: string): (frame: Frame) => WrittenAt | null {
  return ({ url, original }) => {
    const path = pathOf(url, tree)
    return path === null ? null : { path, line: original ?? null }
  }
}

function addProfile(
  profile: Profile,
  { nodes = [], samples = [], timeDeltas = [] }: Written,
  placeOf: (frame: Frame) => WrittenAt | null,
): void {
  const own = new Map<number, number>()
  for (const [at, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[at] ?? 0))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const inner = new Set(nodes.flatMap(({ children = [] }) => children))
  const open: { node: Node; around: Timed[] }[] = nodes
    .filter(({ id }) => !inner.has(id))
    .map(node => ({ node, around: [] }))
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, around } = next
    const { functionName } = node.callFrame
    const self = own.get(node.id) ?? 0
    if (!NOTHING.has(functionName)) {
      profile.whole += self
      for (const one of around) one.total += self
    }
    const timed = timedFor(profile, functionName, placeOf(node.callFrame))
    // What calls itself counts once.
    const isNew = timed !== null && !around.includes(timed)
    if (timed) timed.self += self
    if (isNew) timed.total += self
    const inside = isNew ? [...around, timed] : around
    for (const id of node.children ?? []) {
      const child = byId.get(id)
      if (child) open.push({ node: child, around: inside })
    }
  }
}

/** What is known of a function so far; null for one that could not be told from others. */
function timedFor({ files }: Profile, functionName: string, at: WrittenAt | null): Timed | null {
  const name = lastOf(functionName)
  if (!at || (name === '' && at.line === null)) return null
  const all = files.get(at.path) ?? []
  files.set(at.path, all)
  const known = all.find(one => one.name === name && one.line === at.line)
  if (known) return known
  const timed: Timed = { name, line: at.line, self: 0, total: 0 }
  all.push(timed)
  return timed
}

/** A process that was killed leaves half a file. */
function read(file: string): Written {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Written
  } catch {
    return {}
  }
}

/** V8 says `get size` and `Queue.push`. */
const lastOf = (name: string) => name.split(/[ .]/).at(-1) ?? name
