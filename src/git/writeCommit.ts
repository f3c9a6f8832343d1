import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Oid, Path } from '../model/change.ts'
import type { Repository } from './repository.ts'

/** A file as it shall stand in a new tree. */
export type NewFile = { path: Path; mode: string; bytes: Uint8Array }

export type Author = { name: string; email: string }

/**
 * Stores files and a tree that holds them beside everything in `base`. Works in an index of its own:
 * the user's index and work tree are not touched, and a kill leaves nothing but unreachable objects.
 */
export async function writeTree(repo: Repository, base: Oid, files: NewFile[]): Promise<Oid> {
  const dir = await mkdtemp(join(tmpdir(), `git-improver-${process.pid}-index-`))
  try {
    const env = { GIT_INDEX_FILE: join(dir, 'index') }
    await repo.run(['read-tree', base], { env })
    const lines: string[] = []
    for (const { path, mode, bytes } of files) {
      const oid = await repo.text(['hash-object', '-w', '--no-filters', '--stdin'], { input: bytes })
      lines.push(`${mode} ${oid}\t${path}\0`)
    }
    await repo.run(['update-index', '-z', '--index-info'], { env, input: lines.join('') })
    return await repo.text(['write-tree'], { env })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/**
 * Stores a commit with an identity that is not the user's, unsigned whatever the configuration says.
 * @param at seconds since 1970.
 */
export async function writeCommit(
  repo: Repository,
  commit: { tree: Oid; parents: Oid[]; message: string; author: Author; at: number },
): Promise<Oid> {
  const { name, email } = commit.author
  const date = `@${commit.at} +0000`
  return repo.text(
    [
      'commit-tree',
      '--no-gpg-sign',
      commit.tree,
      ...commit.parents.flatMap(parent => ['-p', parent]),
      '-F',
      '-',
    ],
    {
      input: commit.message,
      env: {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
      },
    },
  )
}
