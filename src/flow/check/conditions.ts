import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { arch, platform, release } from 'node:os'
import { join } from 'node:path'
import { peerVersions } from '../../checks/peerVersions.ts'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import { listTree } from '../../git/listTree.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid, Path } from '../../model/change.ts'
import type { CheckName, Policy } from '../../model/policy.ts'
import { packageVersion } from '../packageRoot.ts'

/** Everything that a verdict hangs on beside the code of the checks: with the same conditions the same should come out. */
export type Conditions = {
  /** The two trees that were compared. */
  baseTree: Oid
  tree: Oid
  /** The head's lock files, and what its package manager says is installed, by the digests of their bytes. */
  locks: { [path: Path]: Digest }
  installed: { [path: Path]: Digest }
  required: CheckName[]
  /** `checks.tests` and `checks.not_run` of the policy. */
  tests: string | null
  notRun: 'tell' | 'refuse'
  /** `checks.coverage` of the policy: how the tests are run. */
  coverage?: true
  /** `checks.audit` of the policy: whether a registry was asked. */
  audit?: true
  /** `checks.behaviour.noticed` of the policy, where it says so. */
  noticed?: number
  /** The libraries that checks load where they are installed, by their versions, or `absent`. */
  libraries: { [name: string]: string }
  /** For each command that a check runs. */
  limits: {
    timeoutMs: number
    memoryBytes: number
    processes: number
    outputBytes: number
    diskBytes: number
  }
  /** What everything that is drawn by chance begins with; null where nothing is. */
  seed: number | null
  node: string
  system: string
  git: string
  version: string
}

/** What package managers freeze dependencies in. */
const LOCKS = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/

/** Where npm, pnpm and yarn say what lies in `node_modules`, and Yarn's Plug'n'Play which archives it takes instead. */
const INSTALLED = [
  ...['.package-lock.json', '.pnpm/lock.yaml', '.yarn-state.yml', '.yarn-integrity'].map(
    name => `node_modules/${name}`,
  ),
  '.pnp.cjs',
  '.pnp.data.json',
  '.pnp.loader.mjs',
]

/** What a verdict is asked about: two commits or trees, which checks, and what chance begins with. */
export type Question = { base: Oid; head: Oid; required: CheckName[]; seed: number | null }

/** The conditions of a verdict on this machine, under this policy. */
export async function conditionsHere(
  repo: Repository,
  { checks: { tests, not_run: notRun, coverage, audit, behaviour } }: Policy,
  { base, head, required, seed }: Question,
): Promise<Conditions> {
  return {
    baseTree: await repo.text(['rev-parse', `${base}^{tree}`]),
    tree: await repo.text(['rev-parse', `${head}^{tree}`]),
    locks: await locksOf(repo, head),
    installed: await installedIn(repo),
    required,
    tests,
    notRun,
    ...(coverage && { coverage }),
    ...(audit && { audit }),
    ...(behaviour && { noticed: behaviour.noticed }),
    libraries: peerVersions(),
    limits: CHECK_LIMITS,
    seed,
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    git: (await repo.text(['version'])).replace(/^git version /, ''),
    version: packageVersion(),
  }
}

async function locksOf(repo: Repository, head: Oid): Promise<Conditions['locks']> {
  const files = (await listTree(repo, head)).filter(({ path }) => LOCKS.test(path))
  const objects = openObjects(repo)
  const locks: Conditions['locks'] = {}
  try {
    for (const { path, oid } of files) {
      const blob = await objects.get(oid)
      if (blob) locks[path] = digest(blob.bytes)
    }
  } finally {
    objects.close()
  }
  return locks
}

/** What the checks are lent, which the lock file of another commit need not say. */
export async function installedIn(repo: Repository): Promise<Conditions['installed']> {
  const installed: { [path: Path]: Digest } = {}
  if (repo.bare) return installed
  for (const path of INSTALLED) {
    const bytes = await readFile(join(repo.dir, path)).catch(() => null)
    if (bytes) installed[path] = digest(bytes)
  }
  return installed
}

function digest(bytes: Uint8Array): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}`
}
