import type { Repository } from '../git/repository.ts'
import type { ModeBlob, Oid, Path } from '../model/change.ts'
import { CODEOWNERS_PLACES } from '../policy/owners/codeOwnersPlaces.ts'
import { POLICY_PATH } from './loadPolicy.ts'

export type RuleFile = ModeBlob & { path: Path; size: number }

/** The files of a commit by which everything is judged: the policy, and the CODEOWNERS file that counts. */
export type RuleFiles = { policy: RuleFile | null; owners: RuleFile | null }

/** Reads where they stand and what they are, not what they say. */
export async function findRuleFiles(repo: Repository, at: Oid): Promise<RuleFiles> {
  const args = ['ls-tree', '-l', '-z', '--full-tree', at, '--', POLICY_PATH, ...CODEOWNERS_PLACES]
  const { stdout } = await repo.run(args)
  const files = new Map<Path, RuleFile>()
  for (const line of stdout.toString('utf8').split('\0')) {
    const [, mode, type, oid, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? []
    if (mode && oid && path && type === 'blob') files.set(path, { mode, oid, path, size: Number(size) || 0 })
  }
  const owners = CODEOWNERS_PLACES.map(place => files.get(place)).find(file => file !== undefined)
  return { policy: files.get(POLICY_PATH) ?? null, owners: owners ?? null }
}
