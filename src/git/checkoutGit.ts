import { filtersOff } from './filtersOff.ts'
import type { Repository } from './repository.ts'
import { type RunResult, runGit } from './run.ts'

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

/** Runs git with that index and folder; `input` is what it reads. */
export type CheckoutGit = (args: string[], input?: string) => Promise<RunResult>

/** One entry of an index: what git would write at a path. */
export type StagedEntry = { mode: string; oid: string; path: string }

/**
 * A git that has an index of its own and writes into a folder, without the repository's filters.
 * @param into the folder. @param index where the index is kept, outside of the folder.
 */
export async function checkoutGit(repo: Repository, into: string, index: string): Promise<CheckoutGit> {
  const env = {
    GIT_DIR: repo.gitDir,
    GIT_WORK_TREE: into,
    GIT_INDEX_FILE: index,
    ...configuration({ ...PINNED, ...(await filtersOff(repo)) }),
  }
  return (args, input = '') => runGit(args, { cwd: into, inHook: repo.inHook, env, input })
}

/** What `git ls-files --stage -z` printed. */
export function readStaged(listing: string): StagedEntry[] {
  return listing
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t')
      const [mode = '', oid = ''] = line.slice(0, tab).split(' ')
      return { mode, oid, path: line.slice(tab + 1) }
    })
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
