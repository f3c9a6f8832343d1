import { createHash } from 'node:crypto'
import { CHECKS } from '../../checks/checks.ts'
import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { createImprovers } from '../../improvers/improvers.ts'
import { isBenchmark, isMeasured } from '../../improvers/performance.ts'
import { REPOSITORY } from '../../improvers/repair.ts'
import type { Oid } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Finding, Improver } from '../../model/finding.ts'
import { docsCheck } from '../check/docsCheck.ts'
import { listImprovements } from '../improvements/listImprovements.ts'
import { hasLimits } from '../measure/holdToLimits.ts'
import { policyInForce } from '../policyInForce.ts'
import { benchmarkChecks } from './benchmarkChecks.ts'
import { chooseImprovers } from './chooseImprovers.ts'
import { type Collected, collectSource } from './collectSource.ts'
import { commitImprovement } from './commitImprovement.ts'
import { openDeclined, proposedPaths } from './declined.ts'
import { type Group, groupFindings, type Mend } from './groupFindings.ts'
import { gitIdentity } from './identity.ts'
import type { Improvement } from './improvement.ts'
import { knownFingerprints } from './knownFingerprints.ts'
import type { Found, Looked } from './looked.ts'
import { lookFor } from './lookFor.ts'
import { openRoom } from './openRoom.ts'
import { proveGroups } from './proveGroups.ts'
import { repairChecks } from './repairChecks.ts'
import { openRunMemory } from './runMemory.ts'
import type { Scope } from './scope.ts'
import { type DroppedMend, sift } from './sift.ts'
import { silentSince, talksAbout } from './silence.ts'

export type RunOptions = {
  /** Names of improvers; all when empty. */
  only: string[]
  limit: number | null
  dryRun: boolean
  scope: Scope
  /** Whether nobody waits for it: then it does nothing while nobody answers what it proposed before. */
  unattended: boolean
  /** Whether what earlier runs found out about the same commit is not believed. */
  fresh: boolean
  /** Told what is being done, for a person who waits. */
  progress(text: string): void
}

export type RunResult = {
  base: Oid
  findings: Found[]
  improvements: Improvement[]
  dropped: DroppedMend[]
  skipped: { path: string; why: string }[]
  sandbox: string | null
  /** What the person should know besides. */
  notes: string[]
}

/**
 * The main job: reads the committed state of HEAD, finds what could be better, proves it in a sandbox and
 * commits what holds under `ai/`. The work tree, the index, HEAD and every branch of a person stay as they are.
 * @throws Failure for a repository that it cannot work in, with the mend.
 */
export async function run(repo: Repository, options: RunOptions): Promise<RunResult> {
  const base = await requireBase(repo)
  const policy = await policyInForce(repo)
  const initiator = await gitIdentity(repo)
  const room = await openRoom(repo, base, policy, options.scope.shard)

  options.progress('reading the code')
  const known = await knownFingerprints(repo)
  const past = known.size || options.unattended ? await listImprovements(repo) : []
  const silent = options.unattended ? silentSince(await talksAbout(repo, past), Date.now()) : null
  if (silent !== null)
    return nothing(
      base,
      `nobody has answered anything for a week, and something has waited since ${day(silent)}`,
    )
  const all = createImprovers(textDigest, policy.run.improvers)
  const { improvers, waiting } = chooseImprovers(all, options.only, past, policy)
  const settings = improvers.some(({ needs }) => needs.includes(REPOSITORY))
  let reading: Promise<Collected> | undefined
  const collect = () => {
    reading ??= collectSource(repo, base, options.scope, settings)
    return reading
  }
  const look = { ...options, tested: proposedPaths('tests', past), known }
  const memory = await openRunMemory(repo, base, policy, look, options.fresh)
  const looked: Looked[] = []
  for (const improver of improvers)
    looked.push(await lookFor(repo, base, policy, improver, collect, memory, look))
  const isAskedFor = (note: string) => options.only.some(name => note.startsWith(`${name}:`))
  const { findings, mends, dropped } = sift(looked, openDeclined(known, past), memory)
  const result: RunResult = {
    base,
    findings,
    improvements: [],
    dropped,
    skipped: looked[0]?.skipped ?? [],
    sandbox: null,
    // Nobody who has no linter is told so, unless they asked for it.
    notes: [...waiting, ...looked.flatMap(one => [...one.notes, ...one.notRun.filter(isAskedFor)])],
  }
  if (dropped.length) result.notes.push(provenBefore(dropped.length))
  const limit = Math.min(options.limit ?? Number.POSITIVE_INFINITY, room.left)
  const { group_by: by, max_lines: lines } = policy.run
  // What each costs is measured alone, and two that keep a limit may break it together.
  const isAlone = ({ finding }: Mend) => isMeasured(finding.improver) && hasLimits(policy.checks.performance)
  const groups = groupFindings(mends, by, lines, isAlone).slice(0, Math.max(0, limit))
  if (mends.length && room.left <= 0) result.notes.push(noRoom(room.open, policy.run.max_open))
  if (options.dryRun || groups.length === 0) return result

  // What is broken is judged apart: only of that behaviour may change. New benchmarks are proven before what is measured with them.
  const isRepair = ({ mends: [first] }: Group) => first?.finding.level !== undefined
  const isForBench = ({ mends: [first] }: Group) => first !== undefined && isBenchmark(first.finding)
  const checks = [...CHECKS, docsCheck]
  const lots = [
    { groups: groups.filter(isRepair), checks: repairChecks(checks) },
    {
      groups: groups.filter(isForBench),
      checks: benchmarkChecks(checks, mends.map(of => of.finding).filter(isBenchmark)),
    },
    { groups: groups.filter(group => !isRepair(group) && !isForBench(group)), checks },
  ]
  const collected = await collect()
  const proven: Awaited<ReturnType<typeof proveGroups>>['proven'] = []
  for (const lot of lots) {
    if (lot.groups.length === 0) continue
    const { progress } = options
    const proposed = proven
      .flatMap(({ group }) => group.mends.map(({ finding }) => finding))
      .filter(isBenchmark)
    const told = await proveGroups(repo, base, policy, lot.groups, collected, lot.checks, progress, proposed)
    result.sandbox = told.sandbox
    proven.push(...told.proven)
    memory.keepRefuted(told.dropped.filter(({ isLasting }) => isLasting))
    for (const { mend, check, reason } of told.dropped)
      result.dropped.push({ improver: mend.finding.improver, file: mend.finding.path, check, reason })
  }
  for (const { group, verdict, conditions } of proven) {
    options.progress(`committing ${group.path}`)
    result.improvements.push(
      await commitImprovement(repo, {
        base,
        group,
        title: titleFor(improvers, group),
        verdict,
        conditions,
        policy,
        initiator,
        collected,
        shard: options.scope.shard,
        id: improvementId(base, group),
        version: versionOf(improvers, group),
      }),
    )
  }
  return result
}

function provenBefore(count: number): string {
  const what = count === 1 ? 'one change was' : `${count} changes were`
  return `${what} proven not to hold by an earlier run, and not tried again: --fresh tries everything`
}

function noRoom(open: number, most: number): string {
  return open < most
    ? `of the ${most - open} improvements that may still be opened none is this part's share`
    : `${open} improvements are open already and run.max_open is ${most}: review, merge or delete some first`
}

/** What a run comes to that did not look. */
function nothing(base: Oid, why: string): RunResult {
  const note = `nothing was looked for: ${why}; git improver list says what waits`
  return { base, findings: [], improvements: [], dropped: [], skipped: [], sandbox: null, notes: [note] }
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

async function requireBase(repo: Repository): Promise<Oid> {
  if (repo.bare)
    throw new Failure(`${repo.dir} is bare: run works in a clone, where dependencies are installed`, [
      { run: ['git', 'clone', repo.dir, 'clone'], where: 'here' },
    ])
  const base = await commitOf(repo, 'HEAD')
  if (!base)
    throw new Failure(`${repo.dir} has no commit yet`, [
      { run: ['git', 'commit', '--allow-empty', '-m', 'Start'], where: 'here' },
    ])
  return base
}

/** The same for the same findings on the same base, so that a run that was killed and started again agrees with itself. */
function improvementId(base: Oid, group: Group): string {
  const hash = createHash('sha256').update(base)
  for (const { finding } of group.mends) hash.update('\0').update(finding.fingerprint)
  return `I${hash.digest('hex').slice(0, 40)}`
}

/** The finding's own, or one that its improver finds for several. */
function titleFor(improvers: Improver[], { mends }: Group): string {
  const findings = mends.map(({ finding }) => finding)
  const [first, ...others] = findings as [Finding]
  const improver = improvers.find(({ name }) => name === first.improver)
  return others.length && improver ? improver.titleOf(findings) : first.title
}

function versionOf(improvers: Improver[], group: Group): string {
  const name = group.mends[0]?.finding.improver ?? ''
  const improver = improvers.find(one => one.name === name)
  const rewrites = new Set(group.mends.map(({ finding }) => finding.rewrite))
  const rewrite = rewrites.size === 1 ? [...rewrites][0] : null
  return `${name}${rewrite && rewrite !== name ? `/${rewrite}` : ''}@${improver?.version ?? 1}`
}
