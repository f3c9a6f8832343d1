import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import { textFile } from './fileState.ts'
import type { InstallFacts } from './installFacts.ts'
import type { InstallStep } from './installStep.ts'
import { needsClaimed, type PolicyFileChoices, policyFileText } from './policyFile.ts'
import { protectedBranch } from './protectedBranch.ts'

/** The policy's part of a plan. `protect` is what the new file protects; null when a file is there already. */
export type PolicyPart = { steps: InstallStep[]; notes: string[]; next: Step[]; protect: string[] | null }

/**
 * Plans `.improver/policy.yaml` where there is none. It is written and never committed: that is a person's act.
 * @throws Failure when git knows no person, nobody could review under the preset, or `.improver` leads elsewhere.
 */
export function planPolicy(
  facts: InstallFacts,
  { preset }: { preset: PolicyFileChoices['preset'] },
): PolicyPart {
  const folder = join(facts.dir, '.improver')
  const path = join(folder, 'policy.yaml')
  const next: Step[] = [
    { run: ['git', 'add', '.improver'], where: 'here' },
    { run: ['git', 'commit', '-m', 'Add the policy of git-improver'], where: 'here' },
  ]
  if (facts.policy.kind !== 'absent')
    return { steps: [], notes: [], next: facts.policyTracked ? [] : next, protect: null }
  // A repository from elsewhere could bring a link and have us write outside of it.
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat && !stat.isDirectory())
    throw new Failure(`${folder} is not a directory, so there is no place for a policy`)
  const branch = protectedBranch(facts)
  const { identity, signingKey } = facts
  if (!identity)
    throw new Failure('git does not know who you are, and the policy names people', [
      { run: ['git', 'config', '--global', 'user.name', 'Your Name'], where: 'here' },
      { run: ['git', 'config', '--global', 'user.email', 'you@example.org'], where: 'here' },
    ])
  if (preset === 'strict' && !signingKey) throw noKey(facts.homeDir)
  const text = policyFileText({ preset, branch, identity, signingKey })
  const notes = needsClaimed(preset, signingKey)
    ? [
        'no SSH signing key is set, so reviews count as typed (assurance: claimed); the policy file says how to change that',
      ]
    : []
  if (preset === 'strict')
    notes.push(
      'strict traces content by the ledger, and decides nothing where there is none: once the policy is on the server, git improver ledger sync begins one',
    )
  const detail = `protects ${branch}, extends ${preset}, names ${identity.name}`
  const step = { action: 'create' as const, path, detail, before: facts.policy, after: textFile(text, 0o644) }
  return { steps: [step], notes, next, protect: [branch] }
}

function noKey(home: string): Failure {
  const key = join(home, '.ssh', 'git_signing')
  const git = (...args: string[]): Step => ({ run: ['git', 'config', '--global', ...args], where: 'here' })
  return new Failure('strict asks for reviews signed by a key, and you have none that git signs with', [
    { run: ['ssh-keygen', '-t', 'ed25519', '-f', key], where: 'here' },
    git('gpg.format', 'ssh'),
    git('user.signingkey', `${key}.pub`),
  ])
}
