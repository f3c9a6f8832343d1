import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newCheckCache } from '../../checks/checkCache.ts'
import { CHECKS } from '../../checks/checks.ts'
import { runChecks } from '../../checks/runChecks.ts'
import { commitOf, listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { writeTree } from '../../git/writeCommit.ts'
import { createImprovers } from '../../improvers/improvers.ts'
import type { Oid } from '../../model/change.ts'
import type { Candidate, Verdict } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import type { Finding, Improver, Observation } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { lineAt } from '../../source/lineAt.ts'
import type { Conditions } from '../check/conditions.ts'
import { conditionsHere } from '../check/conditions.ts'
import { docsCheck } from '../check/docsCheck.ts'
import { policyInForce } from '../policyInForce.ts'
import { probesFolder } from '../probesFolder.ts'
import { type Collected, collectSource } from './collectSource.ts'
import { commitImprovement } from './commitImprovement.ts'
import { editedFiles } from './editedFiles.ts'
import { apart, type Group, groupFindings, type Mend } from './groupFindings.ts'
import { gitIdentity } from './identity.ts'
import type { Improvement } from './improvement.ts'
import { knownFingerprints } from './knownFingerprints.ts'
import { observe } from './observe.ts'
import { prove } from './prove.ts'
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
  const improvers = pick(createImprovers(textDigest), options.only)

  options.progress('reading the code')
  const collected = await collectSource(repo, base, options.paths)
  const known = await knownFingerprints(repo)
  const seen = await observe(repo, base, policy, improvers, collected, options)
  let found: ReturnType<typeof find>
  try {
    found = seen.whileBusy(() => find(improvers, collected, known, seen.observations))
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
      ...seen.notRun.filter(note => options.only.some(name => note.startsWith(`${name}:`))),
      ...seen.notes,
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

  const { proven, dropped, sandbox } = await proveGroups(repo, base, policy, groups, collected, options)
  result.sandbox = sandbox
  result.dropped = dropped.map(({ mend, check, reason }) => ({
    improver: mend.finding.improver,
    file: mend.finding.path,
    check,
    reason,
  }))
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

function pick(improvers: Improver[], only: string[]): Improver[] {
  const unknown = only.find(name => !improvers.some(improver => improver.name === name))
  if (unknown !== undefined)
    throw new Failure(
      `there is no improver ${unknown}; there are: ${improvers.map(({ name }) => name).join(', ')}`,
    )
  return improvers.filter(({ name, isCostly }) => (only.length ? only.includes(name) : !isCostly))
}

/** Everything that could be better and was never proposed before, with its edits. */
function find(
  improvers: Improver[],
  { source }: Collected,
  known: Set<string>,
  observations: Observation[],
): { findings: Finding[]; mends: Mend[]; broke: string[] } {
  const findings: Finding[] = []
  const mends: Mend[] = []
  const broke: string[] = []
  for (const improver of improvers)
    try {
      for (const finding of improver.find(source, observations)) {
        if (known.has(finding.fingerprint)) continue
        findings.push(finding)
        const edits = improver.edit(finding, source)
        if (edits.length) mends.push({ finding, edits, gathers: improver.gathers })
      }
    } catch (error) {
      // Compilers fail on some code. That costs the others nothing, and is told whoever asked.
      broke.push(`${improver.name} broke off: ${(error as Error).message.split('\n')[0]}`)
    }
  return { findings, mends: apart(mends), broke }
}

async function proveGroups(
  repo: Repository,
  base: Oid,
  policy: Policy,
  groups: Group[],
  collected: Collected,
  options: RunOptions,
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
      const files = editedFiles(mends, collected)
      for (const { path, text } of files) {
        await mkdir(dirname(join(head, path)), { recursive: true })
        await writeFile(join(head, path), text)
      }
      const changed = files.map(({ path }) => path)
      const candidate: Candidate = { base: trees.base.path, head, changed }
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
        checks: [...CHECKS, docsCheck],
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
  const files = editedFiles(kept, collected).map(({ path, mode, text }) => ({
    path,
    mode,
    bytes: Buffer.from(text),
  }))
  const head = await writeTree(repo, base, files)
  return conditionsHere(repo, policy, { base, head, required: policy.checks.require, seed: null })
}

/** The same for the same findings on the same base, so that a run that was killed and started again agrees with itself. */
function improvementId(base: Oid, group: Group): string {
  const hash = createHash('sha256').update(base)
  for (const { finding } of group.mends) hash.update('\0').update(finding.fingerprint)
  return `I${hash.digest('hex').slice(0, 40)}`
}

function lineOf({ path, facts }: Finding, { source }: Collected): number {
  const from = facts.find(fact => fact.from.path === path)?.from
  const text = source.files.find(file => file.path === path)?.text
  return from && text !== undefined ? lineAt(text, from.start) : 1
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
