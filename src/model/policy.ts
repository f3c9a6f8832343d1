import type { Class } from './commit.ts'
import type { Assurance } from './decision.ts'

/** What follows from a signal: nothing, a word, or a refusal. */
export type Severity = 'ignore' | 'warn' | 'block'

/** One human with all addresses, keys (`ssh-ed25519 AAAA...`) and accounts. */
export type Person = { emails: string[]; keys: string[]; accounts: string[]; teams: string[] }

export const CHECK_NAMES = ['syntax', 'types', 'tests', 'behaviour', 'performance', 'security'] as const
export type CheckName = (typeof CHECK_NAMES)[number]

/** A number of reviews by anyone, or by some of the persons and teams of a list. */
export type Quorum = number | { required: number; from: string[] }

/** The policy as the code reads it: every key set, preset and file already merged. */
export type Policy = {
  version: 1
  extends: string
  branches: { protected: string[]; ai: string; trust: string[] }
  attribution: {
    declared: Severity
    tagged: Severity
    traced: Severity
    automation: 'ignore' | 'human' | 'ai'
    agents: AgentPattern[]
    except: string[]
    baseline: string[]
  }
  people: Record<string, Person>
  vouchers: Record<string, string>
  reviews: {
    required: number
    assurance: Assurance
    bind: 'files' | 'trees'
    owners: boolean
    initiator: boolean
    by_class: Partial<Record<Class, Quorum>>
    by_path: Record<string, Quorum>
  }
  auto_approve: Record<Class, boolean> & { audit: number }
  checks: {
    require: CheckName[]
    not_run: 'tell' | 'refuse'
    tests: string | null
    performance: { threshold: number }
  }
  sandbox: 'required' | 'none'
  run: {
    max_open: number
    max_lines: number
    group_by: 'file' | 'finding'
    bot: { name: string; email: string }
  }
  graduation: Record<string, number>
  ledger: { remote: string; sync: 'manual' | 'on-push' }
  override: { by: string[] }
}

/** An agent that this repository adds to the built-in ones: its name and its addresses or keys. */
export type AgentPattern = { name: string; emails: string[]; keys: string[] }
