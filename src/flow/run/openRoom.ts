import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { type Shard, shareOf } from './scope.ts'

/**
 * How many improvements may still be opened: `run.max_open` less those that wait, on branches here or on a remote, which is where those of
 * other machines are. A branch in the way of `ai/...` makes that none at all.
 * @param shard whose share of what is left it is.
 */
export async function openRoom(
  repo: Repository,
  base: Oid,
  policy: Policy,
  shard: Shard | null,
): Promise<{ open: number; left: number }> {
  const stem = policy.branches.ai.replace(/\/$/, '')
  const here = await listRefs(repo, `refs/heads/${stem}`)
  const refs = [...here, ...(await improvementsOnRemotes(repo))]
  if (refs.some(({ ref }) => ref === `refs/heads/${stem}`))
    throw new Failure(`a branch is named ${stem}, and git cannot have ${stem}/... beside it`, [
      { run: ['git', 'branch', '-m', stem, `${stem}-old`], where: 'here' },
    ])
  const merged = new Set(
    (
      await repo.text([
        'for-each-ref',
        '--format=%(refname)',
        `--merged=${base}`,
        `refs/heads/${policy.branches.ai}`,
        'refs/remotes',
      ])
    ).split('\n'),
  )
  const waiting = refs.flatMap(({ ref }) => (merged.has(ref) ? [] : [branchOf(ref)]))
  const open = new Set(waiting.filter(name => name.startsWith(policy.branches.ai))).size
  return { open, left: shareOf(policy.run.max_open - open, shard) }
}

/** Branches of remotes with an improvement at their end: what other agents push is none of ours to count. */
async function improvementsOnRemotes(repo: Repository): Promise<{ ref: string }[]> {
  const format = '--format=%(refname)%00%(contents:trailers:key=Improvement-Id,valueonly,separator=%2C)'
  const text = await repo.text(['for-each-ref', format, 'refs/remotes'])
  return text.split('\n').flatMap(line => {
    const [ref = '', id = ''] = line.split('\0')
    return id.trim() === '' ? [] : [{ ref }]
  })
}

/** `ai/docs/a`, of a branch of this clone or of a remote, whose name has no slash. */
export function branchOf(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/)/, '')
}
