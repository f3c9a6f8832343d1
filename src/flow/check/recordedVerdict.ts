import type { Repository } from '../../git/repository.ts'
import { readIndexed } from '../../ledger/index/readIndexed.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { CheckStatus } from '../../model/check.ts'
import { type Filed, isJsonObject, type Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { CHECK_NAMES, type CheckName } from '../../model/policy.ts'

const STATUSES: readonly CheckStatus[] = ['passed', 'failed', 'inconclusive', 'not-run']

/**
 * The `validated` entry that a person means.
 * @throws Failure where there is none, or more than one.
 */
export async function findValidated(repo: Repository, id: string): Promise<Filed> {
  const digits = id.replace(/^sha256:/, '')
  const next = [{ run: ['git', 'improver', 'ledger', 'log', '--json'], where: 'here' as const }]
  if (!/^[0-9a-f]{7,64}$/.test(digits))
    throw new Failure(`${id} is no entry's id: it takes seven or more of its digits`, next)
  const found = new Map<Digest, Filed>()
  for await (const line of readIndexed(repo, ['validated']))
    if ('entry' in line && line.id.startsWith(`sha256:${digits}`)) found.set(line.id, line)
  const [first, second] = found.values()
  if (!first) throw new Failure(`no verdict in the ledger is known as ${id}`, next)
  if (second) throw new Failure(`${id} could be ${[...found.keys()].slice(0, 3).join(' or ')}`, next)
  return first
}

/** What an entry says that is needed to find its verdict again. */
export type Recorded = {
  baseTree: Oid
  tree: Oid
  base: Oid | null
  required: CheckName[]
  seed: number | null
  /** What it says of itself as a whole, whatever its checks say. */
  status: CheckStatus | null
  checks: Partial<{ [K in CheckName]: CheckStatus }>
  told: { [key: string]: Json }
}

/**
 * Reads a recorded verdict. Anybody can have written it: each field is looked at.
 * @throws Failure for one that says too little to be found again.
 */
export function readRecord({ id, entry: { data } }: Filed): Recorded {
  const { conditions, checks } = data
  const bad = (what: string) =>
    new Failure(`${id.slice(0, 19)} cannot be played again: it does not say ${what}`, [
      { run: ['git', 'improver', 'check', '--record'], where: 'here' },
    ])
  if (!isJsonObject(conditions)) throw bad('under which conditions its verdict was found')
  const { baseTree, tree, required, seed } = conditions
  if (!isOid(baseTree) || !isOid(tree)) throw bad('which trees it compared')
  if (!Array.isArray(required) || !required.length || !required.every(isCheck))
    throw bad('which checks were run')
  if (!isJsonObject(checks)) throw bad('how each check came out')
  const read: Recorded['checks'] = {}
  for (const name of CHECK_NAMES) {
    const one = checks[name]
    const status = isJsonObject(one) && STATUSES.find(known => known === one.status)
    if (status) read[name] = status
  }
  return {
    baseTree,
    tree,
    base: isOid(data.base) ? data.base : null,
    required: [...new Set(required)],
    seed: typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0 ? seed : null,
    status: STATUSES.find(known => known === data.status) ?? null,
    checks: read,
    told: { ...conditions, sandbox: data.sandbox ?? null },
  }
}

function isOid(value: Json | undefined): value is Oid {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
}

function isCheck(value: Json): value is CheckName {
  return CHECK_NAMES.some(name => name === value)
}
