import { createHash } from 'node:crypto'
import { Failure } from '../../model/failure.ts'

/** One of so many parts of a repository, from 1: each machine of a matrix looks at one. */
export type Shard = { part: number; of: number }

/** What a run looks at: files or folders (all where there are none), and of these the part that is its own. */
export type Scope = { paths: string[]; shard: Shard | null }

export const EVERYTHING: Scope = { paths: [], shard: null }
const MOST_SHARDS = 256

/** Whether a path is one of those that were named, or below one, and of this part. */
export function isWithin({ paths, shard }: Scope, path: string): boolean {
  if (shard && partOf(path, shard.of) !== shard.part) return false
  return paths.length === 0 || paths.some(one => one === '' || path === one || path.startsWith(`${one}/`))
}

/** Whether nothing is left out. */
export const isWhole = ({ paths, shard }: Scope) => paths.length === 0 && shard === null

/** The part that a path is of: by its name alone, so that machines that know nothing of each other agree. */
function partOf(path: string, of: number): number {
  return (createHash('sha256').update(path).digest().readUInt32BE(0) % of) + 1
}

/** So many of `all` are this part's: together the parts have no more than there are. */
export function shareOf(all: number, shard: Shard | null): number {
  if (!shard || all <= 0) return all
  return Math.floor(all / shard.of) + (shard.part <= all % shard.of ? 1 : 0)
}

/** Reads `3/16`. @throws Failure for what is none. */
export function readShard(text: string): Shard {
  const [, part, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []
  const shard = { part: Number(part), of: Number(of) }
  if (part !== undefined && shard.part <= shard.of && shard.of <= MOST_SHARDS) return shard
  throw new Failure(`--shard ${text}: it takes a part and of how many, at most ${MOST_SHARDS}, as 3/16`, [
    { run: ['git', 'improver', 'run', '--shard', '1/4'], where: 'here' },
  ])
}
