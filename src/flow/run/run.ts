import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from '../../checks/check.ts'
import { newCheckCache } from '../../checks/checkCache.ts'
import { CHECKS } from '../../checks/checks.ts'
import { runChecks } from '../../checks/runChecks.ts'
import { commitOf, listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { writeTree } from '../../git/writeCommit.ts'
import { createImprovers } from '../../improvers/improvers.ts'
import { REPOSITORY } from '../../improvers/repair.ts'
import type { Oid } from '../../model/change.ts'
import type { Candidate, Verdict } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import type { Finding, Improver } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Conditions } from '../check/conditions.ts'
import { conditionsHere } from '../check/conditions.ts'
import { docsCheck } from '../check/docsCheck.ts'
import { listImprovements } from '../improvements/listImprovements.ts'
import { policyInForce } from '../policyInForce.ts'
import { probesFolder } from '../probesFolder.ts'
import { applyEdits } from './applyEdits.ts'
import { chooseImprovers } from './chooseImprovers.ts'
import { type Collected, collectSource, editableIn } from './collectSource.ts'
import { commitImprovement } from './commitImprovement.ts'
import { openDeclined } from './declined.ts'
import { findMends, lineOf } from './findMends.ts'
import { type Group, groupFindings, type Mend } from './groupFindings.ts'
import { gitIdentity } from './identity.ts'
import type { Improvement } from './improvement.ts'
import { knownFingerprints } from './knownFingerprints.ts'
import { observe } from './observe.ts'
import { prove } from './prove.ts'
import { repairChecks } from './repairChecks.ts'
import { openWorkFolder } from './workFolder.ts'

export type RunOptions = {
  /** Names of improvers; all when empty. */
  only: string[]
  limit: number | null
  dryRun: boolean
  /** Files or folders, relative to the top of the repository; all when empty. */
  paths: string[]
  /** Told what is being done, for a person who waits. */
  progress(text: string): void
}

/** A finding with the line, from 1, that the first of its facts was read from. */
export type Found = Finding & { line: number }

export type RunResult = {
  base: Oid
  findings: Found[]
  improvements: Improvement[]
  dropped: { improver: string; file: string; check: string; reason: string }[]
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
  const room = await openRoom(repo, base, policy)

  options.progress('reading the code')
  const known = await knownFingerprints(repo)
  const past = known.size ? await listImprovements(repo) : []
  const { improvers, waiting } = chooseImprovers(
    createImprovers(textDigest, policy.run.improvers),
    options.only,
    past,
    policy,
  )
  const settings = improvers.some(({ needs }) => needs.includes(REPOSITORY))
  const collected = await collectSource(repo, base, options.paths, settings)
  const isDeclined = openDeclined(known, past)
  const seen = await observe(repo, base, policy, improvers, collected, options)
  let found: ReturnType<typeof findMends>
  try {
    found = seen.whileBusy(() => findMends(improvers, collected, isDeclined, seen.observations))
  } finally {
    seen.close()
  }
  const { findings, mends, broke } = found
  const result: RunResult = {
    base,
    findings: findings.map(finding => ({ ...finding, line: lineOf(finding, collected) })),
    improvements: [],
    dropped: [],
    skipped: collected.skipped,
    sandbox: null,
    // Nobody who has no linter is told so, unless they asked for it.
    notes: [
      ...waiting,
      ...seen.notes,
      ...seen.notRun.filter(note => options.only.some(name => note.startsWith(`${name}:`))),
      ...broke,
    ],
  }
  const limit = Math.min(options.limit ?? Number.POSITIVE_INFINITY, room.left)
  const groups = groupFindings(mends, policy.run.group_by, policy.run.max_lines).slice(0, Math.max(0, limit))
  if (mends.length && room.left <= 0)
    result.notes.push(
      `${room.open} improvements are open already and run.max_open is ${policy.run.max_open}: review, merge or delete some first`,
    )
  if (options.dryRun || groups.length === 0) return result

  // What is broken is judged apart: only of that behaviour may change.
  const isRepair = ({ mends: [first] }: Group) => first?.finding.level !== undefined
  const proven: Awaited<ReturnType<typeof proveGroups>>['proven'] = []
  for (const lot of [groups.filter(isRepair), groups.filter(group => !isRepair(group))]) {
    if (lot.length === 0) continue
    const checks = [...CHECKS, docsCheck]
    const told = await proveGroups(
      repo,
      base,
      policy,
      lot,
      collected,
      options,
      isRepair(lot[0]!) ? repairChecks(checks) : checks,
    )
    result.sandbox = told.sandbox
    proven.push(...told.proven)
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
        id: improvementId(base, group),
        version: versionOf(improvers, group),
      }),
    )
  }
  return result
}

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

/** How many improvements may still be opened; a branch in the way of `ai/...` makes that none at all. */
async function openRoom(
  repo: Repository,
  base: Oid,
  policy: Policy,
): Promise<{ open: number; left: number }> {
  const prefix = `refs/heads/${policy.branches.ai}`
  const stem = prefix.replace(/\/$/, '')
  const refs = await listRefs(repo, stem)
  if (refs.some(({ ref }) => ref === stem)) {
    const name = stem.replace('refs/heads/', '')
    throw new Failure(`a branch is named ${name}, and git cannot have ${name}/... beside it`, [
      { run: ['git', 'branch', '-m', name, `${name}-old`], where: 'here' },
    ])
  }
  const merged = new Set(
    (await repo.text(['for-each-ref', '--format=%(refname)', `--merged=${base}`, prefix])).split('\n'),
  )
  const open = refs.filter(({ ref }) => !merged.has(ref)).length
  return { open, left: policy.run.max_open - open }
}

async function proveGroups(
  repo: Repository,
  base: Oid,
  policy: Policy,
  groups: Group[],
  collected: Collected,
  options: RunOptions,
  checks: readonly Check[],
) {
  const sandbox = await openSandbox(policy.sandbox)
  const work = openWorkFolder()
  try {
    const open = (name: string) => openWarmTree(repo, join(work.path, name), sandbox.kind !== 'none')
    const trees = { base: open('base'), head: open('head') }
    const cache = newCheckCache()
    const check = async (mends: Mend[]): Promise<Verdict> => {
      options.progress(`proving ${mends.length} change${mends.length === 1 ? '' : 's'}`)
      // Both: what the proof before this one did to either is not part of this one.
      for (const tree of [trees.base, trees.head]) await tree.fill(base)
      const head = trees.head.path
      const texts = editedTexts(mends, collected)
      for (const [path, text] of texts) await writeFile(join(head, path), text)
      const candidate: Candidate = { base: trees.base.path, head, changed: [...texts.keys()] }
      return runChecks(candidate, policy.checks.require, {
        sandbox,
        probes: probesFolder(),
        workTree: repo.dir,
        tests: policy.checks.tests,
        audit: policy.checks.audit,
        coverage: policy.checks.coverage,
        notRun: policy.checks.not_run,
        cache,
        baseTree: base,
        checks,
      })
    }
    const { kept, verdict, dropped } = await prove(
      groups.flatMap(group => group.mends),
      check,
    )
    if (!verdict) return { proven: [], dropped, sandbox: sandbox.kind }
    const still = new Set(kept)
    const conditions = await conditionsOf(repo, base, policy, kept, collected)
    const proven = groups
      .map(group => ({ ...group, mends: group.mends.filter(mend => still.has(mend)) }))
      .filter(group => group.mends.length)
      .map(group => ({ group, verdict, conditions }))
    return { proven, dropped, sandbox: sandbox.kind }
  } finally {
    work.close()
  }
}

/** What the verdict was found under: on the tree that has all that was kept. */
async function conditionsOf(
  repo: Repository,
  base: Oid,
  policy: Policy,
  kept: Mend[],
  collected: Collected,
): Promise<Conditions> {
  const files = [...editedTexts(kept, collected)].map(([path, text]) => ({
    path,
    mode: collected.modes.get(path) ?? '100644',
    bytes: Buffer.from(text),
  }))
  const head = await writeTree(repo, base, files)
  return conditionsHere(repo, policy, { base, head, required: policy.checks.require, seed: null })
}

/** The whole text of each file after the mends. */
export function editedTexts(mends: Mend[], collected: Collected): Map<string, string> {
  const edits = mends.flatMap(mend => mend.edits)
  const texts = new Map<string, string>()
  for (const file of editableIn(collected)) {
    if (edits.some(edit => edit.path === file.path)) texts.set(file.path, applyEdits(file, edits))
  }
  return texts
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
