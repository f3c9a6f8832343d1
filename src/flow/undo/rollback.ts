import { readChange } from '../../git/changes.ts'
import { openObjects } from '../../git/objects.ts'
import { commitOf, requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { isInverse } from '../exactRevert.ts'
import { findImprovement } from '../improvements/findImprovement.ts'
import { landedHere } from './landedHere.ts'
import type { LandedUnit } from './landedUnits.ts'
import { type Blocked, mainlineOf, revertOne } from './revertOne.ts'

export type RolledBack = {
  /** The last of the commits that undo it. */
  commit: Oid
  commits: Oid[]
  /** Whether every path is the three-way inverse of what the improvement brought. */
  exact: boolean
  title: string
}

/**
 * Undoes an improvement on the current branch with plain `git revert`, as the person who asks.
 * @throws Failure when it never landed here or is undone already, when it shares its commit with others, and when git
 *   meets a conflict: then everything is as it was before.
 */
export async function rollback(repo: Repository, name: string): Promise<RolledBack> {
  if (repo.bare) throw new Failure(`${repo.dir} is bare: revert in a clone and push`)
  await refuseUnderWay(repo)
  const found = await findImprovement(repo, name)
  const { id } = found
  const head = await requireCommit(repo, 'HEAD')
  const { units, undone } = await landedHere(repo, head, found)
  const [first] = units
  if (!first)
    throw new Failure(
      undone
        ? `${id} is undone here already, by ${undone.slice(0, 12)}`
        : `${id} has not landed on this branch`,
      [{ run: ['git', 'improver', 'show', id], where: 'here' }],
      EXIT.refused,
    )
  refuseShared(id, units)
  for (const { commit } of units) {
    const reverted = await revertOne(repo, commit, head)
    if (reverted !== null) throw standsInTheWay(commit, reverted)
  }
  const now = await requireCommit(repo, 'HEAD')
  const commits = (await repo.text(['rev-list', `${head}..${now}`])).split('\n')
  const landed = units.map(({ commit }) => commit)
  const exact = await areInverse(repo, landed, commits.toReversed())
  return { commit: now, commits, exact, title: first.title }
}

/** What git keeps while a person has not finished, and by which command that is finished or given up. */
const UNDER_WAY = { REVERT_HEAD: 'revert', CHERRY_PICK_HEAD: 'cherry-pick', MERGE_HEAD: 'merge' } as const

/** A revert that fails is taken back with `revert --abort`, which would take a person's own one back with it. */
async function refuseUnderWay(repo: Repository): Promise<void> {
  for (const [name, verb] of Object.entries(UNDER_WAY))
    if (await commitOf(repo, name))
      throw new Failure(
        `a ${verb} is under way in ${repo.dir}: finish it or give it up first`,
        ['--continue', '--abort'].map(way => ({ run: ['git', verb, way], where: 'here' as const })),
        EXIT.refused,
      )
}

/** A squash of several improvements has one commit: undoing one of them that way undoes all. */
function refuseShared(id: string, units: LandedUnit[]): void {
  const shared = units.find(({ others }) => others.length > 0)
  if (!shared) return
  const others = [...new Set(shared.others)].map(other => other.slice(0, 12)).join(', ')
  throw new Failure(
    `${id} landed in ${shared.commit.oid.slice(0, 12)} together with ${others}: reverting it undoes them too`,
    [{ run: ['git', 'revert', ...mainlineOf(shared.commit), shared.commit.oid.slice(0, 12)], where: 'here' }],
    EXIT.refused,
  )
}

function standsInTheWay(commit: Commit, { begun, paths, later, words }: Blocked): Failure {
  const short = commit.oid.slice(0, 12)
  const by = later.map(one => `${one.oid.slice(0, 12)} (${one.title})`).join(', ')
  const where = paths.slice(0, 3).join(', ')
  const why = paths.length
    ? `${by ? `later work stands in the way: ${by}` : 'what is there now stands in the way'}, in ${where}; everything is as it was`
    : words
  return new Failure(
    `${short} cannot be reverted: ${why}`,
    [{ run: begun ? ['git', 'revert', ...mainlineOf(commit), short] : ['git', 'status'], where: 'here' }],
    EXIT.refused,
  )
}

async function areInverse(repo: Repository, landed: Commit[], reverts: Oid[]): Promise<boolean> {
  const objects = openObjects(repo)
  try {
    for (const [index, commit] of landed.entries()) {
      const revert = reverts[index]
      if (!revert) return false
      const undone = await readChange(repo, commit.parents[0] ?? null, commit.oid)
      const done = await readChange(repo, `${revert}^1`, revert)
      if (!(await isInverse(repo, objects, undone.files, done.files, `${revert}^1`))) return false
    }
    return true
  } finally {
    objects.close()
  }
}
