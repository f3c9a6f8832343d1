import type { ObjectReader } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import { plainLines } from '../../source/plainLines.ts'
import { shinglesOf } from '../../source/shingles.ts'
import { namesOf } from './brought.ts'

/** So many files with the same line are looked into. */
const MOST_FILES = 20
/** A line is looked for by its beginning. */
const NEEDLE = 160

/** The names of all runs that stand in those files of a tree which have this line. */
export async function runsInTree(
  repo: Repository,
  objects: ObjectReader,
  tree: Oid,
  line: string,
): Promise<number[]> {
  const args = [
    'grep',
    '-l',
    '-z',
    '--text',
    '--no-recurse-submodules',
    '-E',
    '-e',
    needleOf(line),
    tree,
    '--',
  ]
  // Also where the tree is not here, as in a clone that lacks the other commit's parent.
  const { stdout } = await repo.run(args, { accept: [1, 128] })
  const names: number[] = []
  for (const place of stdout.toString('utf8').split('\0').slice(0, MOST_FILES)) {
    const object = place ? await objects.get(place) : null
    if (object?.type !== 'blob') continue
    for (const name of namesOf(shinglesOf(plainLines(object.bytes.toString('latin1'))))) names.push(name)
  }
  return names
}

/** Whether a file stands anywhere in a tree, under whatever name. */
export async function isInTree(repo: Repository, tree: Oid, blob: Oid): Promise<boolean> {
  const { stdout } = await repo.run(['ls-tree', '-r', '-z', '--full-tree', tree], { accept: [128] })
  return stdout.includes(` blob ${blob}\t`)
}

/**
 * The last commit below `target` that brought or removed a file or a line, at these paths; null when
 * none did. A path that is no UTF-8 is not looked at.
 */
export async function lastTouch(
  repo: Repository,
  target: Oid,
  paths: Path[],
  what: { blob: Oid } | { line: string },
): Promise<{ message: string } | null> {
  const pickaxe =
    'blob' in what ? [`--find-object=${what.blob}`] : ['--pickaxe-regex', `-S${needleOf(what.line)}`]
  const args = [
    'log',
    '-1',
    '--format=%H%n%B',
    '--full-history',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    ...pickaxe,
    target,
    '--',
    ...new Set(paths),
  ]
  // As above, where a commit is not here.
  const { stdout } = await repo.run(args, { accept: [128] })
  const text = stdout.toString('utf8')
  return text ? { message: text.slice(text.indexOf('\n') + 1) } : null
}

/** An extended regular expression for a line, with any space where it has some. */
function needleOf(line: string): string {
  // Lines are read as one character a byte, and git is asked in UTF-8.
  const text = Buffer.from(line, 'latin1').toString('utf8').split('\uFFFD')[0] ?? ''
  return text
    .slice(0, NEEDLE)
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/ /g, '[[:space:]]+')
}
