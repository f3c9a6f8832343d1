import type { Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import { parseCommitObject } from './commitObject.ts'
import { type GitObject, type ObjectReader, readAnswer } from './objects.ts'
import { pipeGit } from './pipe.ts'
import type { Repository } from './repository.ts'

/**
 * Every commit of a range, children before their parents, decoded from the raw objects.
 * Two processes whatever the length; memory does not grow with it.
 * @param revisions as `git rev-list` takes them, for instance `['main', '^origin/main']`.
 * @throws GitError when a revision does not exist; AmbiguousObject for an object that two readers could read differently.
 */
export async function* readCommits(repo: Repository, revisions: string[]): AsyncIterable<Commit> {
  for await (const { oid, bytes } of readRawCommits(repo, revisions)) yield parseCommitObject(oid, bytes)
}

/**
 * The same objects, not decoded: for whoever goes on after one that `parseCommitObject` refuses.
 * @param flags of `git rev-list`: which commits of the range, and in what order.
 * @throws GitError when a revision does not exist.
 */
export async function* readRawCommits(
  repo: Repository,
  revisions: string[],
  flags = ['--topo-order'],
): AsyncIterable<GitObject> {
  const list = ['rev-list', ...flags, '--stdin']
  const pipe = pipeGit(repo, list, ['cat-file', '--batch', '--buffer'], `${revisions.join('\n')}\n`)
  try {
    let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0)
    for await (const chunk of pipe.output) {
      rest = rest.length ? Buffer.concat([rest, chunk]) : chunk
      for (let answer = readAnswer(rest); typeof answer !== 'number'; answer = readAnswer(rest)) {
        rest = rest.subarray(answer.length)
        if (answer.object?.type === 'commit') yield answer.object
      }
    }
    await pipe.ended()
  } finally {
    pipe.stop()
  }
}

/**
 * One commit, decoded from its raw object.
 * @throws Error when there is no commit of that name; AmbiguousObject as above.
 */
export async function readCommit(objects: ObjectReader, oid: Oid): Promise<Commit> {
  const object = await objects.get(oid)
  if (object?.type !== 'commit') throw new Error(`there is no commit ${oid}`)
  return parseCommitObject(object.oid, object.bytes)
}

/** The names of a range's commits, as a set. */
export async function commitNames(repo: Repository, revisions: string[]): Promise<Set<Oid>> {
  const text = await repo.text(['rev-list', '--stdin'], { input: `${revisions.join('\n')}\n` })
  return new Set(text.split('\n').filter(line => line))
}
