import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Oid, Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { filtersOff } from './filtersOff.ts'
import type { Repository } from './repository.ts'
import { runGit } from './run.ts'

/** Something that stands in the tree and not in the exported folder, and why. */
export type LeftOut = { path: Path; why: string }

/**
 * Each of these would let the repository's configuration or its user's habits alter what is written:
 * a hook that runs when an index is written, a shared index file beside the real one, a sparse
 * checkout that drops files, line endings of another system.
 */
const PINNED: Record<string, string> = {
  'core.hooksPath': '/dev/null',
  'core.splitIndex': 'false',
  'core.sparseCheckout': 'false',
  'core.sparseCheckoutCone': 'false',
  'index.sparse': 'false',
  'core.untrackedCache': 'false',
  'core.autocrlf': 'false',
  'core.eol': 'lf',
  'core.symlinks': 'true',
  'core.fileMode': 'true',
  'submodule.recurse': 'false',
  'checkout.workers': '1',
}

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
    const env = {
      GIT_DIR: repo.gitDir,
      GIT_WORK_TREE: into,
      GIT_INDEX_FILE: join(scratch, 'index'),
      ...configuration({ ...PINNED, ...(await filtersOff(repo)) }),
    }
    const git = (args: string[]) => runGit(args, { cwd: into, inHook: repo.inHook, env })
    await git(['read-tree', `${tree}^{tree}`])
    await git(['checkout-index', '--all'])
    const staged = await git(['ls-files', '--stage', '-z'])
    return submodules(staged.stdout.toString('utf8'))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** By the environment: the name of a filter may hold `=`, so that it can't be passed by `-c`. */
function configuration(settings: Record<string, string>): Record<string, string> {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(Object.keys(settings).length) }
  for (const [at, [key, value]] of Object.entries(settings).entries()) {
    env[`GIT_CONFIG_KEY_${at}`] = key
    env[`GIT_CONFIG_VALUE_${at}`] = value
  }
  return env
}

function submodules(listing: string): LeftOut[] {
  return listing
    .split('\0')
    .filter(line => line.startsWith('160000 '))
    .map(line => ({ path: line.slice(line.indexOf('\t') + 1), why: 'a submodule is not exported' }))
}
