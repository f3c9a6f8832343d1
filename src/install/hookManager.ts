import type { Step } from '../model/decision.ts'
import type { InstallFacts } from './installFacts.ts'
import type { HookName, InstallStep, ManualStep } from './installStep.ts'

/** What one manager contributes to a plan. */
export type ManagerPart = { steps: InstallStep[]; manual: ManualStep[]; notes: string[]; next: Step[] }

/** One way of having hooks: how to see that it is in charge here, and what to do or say then. */
export type HookManager = {
  name: string
  found(facts: InstallFacts): boolean
  plan(facts: InstallFacts, hooks: HookName[]): ManagerPart
}

/** The gate as a command for managers that run commands: relative where the package lies in the work tree. */
export function gateCommand(facts: InstallFacts, quote: (path: string) => string): string {
  const run = 'hooks/gate/run'
  return `sh ${quote(facts.homeInTree === null ? `${facts.where.home}/${run}` : `${facts.homeInTree}/${run}`)}`
}
