import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { Failure } from '../model/failure.ts'
import { lockouts } from '../policy/lockouts.ts'
import { CODEOWNERS_PLACES } from '../policy/owners/codeOwnersPlaces.ts'
import type { CodeOwners } from '../policy/owners/ownerRule.ts'
import { parseCodeOwners } from '../policy/owners/parseCodeOwners.ts'
import { readExamples } from '../policy/readExamples.ts'
import { readPolicy } from '../policy/readPolicy.ts'
import { POLICY_PATH } from './loadPolicy.ts'
import { presetTexts } from './packageRoot.ts'
import { type TriedExample, tryExamples } from './tryExamples.ts'

/** Beside the policy; nothing is judged by it. */
export const EXAMPLES_PATH = '.improver/examples.yaml'

/** What a test of the work tree's policy found. `examples` is null where there is no such file. */
export type TestedPolicy = { ok: boolean; policy: string; file: string; examples: TriedExample[] | null }

/**
 * Tests the policy of the work tree: that it can be read, that it locks nobody out, and that its examples hold under
 * it and under the work tree's CODEOWNERS.
 * @throws Failure (exit 2) for a file that is missing or wrong.
 */
export async function testPolicy(repo: Repository): Promise<TestedPolicy> {
  const text = await readHere(repo, POLICY_PATH)
  if (text === null)
    throw new Failure(`${join(repo.dir, POLICY_PATH)} is not there`, [
      { run: ['git', 'improver', 'init'], where: 'here' },
    ])
  const policy = readPolicy(text, presetTexts(), POLICY_PATH)
  const now = Math.floor(Date.now() / 1000)
  const locked = lockouts(policy, now)
  if (locked.length) throw new Failure(`${POLICY_PATH}: ${locked.join('; ')}`)
  const written = await readHere(repo, EXAMPLES_PATH)
  const found = { ok: true, policy: POLICY_PATH, file: EXAMPLES_PATH, examples: null }
  if (written === null) return found
  const owners = policy.reviews.owners ? await ownersHere(repo) : null
  // A new file in a place that goes before today's takes its part, and the first one of all does.
  const last = owners ? CODEOWNERS_PLACES.indexOf(owners.path) : CODEOWNERS_PLACES.length
  const rules = [POLICY_PATH, ...(policy.reviews.owners ? CODEOWNERS_PLACES.slice(0, last + 1) : [])]
  const read = readExamples(written, policy, EXAMPLES_PATH)
  const examples = tryExamples(read, policy, owners?.read ?? null, rules, now)
  return { ...found, ok: examples.every(({ holds }) => holds), examples }
}

async function ownersHere(repo: Repository): Promise<{ path: string; read: CodeOwners | string } | null> {
  for (const path of CODEOWNERS_PLACES) {
    const text = await readHere(repo, path)
    if (text === null) continue
    const read = parseCodeOwners(text, path)
    return { path, read: typeof read === 'string' ? `${path}: ${read}` : read }
  }
  return null
}

/** Null where there is no such file; what cannot be read is told, since it would be judged as if it were not there. */
async function readHere(repo: Repository, path: string): Promise<string | null> {
  try {
    return await readFile(join(repo.dir, path), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new Failure(`${path} cannot be read: ${code}`)
  }
}
