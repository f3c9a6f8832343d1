import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'

/** Why a revert could not be made. `paths` are in conflict; `later` the newest commits that touched them since. */
export type Blocked = {
  /** Whether git got as far as trying: local changes in the way keep it from that. */
  begun: boolean
  paths: Path[]
  later: { oid: Oid; title: string }[]
  /** Git's own, in one line. */
  words: string
}

/** So many of them are named. */
const NAMED = 3

/** Of a revert that git would make and that changes nothing: what stands there now is without it. */
export const NOTHING_LEFT = 'nothing of it is left to undo'

/** What git revert takes for a merge: what it brought to its first parent is undone. */
export function mainlineOf({ parents }: Commit): string[] {
  return parents.length > 1 ? ['-m', '1'] : []
}

/**
 * Reverts one commit on the current branch.
 * @param before where the branch was before the first revert of a series: it goes back there when this one fails.
 * @returns null when it is done, or why it could not be; then everything is as it was.
 */
export async function revertOne(repo: Repository, commit: Commit, before: Oid): Promise<Blocked | null> {
  try {
    // By `revert.reference` the message would name the commit in short, and nobody could tell any more what it undoes.
    const plain = ['-c', 'revert.reference=false']
    await repo.run([...plain, 'revert', '--no-edit', ...mainlineOf(commit), commit.oid])
    return null
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    // Without it git has not begun: local changes in the way, for instance.
    const begun = await commitOf(repo, 'REVERT_HEAD')
    const paths = begun ? await conflicts(repo) : []
    if (begun) await repo.run(['revert', '--abort'])
    // Of a series the first reverts may have been made: take them back, they are ours and nobody saw them.
    if ((await commitOf(repo, 'HEAD')) !== before) await repo.run(['reset', '--keep', before])
    return {
      begun: begun !== null,
      paths,
      later: await touchedSince(repo, commit.oid, before, paths),
      words: wordsOf(error.stderr) || NOTHING_LEFT,
    }
  }
}

/** What git said, without its marks, and without hints of commands that would know nothing of ours. */
function wordsOf(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line && !/^(?:hint:|fatal: revert failed$)/.test(line))
  return lines.map(line => line.replace(/^(?:error|fatal): /, '').trim()).join('; ')
}

async function conflicts(repo: Repository): Promise<Path[]> {
  const text = await repo.text(['diff', '--name-only', '-z', '--diff-filter=U'])
  return [...new Set(text.split('\0').filter(Boolean))]
}

async function touchedSince(
  repo: Repository,
  commit: Oid,
  tip: Oid,
  paths: Path[],
): Promise<{ oid: Oid; title: string }[]> {
  if (!paths.length) return []
  const args = [
    'log',
    '--no-merges',
    `--max-count=${NAMED}`,
    '--format=%H %s',
    `${commit}..${tip}`,
    '--',
    // Whoever touched the first hundred of them is named; thousands are more than a command line takes.
    ...paths.slice(0, 100),
  ]
  const lines = (await repo.text(args)).split('\n').filter(Boolean)
  return lines.map(line => ({
    oid: line.slice(0, line.indexOf(' ')),
    title: line.slice(line.indexOf(' ') + 1),
  }))
}
