import type { FileChange, Oid } from '../model/change.ts'
import { RAW, readPath } from './changes.ts'
import { pipeGit } from './pipe.ts'
import type { Repository } from './repository.ts'

/** A path with what stands there now and what stood there in each parent. */
export type ChangedFile = { path: string; new: FileChange['new']; olds: FileChange['old'][] }

/** What a commit changed; a merge only what it has unlike every one of its parents. */
export type CommitChanges = { commit: Oid; files: ChangedFile[] }

/** As `readChange` asks, but with the names of the commits and, for merges, one line for all parents. */
const FLAGS = [...RAW.filter(flag => flag !== '--no-commit-id'), '-c', '--root', '--stdin']

/**
 * What each commit of a range changed, by two git processes for the whole range. Commits that changed
 * nothing, and merges that git would have made path by path, are left out.
 * @param revisions as `git rev-list` takes them.
 * @param flags of `git rev-list`: which commits of the range, and in what order.
 * @throws GitError when a revision does not exist or an object is missing.
 */
export async function* readRangeChanges(
  repo: Repository,
  revisions: string[],
  flags = ['--topo-order'],
): AsyncIterable<CommitChanges> {
  const pipe = pipeGit(
    repo,
    ['rev-list', ...flags, '--stdin'],
    ['diff-tree', ...FLAGS],
    `${revisions.join('\n')}\n`,
  )
  try {
    let current: CommitChanges | null = null
    let header: string | null = null
    for await (const field of fields(pipe.output)) {
      if (header !== null) {
        current?.files.push(readHeader(header, readPath(field)))
        header = null
      } else if (field[0] === COLON) {
        header = field.toString('latin1')
      } else {
        if (current?.files.length) yield current
        current = { commit: field.toString('latin1'), files: [] }
      }
    }
    if (current?.files.length) yield current
    await pipe.ended()
  } finally {
    pipe.stop()
  }
}

const COLON = 0x3a

/** The pieces between NUL bytes, however they are cut into chunks. */
async function* fields(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    for (let end = bytes.indexOf(0, at); end >= 0; end = bytes.indexOf(0, at)) {
      yield bytes.subarray(at, end)
      at = end + 1
    }
    rest = bytes.subarray(at)
  }
}

/** `:mode newmode oid newoid status`, with as many colons, modes and names more as there are more parents. */
function readHeader(header: string, path: string): ChangedFile {
  const parents = header.lastIndexOf(':') + 1
  const words = header.slice(parents).split(' ')
  const at = (index: number): FileChange['new'] => {
    const mode = words[index] ?? ''
    return mode === '000000' ? null : { mode, oid: words[parents + 1 + index] ?? '' }
  }
  return { path, new: at(parents), olds: Array.from({ length: parents }, (_, index) => at(index)) }
}
