import type { ObjectReader } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import { plainLines } from '../../source/plainLines.ts'
import { shinglesOf } from '../../source/shingles.ts'
import { LARGEST, namesOf } from './brought.ts'

/** Thrown when a landing asks for more than is looked up. */
export class TooMuch extends Error {}

/** Looks for content in trees and history, each question asked once, and not any number of them. */
export type Elsewhere = {
  /** The names of all runs that stand in those files of a tree which have this line. */
  runsInTree(tree: Oid, line: string): Promise<ReadonlySet<number>>
  /** Whether a file stands anywhere in a tree, under whatever name. */
  isInTree(tree: Oid, blob: Oid): Promise<boolean>
  /**
   * The last commit below another one that brought or removed a file or a line, at these paths; null when none did. A
   * path that is no UTF-8 is not looked at.
   */
  lastTouch(
    below: Oid,
    paths: Path[],
    what: { blob: Oid } | { line: string },
  ): Promise<{ message: string } | null>
}

/** Each is a git process of some ten milliseconds. */
const MOST_QUESTIONS = 1_000
/** So many files with the same line are looked into. */
const MOST_FILES = 20
/** A line is looked for by so much of it. */
const NEEDLE = 160

/** @throws TooMuch from any of its functions, once it was asked too much. */
export function openElsewhere(repo: Repository, objects: ObjectReader): Elsewhere {
  const answers = new Map<string, Promise<unknown>>()
  const once = <T>(question: string, find: () => Promise<T>): Promise<T> => {
    const known = answers.get(question)
    if (known) return known as Promise<T>
    if (answers.size >= MOST_QUESTIONS) throw new TooMuch()
    const answer = find()
    answers.set(question, answer)
    return answer
  }
  return {
    runsInTree: async (tree, line) =>
      once(`runs ${tree} ${line}`, () => runsInTree(repo, objects, tree, line)),
    isInTree: async (tree, blob) => (await once(`tree ${tree}`, () => blobsOf(repo, tree))).has(blob),
    lastTouch: async (below, paths, what) =>
      once(JSON.stringify([below, paths, what]), () => lastTouch(repo, below, paths, what)),
  }
}

async function runsInTree(
  repo: Repository,
  objects: ObjectReader,
  tree: Oid,
  line: string,
): Promise<ReadonlySet<number>> {
  const names = new Set<number>()
  const needle = needleOf(line)
  if (!needle) return names
  const flags = ['-l', '-z', '--text', '--no-recurse-submodules', '-E']
  // Also where the tree is not here, as in a clone that lacks the other commit's parent.
  const { stdout } = await repo.run(['grep', ...flags, '-e', needle, tree, '--'], { accept: [1, 128] })
  for (const place of stdout.toString('utf8').split('\0').slice(0, MOST_FILES)) {
    const object = place ? await objects.get(place) : null
    if (object?.type !== 'blob' || object.bytes.length > LARGEST) continue
    for (const name of namesOf(shinglesOf(plainLines(object.bytes.toString('latin1'))))) names.add(name)
  }
  return names
}

async function blobsOf(repo: Repository, tree: Oid): Promise<ReadonlySet<Oid>> {
  const { stdout } = await repo.run(['ls-tree', '-r', '-z', '--full-tree', tree], { accept: [128] })
  return new Set(
    stdout
      .toString('latin1')
      .split('\0')
      .map(line => line.slice(line.lastIndexOf(' ', line.indexOf('\t')) + 1, line.indexOf('\t'))),
  )
}

async function lastTouch(
  repo: Repository,
  below: Oid,
  paths: Path[],
  what: { blob: Oid } | { line: string },
): Promise<{ message: string } | null> {
  const needle = 'blob' in what ? null : needleOf(what.line)
  if (needle === '') return null
  const pickaxe = 'blob' in what ? [`--find-object=${what.blob}`] : ['--pickaxe-regex', `-S${needle}`]
  const flags = ['--full-history', '--no-renames', '--no-ext-diff', '--no-textconv', '--text']
  const args = ['log', '-1', '--format=%H%n%B', ...flags, ...pickaxe, below, '--', ...new Set(paths)]
  // As above, where a commit is not here.
  const { stdout } = await repo.run(args, { accept: [128] })
  const text = stdout.toString('utf8')
  return text ? { message: text.slice(text.indexOf('\n') + 1) } : null
}

/**
 * An extended regular expression for a line, with any space where it has some. Lines are read as one character a byte,
 * and git is asked in UTF-8: of another encoding the longest part that is the same in both; empty where there is none.
 */
function needleOf(line: string): string {
  const parts = Buffer.from(line, 'latin1').toString('utf8').split('\uFFFD')
  return parts
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '')
    .trim()
    .slice(0, NEEDLE)
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/ /g, '[[:space:]]+')
}
