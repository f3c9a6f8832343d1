import type { Oid, Path } from '../model/change.ts'
import { filtersOff } from './filtersOff.ts'
import type { Repository } from './repository.ts'
import { unquotePath } from './unquotePath.ts'

/** A line of a file: who brought it (null: it is not committed), and where it stood there. Numbers begin at 1. */
export type BlamedLine = { commit: Oid | null; at: number; path: Path; was: number; text: string }

export type BlameOptions = {
  /** Null for the file in the work tree. */
  rev: Oid | null
  path: Path
  /** First and last line; all where it is not said. */
  range?: [number, number] | undefined
}

/**
 * Who brought each line of a file, by one `git blame` whatever the length. It follows lines through renames, through a
 * move within the file, out of files that the same commit changed and, for a file that is born, out of any file that was
 * there; whoever only changed white space is passed over. No program of the repository's configuration runs: no
 * textconv, and no filter over what stands in the work tree.
 * @returns in order. Names of people are not in it: git would take them from `.mailmap`, which anybody may write.
 * @throws GitError when there is no such file, or no such line.
 */
export async function blame(repo: Repository, { rev, path, range }: BlameOptions): Promise<BlamedLine[]> {
  const off = rev === null ? Object.entries(await filtersOff(repo)) : []
  const args = [
    ...off.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...['blame', '--porcelain', '--no-textconv', '-w', '-M', '-C', '-C'],
    // Takes away what the configuration ignores. There the empty name would not: git sorts those before it reads them.
    '--ignore-revs-file=',
    ...(range ? [`-L${range[0]},${range[1]}`] : []),
    ...(rev === null ? [] : [rev]),
    '--',
    path,
  ]
  return parseBlame((await repo.run(args)).stdout)
}

const NEWLINE = 10
const TAB = 9
const HEADER = /^([0-9a-f]{40}|[0-9a-f]{64}) (\d+) (\d+)(?: \d+)?$/

/**
 * Reads `git blame --porcelain` ("THE PORCELAIN FORMAT" in git help blame): for each line `<commit> <line there> <line
 * here>`, words about the commit where it is new or has several paths, and a tab with the line itself.
 */
export function parseBlame(output: Buffer): BlamedLine[] {
  const lines: BlamedLine[] = []
  // A commit's path stands with its first line, and again only where it has another.
  const paths = new Map<string, Path>()
  let head: { commit: string; was: number; at: number } | null = null
  for (let from = 0; from < output.length; ) {
    const end = output.indexOf(NEWLINE, from)
    const to = end < 0 ? output.length : end
    if (!head) {
      const [, commit, was, at] = HEADER.exec(output.toString('latin1', from, to)) ?? []
      if (!commit) throw new Error(`git blame printed ${JSON.stringify(output.toString('utf8', from, to))}`)
      head = { commit, was: Number(was), at: Number(at) }
    } else if (output[from] === TAB) {
      const { commit, was, at } = head
      const text = output.toString('utf8', from + 1, to)
      const own = /^0+$/.test(commit) ? null : commit
      lines.push({ commit: own, at, path: paths.get(commit) ?? '', was, text })
      head = null
    } else if (output.toString('latin1', from, from + 9) === 'filename ')
      paths.set(head.commit, unquotePath(output.subarray(from + 9, to)))
    from = to + 1
  }
  return lines
}
