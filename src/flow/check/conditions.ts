import { hash } from 'node:crypto'
import { arch, platform, release } from 'node:os'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import { listTree } from '../../git/listTree.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid, Path } from '../../model/change.ts'
import type { Conditions } from '../../model/conditions.ts'
import type { CheckName, Policy } from '../../model/policy.ts'
import { packageVersion } from '../packageRoot.ts'

/** What package managers freeze dependencies in. */
const LOCKS = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/

/** The conditions of a verdict on this machine. */
export async function conditionsHere(
  repo: Repository,
  policy: Policy,
  { base, head, required, seed }: { base: Oid; head: Oid; required: CheckName[]; seed: number },
): Promise<Conditions> {
  return {
    baseTree: await repo.text(['rev-parse', `${base}^{tree}`]),
    tree: await repo.text(['rev-parse', `${head}^{tree}`]),
    locks: await locksOf(repo, head),
    required,
    tests: policy.checks.tests,
    limits: CHECK_LIMITS,
    seed,
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    git: (await repo.text(['version'])).replace(/^git version /, ''),
    version: packageVersion(),
  }
}

async function locksOf(repo: Repository, head: Oid): Promise<{ [path: Path]: Digest }> {
  const files = (await listTree(repo, head)).filter(({ path }) => LOCKS.test(path))
  const objects = openObjects(repo)
  const locks: { [path: Path]: Digest } = {}
  try {
    for (const { path, oid } of files) {
      const blob = await objects.get(oid)
      if (blob) locks[path] = `sha256:${hash('sha256', blob.bytes, 'hex')}`
    }
  } finally {
    objects.close()
  }
  return locks
}
