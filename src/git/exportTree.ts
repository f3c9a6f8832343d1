import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Oid, Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { checkoutGit, readStaged } from './checkoutGit.ts'
import type { Repository } from './repository.ts'

/** Something that stands in the tree and not in the exported folder, and why. */
export type LeftOut = { path: Path; why: string }

/**
 * Writes the files of a tree into an empty folder as a plain checkout would, with symbolic links and
 * modes, and without any effect on the repository's index, work tree, HEAD or list of worktrees.
 * No filter of the repository's configuration runs: what a filter would replace (LFS) stays a pointer.
 * `git archive` is not used, since it obeys `export-ignore` and `export-subst`.
 * @param tree anything that names a tree: a tree or a commit.
 * @returns what was left out: submodules, which stay empty folders.
 * @throws Failure when `into` holds something; GitError when the tree can't be read.
 */
export async function exportTree(repo: Repository, tree: Oid, into: string): Promise<LeftOut[]> {
  await mkdir(into, { recursive: true })
  if ((await readdir(into)).length > 0)
    throw new Failure(`cannot export a tree into ${into}: it is not empty`)
  const scratch = await mkdtemp(join(tmpdir(), 'git-improver-index-'))
  try {
    const git = await checkoutGit(repo, into, join(scratch, 'index'))
    await git(['read-tree', `${tree}^{tree}`])
    await git(['checkout-index', '--all'])
    const staged = await git(['ls-files', '--stage', '-z'])
    return readStaged(staged.stdout.toString('utf8'))
      .filter(({ mode }) => mode === '160000')
      .map(({ path }) => ({ path, why: 'a submodule is not exported' }))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
