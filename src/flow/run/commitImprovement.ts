import { readChange } from '../../git/changes.ts'
import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { writeCommit, writeTree } from '../../git/writeCommit.ts'
import { openPen } from '../../ledger/pen.ts'
import type { Change, Oid } from '../../model/change.ts'
import type { ClassFact } from '../../model/commit.ts'
import type { Entry, Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { classifyChange } from '../../source/classifyChange.ts'
import type { Conditions } from '../check/conditions.ts'
import { verdictJson } from '../check/verdictJson.ts'
import { cloneName, repositoryName } from '../cloneNames.ts'
import { branchName } from './branchName.ts'
import type { Collected } from './collectSource.ts'
import { type EditedFile, editedFiles } from './editedFiles.ts'
import type { Group } from './groupFindings.ts'
import type { Improvement } from './improvement.ts'
import { improvementMessage } from './improvementMessage.ts'
import { branchOf } from './openRoom.ts'
import type { PassedVerdict } from './prove.ts'
import type { Shard } from './scope.ts'

export type Proposal = {
  base: Oid
  group: Group
  /** Only what has passed can be proposed. */
  verdict: PassedVerdict
  conditions: Conditions
  policy: Policy
  initiator: string
  collected: Collected
  /** Whose part of the repository it was found in. */
  shard: Shard | null
  id: string
  title: string
  /** `docs@1`. */
  version: string
}

/**
 * Commits a proven improvement on a branch of its own and writes it into the ledger. Branch and ledger appear
 * in one transaction: a kill leaves both or neither.
 */
export async function commitImprovement(repo: Repository, proposal: Proposal): Promise<Improvement> {
  const { base, group, title, verdict, policy, initiator, collected, id, version } = proposal
  const files = editedFiles(group.mends, collected)
  const blobs = files.map(({ path, mode, text }) => ({ path, mode, bytes: Buffer.from(text) }))
  const tree = await writeTree(repo, base, blobs)
  const message = improvementMessage({
    title,
    group,
    id,
    improver: version,
    initiator,
    checks: verdict.checks,
  })
  const commit = await writeCommit(repo, {
    tree,
    parents: [base],
    message,
    author: policy.run.bot,
    at: Math.floor(Date.now() / 1000),
  })
  const change = await readChange(repo, base, commit)
  const classFact = classifyFiles(files)
  const improver = group.mends[0]?.finding.improver ?? 'external'
  const branch = await freeBranch(repo, branchName(policy.branches.ai, improver, group, proposal.shard))
  const improvement: Improvement = {
    id,
    branch,
    commit,
    improver: version,
    class: classFact.class,
    title,
    files: change.files.map(file => file.path),
    checks: verdict.checks,
  }
  const entries = await ledgerEntries(repo, proposal, improvement, change, tree)
  const pen = await openPen(repo, { signs: false, shards: policy.ledger.shards })
  const linked: Entry[] = []
  for (const entry of entries) linked.push((await pen.prepare(entry)).entry)
  await pen.append(linked, { alongside: [{ ref: `refs/heads/${branch}`, to: commit, old: null }] })
  return improvement
}

/** The class as the gate will derive it: nothing else is worth writing down. */
function classifyFiles(files: EditedFile[]): ClassFact {
  return classifyChange(
    files.map(({ path, mode, old, text }) => ({
      path,
      old: old === null ? null : { mode, bytes: Buffer.from(old) },
      new: { mode, bytes: Buffer.from(text) },
    })),
  )
}

/**
 * The name, or the next free one: somebody's branch is never moved, here or on a remote.
 * @throws Failure where a branch here has the name of one of its folders: no number helps then.
 */
async function freeBranch(repo: Repository, wanted: string): Promise<string> {
  const refs = (await listRefs(repo, 'refs/heads', 'refs/remotes')).map(({ ref }) => ref)
  const folder = refs.find(ref => `refs/heads/${wanted}`.startsWith(`${ref}/`))?.replace('refs/heads/', '')
  if (folder !== undefined)
    throw new Failure(`a branch is named ${folder}, and git cannot have ${wanted} beside it`, [
      { run: ['git', 'branch', '-m', folder, `${folder}-old`], where: 'here' },
    ])
  const taken = refs.map(branchOf)
  const isTaken = (name: string) => taken.some(other => other === name || other.startsWith(`${name}/`))
  if (!isTaken(wanted)) return wanted
  for (let number = 2; ; number += 1) if (!isTaken(`${wanted}-${number}`)) return `${wanted}-${number}`
}

async function ledgerEntries(
  repo: Repository,
  { group, verdict, conditions, initiator, policy, base }: Proposal,
  improvement: Improvement,
  change: Change,
  tree: Oid,
): Promise<Entry[]> {
  const shared = {
    v: 1 as const,
    at: new Date().toISOString(),
    by: `${policy.run.bot.name} <${policy.run.bot.email}>`,
    clone: await cloneName(repo),
    repo: await repositoryName(repo, policy.ledger.remote),
    commit: improvement.commit,
    change: change.digest,
    tree,
    improvement: improvement.id,
  }
  const findings: Json[] = group.mends.map(({ finding }) => ({
    fingerprint: finding.fingerprint,
    rewrite: finding.rewrite,
    path: finding.path,
    symbol: finding.symbol,
    facts: finding.facts.map(fact => ({ kind: fact.kind, says: fact.says, from: { ...fact.from } })),
    data: finding.data,
  }))
  const { branch, improver, title, class: name } = improvement
  const proposed = { branch, improver, title, class: name, initiator, base, findings }
  const validated = { what: 'run', base, ...verdictJson(verdict, conditions) }
  return [
    { ...shared, kind: 'proposed', data: proposed },
    { ...shared, kind: 'validated', data: validated },
  ]
}
