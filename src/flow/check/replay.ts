import { isDeepStrictEqual } from 'node:util'
import { readChange } from '../../git/changes.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { CheckStatus, Verdict } from '../../model/check.ts'
import type { Filed } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { CHECK_NAMES, type CheckName } from '../../model/policy.ts'
import { policyInForce } from '../policyInForce.ts'
import type { Witness } from '../witness.ts'
import { answer } from './checkRange.ts'
import type { Conditions } from './conditions.ts'
import { improvementOf } from './improvementOf.ts'
import { findValidated, type Recorded, readRecord } from './recordedVerdict.ts'
import { verdictJson } from './verdictJson.ts'

export type Replayed = {
  /** The entry that was played again, and who said it when. */
  entry: Digest
  by: string
  at: string
  base: Oid
  head: Oid
  /** Whether each check and the whole came out as it did. */
  same: boolean
  checks: { name: CheckName; before: CheckStatus; now: CheckStatus; why: string }[]
  /** What is different beside the outcome: another node, another system. */
  differences: { what: string; before: string; now: string }[]
  notes: string[]
  verdict: Verdict
  conditions: Conditions
}

/**
 * Finds a recorded verdict again: the same two trees, the same checks and the same seed, on this machine. What is run to
 * test them is what this repository's policy says now: anybody can write a line that names another command.
 * @param id of a `validated` entry, or at least seven digits of it.
 * @throws Failure for an id that there is not or is not one, an entry that does not say its conditions, and trees that this clone
 *   does not have.
 */
export async function replay(
  repo: Repository,
  id: string,
  progress: (text: string) => void,
): Promise<Replayed> {
  const filed = await findValidated(repo, id)
  const { entry } = filed
  const then = readRecord(filed)
  const notes: string[] = []
  const ends = await endsOf(repo, filed, then, notes)
  const asked = { ...ends, required: then.required, seed: then.seed }
  const { verdict, conditions } = await answer(repo, await policyInForce(repo), asked, progress)
  const names = CHECK_NAMES.filter(name => then.checks[name] || verdict.checks[name])
  const checks = names.map(name => ({
    name,
    before: then.checks[name] ?? ('not-run' as const),
    now: verdict.checks[name]?.status ?? ('not-run' as const),
    why: verdict.checks[name]?.why ?? '',
  }))
  const alike = checks.every(one => one.before === one.now)
  if (alike && then.status !== verdict.status)
    notes.push(`it calls itself ${then.status ?? 'nothing'}, and its own checks come to ${verdict.status}`)
  return {
    entry: filed.id,
    by: entry.by,
    at: entry.at,
    ...ends,
    same: alike && then.status === verdict.status,
    checks,
    differences: differencesOf(then.told, { ...conditions, sandbox: verdict.sandbox }),
    notes,
    verdict,
    conditions,
  }
}

/**
 * Whether what comes of an entry could be written down, before it costs minutes.
 * @throws Failure where the entry is not about the commits that it names: whoever signed that would vouch for a commit that
 *   was not looked at.
 */
export async function requireRecordable(repo: Repository, id: string): Promise<void> {
  const filed = await findValidated(repo, id)
  const { base, head } = await endsOf(repo, filed, readRecord(filed), [])
  if (base === filed.entry.data.base && head === filed.entry.commit) return
  throw new Failure(
    `${filed.id.slice(0, 19)} is about trees that are not those of the commits it names: its replay is not recorded`,
    [{ run: ['git', 'improver', 'check', '--replay', filed.id.slice(7, 19)], where: 'here' }],
  )
}

/** Writes what came of it into the ledger, about the entry that was played again. What that says of itself is not repeated. */
export async function recordReplay(repo: Repository, replayed: Replayed, witness: Witness): Promise<Filed> {
  const { conditions, verdict, same, base, head } = replayed
  const improvement = await improvementOf(repo, base, head)
  const data = { what: 'replay', base, same, ...verdictJson(verdict, conditions) }
  const [filed] = await witness.record([
    {
      kind: 'validated',
      commit: head,
      change: (await readChange(repo, base, head)).digest,
      tree: conditions.tree,
      of: replayed.entry,
      ...(improvement && { improvement }),
      data,
    },
  ])
  return filed!
}

/** What was compared, by commits where they still have those trees: only commits can be measured. */
async function endsOf(
  repo: Repository,
  { entry }: Filed,
  then: Recorded,
  notes: string[],
): Promise<{ base: Oid; head: Oid }> {
  const has = async (oid: Oid) =>
    (await repo.run(['cat-file', '-e', `${oid}^{tree}`], { accept: [1, 128] })).code === 0
  const namedBy = async (oid: Oid | null, tree: Oid) =>
    oid && (await has(oid)) && (await repo.text(['rev-parse', `${oid}^{tree}`])) === tree ? oid : null
  const absent = (what: string) =>
    new Failure(`this clone does not have ${what}`, [{ run: ['git', 'fetch', '--all'], where: 'here' }])
  const base = (await namedBy(then.base, then.baseTree)) ?? then.baseTree
  if (!(await has(base))) throw absent(`the tree that was compared with, ${then.baseTree.slice(0, 12)}`)
  const head = (await namedBy(entry.commit, then.tree)) ?? then.tree
  if (await has(head)) return { base, head }
  if (!(await has(entry.commit))) throw absent(`${entry.commit.slice(0, 12)}, which the verdict is about`)
  notes.push('it was proven together with others of its run, and is played again alone')
  return { base, head: entry.commit }
}

/** Figures that are alike mean little when these are not. */
const TOLD = [
  'sandbox',
  'node',
  'system',
  'git',
  'version',
  'tests',
  'notRun',
  'installed',
  'limits',
] as const

function differencesOf(
  then: Recorded['told'],
  now: Conditions & { sandbox: string },
): Replayed['differences'] {
  return TOLD.flatMap(what => {
    const [before, after] = [then[what] ?? null, now[what]]
    return isDeepStrictEqual(before, after)
      ? []
      : [{ what, before: JSON.stringify(before), now: JSON.stringify(after) }]
  })
}
