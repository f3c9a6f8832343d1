import { openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid, Path } from '../model/change.ts'
import type { OwnersFact } from '../model/owners.ts'
import type { CodeOwners } from '../policy/owners/ownerRule.ts'
import { ownersOfPath } from '../policy/owners/ownersOfPath.ts'
import { LARGEST_CODEOWNERS, parseCodeOwners } from '../policy/owners/parseCodeOwners.ts'
import { pathSpellings } from '../policy/pathSpellings.ts'
import { findRuleFiles } from './ruleFiles.ts'

/** What CODEOWNERS asks of a change to these paths. */
export type OwnerLookup = (paths: Path[]) => Promise<OwnersFact>

/** Rules times paths at the most, in units of a rule that is refused by its first letters: under 20 s (measured). */
const MOST_COMPARED = 30_000_000
/** What a rule costs that may fit in any folder. */
const UNTIED = 30

/**
 * The owners as they stand in a commit: the old value of the ref that something lands on, never what is pushed. The file
 * is read when somebody first asks, which is when an AI commit needs a review, and then once.
 * @param at null where there is no such commit yet, and so no owners.
 */
export function openOwners(repo: Repository, at: Oid | null): OwnerLookup {
  let read: Promise<CodeOwners | string | null> | undefined
  return async paths => {
    read ??= at ? readOwners(repo, at) : Promise.resolve(null)
    return ownersFact(await read, paths)
  }
}

/**
 * What owners ask of a change to these paths.
 * @param owners as read; why they cannot be, in words; null where there are none.
 */
export function ownersFact(owners: CodeOwners | string | null, paths: Path[]): OwnersFact {
  if (owners === null) return { demands: [], problems: [], unreadable: null }
  if (typeof owners === 'string') return { demands: [], problems: [], unreadable: owners }
  const problems = owners.problems.map(({ line, what }) => `${owners.file}:${line} ${what}`)
  const rules = owners.sections.flatMap(section => section.rules)
  const cost = rules.reduce((sum, { pattern }) => sum + (pattern.first ? 1 : UNTIED), 0)
  if (cost * paths.length > MOST_COMPARED)
    return {
      demands: [],
      problems,
      unreadable: `${owners.file} has ${rules.length} rules, too many for a change of ${paths.length} files: split it`,
    }
  const demands = paths.flatMap(path =>
    pathSpellings(path).flatMap(spelling =>
      ownersOfPath(owners, spelling).map(demand => ({ ...demand, path })),
    ),
  )
  return { demands, problems, unreadable: null }
}

async function readOwners(repo: Repository, at: Oid): Promise<CodeOwners | string | null> {
  const { owners: file } = await findRuleFiles(repo, at)
  if (!file) return null
  if (!file.mode.startsWith('100')) return `${file.path} is no plain file, and a forge would not follow it`
  if (file.size > LARGEST_CODEOWNERS) return `${file.path}: it is larger than ${LARGEST_CODEOWNERS >> 20} MB`
  const objects = openObjects(repo)
  try {
    const object = await objects.get(file.oid)
    if (object?.type !== 'blob') return `${file.path} is not there to be read`
    const parsed = parseCodeOwners(object.bytes.toString('utf8'), file.path)
    return typeof parsed === 'string' ? `${file.path}: ${parsed}` : parsed
  } finally {
    objects.close()
  }
}
