import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { applyPlan } from '../install/applyPlan.ts'
import { gatherInstallFacts } from '../install/gatherInstallFacts.ts'
import type { InstallPlan } from '../install/installStep.ts'
import { type InitChoices, planInit } from '../install/planInit.ts'
import { planUninstall } from '../install/planUninstall.ts'
import { protectedPatterns } from '../policy/refPatterns.ts'
import { findPolicyRef, loadPolicyAt } from './loadPolicy.ts'
import { packageRoot } from './packageRoot.ts'

/** What an installation would do here; nothing is changed. A policy that is there already says what is protected. */
export async function planInstallation(
  repo: Repository,
  choices: Omit<InitChoices, 'protect' | 'carrier'>,
): Promise<InstallPlan> {
  const facts = await gatherInstallFacts(repo, { home: packageRoot() })
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (!loaded) return planInit(facts, choices)
  const { carrier } = loaded.policy.attribution
  return planInit(facts, { ...choices, protect: protectedPatterns(loaded.policy), carrier })
}

/** What it takes to have everything as it was. */
export async function planRemoval(repo: Repository): Promise<InstallPlan> {
  return planUninstall(await gatherInstallFacts(repo, { home: packageRoot() }))
}

/** What we keep for ourselves beside the journal: it means nothing once we are gone. */
const OWN = [
  'clone',
  'agents',
  'carrier',
  'received',
  'overrides',
  'overrides.untold',
  'sync-on-push',
  'last',
  'index',
  'checks',
  'runs',
]
  .map(name => `improver/${name}`)
  .concat('improver-ledger.turn', 'improver-tag')

/** Does what a plan says, whole or not at all; gives what is left to say. */
export async function carryOut(plan: InstallPlan): Promise<string[]> {
  if (plan.kind === 'uninstall')
    // What init wrote is taken back by the plan, which looks whether it is still the same.
    for (const path of OWN.map(name => join(plan.commonDir, name)))
      if (!plan.steps.some(step => step.path === path)) await rm(path, { force: true, recursive: true })
  return (await applyPlan(plan)).notes
}
