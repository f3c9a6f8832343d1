import type { Entrance } from '../gate/facts.ts'
import { commitOf, isAncestor, mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { touching } from '../git/touching.ts'
import type { Oid, Path, RefUpdate } from '../model/change.ts'
import type { Policy } from '../model/policy.ts'
import { locatePolicy } from './loadPolicy.ts'
import { findRuleFiles, type RuleFile, type RuleFiles } from './ruleFiles.ts'

/** Files by which everything is judged that an update leaves otherwise than they were, and the commits that touch them. */
export type RuleChange = { paths: Path[]; commits: ReadonlySet<Oid> }

/** The ref whose policy decides for all others. `elsewhere` when the update moves another one. */
export type Authority = { oid: Oid; elsewhere: boolean }

/**
 * Whether an update changes the policy or the owners, and which of its commits may have.
 *
 * No change is: the same content as before; on another branch than the one that decides, the deciding one's own copy,
 * unchanged; in CI, an old copy in a proposal that lies behind; and the first policy of a repository (adoption). A first
 * policy on a branch, where another branch's policy decides already, is a change like any other: CI judges what comes
 * after by it.
 * @param range the commits of the update, as `git rev-list` takes them.
 */
export async function gatherRules(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  policy: Policy,
  range: string[],
): Promise<RuleChange | null> {
  const { old, new: now } = update
  if (!now) return null
  const after = await findRuleFiles(repo, now)
  // Almost every update: nothing more is asked.
  if (old && unchanged(await findRuleFiles(repo, old), after)) return null
  const authority = await findAuthority(repo, update, entrance)
  const start = old ?? authority?.oid
  if (!start) return null
  const before = await findRuleFiles(repo, start)
  const decides = authority ? await findRuleFiles(repo, authority.oid) : null
  if (!before.policy && !(authority?.elsewhere && decides?.policy)) return null
  const bases = await basesOf(repo, start, now)
  const sides = await Promise.all(bases.map(base => (base === start ? before : findRuleFiles(repo, base))))
  const copy = authority?.elsewhere ? decides : null
  const differ = (what: keyof RuleFiles) =>
    sides.some(side => !same(side[what], after[what])) && !(copy && same(copy[what], after[what]))
  const paths = new Set<Path>()
  for (const what of ['policy', ...(policy.reviews.owners ? ['owners'] : [])] as (keyof RuleFiles)[])
    if (differ(what)) for (const side of [after, ...sides]) if (side[what]) paths.add(side[what].path)
  if (!paths.size) return null
  const without = authority?.elsewhere ? [`^${authority.oid}`] : []
  return { paths: [...paths], commits: await touching(repo, [...range, ...without], [...paths]) }
}

/** From where a change is measured: the old value, and for what lies behind it where the two parted. */
async function basesOf(repo: Repository, old: Oid, now: Oid): Promise<Oid[]> {
  if (await isAncestor(repo, old, now)) return [old]
  const bases = await mergeBases(repo, old, now)
  return bases.length ? bases : [old]
}

/**
 * Where the policy comes from that decides, as far as it can be believed: a server's own ref, in a clone what was
 * fetched. A branch of the clone itself is whatever its owner made it, and a likely name on a remote whatever somebody pushed.
 */
export async function findAuthority(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
): Promise<Authority | null> {
  const located = await locatePolicy(repo)
  if (!located || (entrance !== 'server' && !located.sure)) return null
  const { ref: found } = located
  const { stdout } = await repo.run(['symbolic-ref', '--quiet', found], { accept: [1, 128] })
  const ref = stdout.toString('utf8').trim() || found
  const oid = await commitOf(repo, found)
  const name = ref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/')
  return oid ? { oid, elsewhere: name !== update.ref && name !== 'refs/heads/HEAD' } : null
}

function unchanged(before: RuleFiles, after: RuleFiles): boolean {
  return same(before.policy, after.policy) && same(before.owners, after.owners)
}

function same(a: RuleFile | null, b: RuleFile | null): boolean {
  return a?.path === b?.path && a?.oid === b?.oid && a?.mode === b?.mode
}
