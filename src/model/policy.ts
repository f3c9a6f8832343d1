import type { Class } from './commit.ts'
import type { Assurance } from './decision.ts'

/** What follows from a signal: nothing, a word, or a refusal. */
export type Severity = 'ignore' | 'warn' | 'block'

/**
 * A key (`ssh-ed25519 AAAA...` or `openpgp:<40 hexadecimal digits>`), where need be with the days on which
 * it counts: each is a day of UTC (`2026-12-31`, from its beginning, until its end) or a point in time.
 */
export type PersonKey = string | { key: string; from?: string; until?: string }

/** One human with all addresses, keys and accounts. */
export type Person = { emails: string[]; keys: PersonKey[]; accounts: string[]; teams: string[] }

/** Whose certificates are believed (for addresses that a pattern covers), and which keys never are. */
export type Signers = {
  authorities: { key: string; emails: string[] }[]
  revoked: Revoked[]
  /** In seconds: how long before the landing a certificate may have expired. */
  certificate_grace: number
}

/** A key or fingerprint, or certificates of an authority by one serial number or a range (`40-49`). */
export type Revoked = string | { authority: string; serial: string }

export const CHECK_NAMES = [
  'syntax',
  'docs',
  'types',
  'tests',
  'behaviour',
  'performance',
  'security',
] as const
export type CheckName = (typeof CHECK_NAMES)[number]

/** What inputs must notice where a policy does not say: nine of ten wrong changes. */
export const NOTICED = 0.9

/** Where the tag goes that a commit gets in the environment of an agent; `off`: nowhere. */
export const CARRIERS = ['trailer', 'note', 'off'] as const
export type Carrier = (typeof CARRIERS)[number]

/** A number of reviews by anyone, or by some of the persons and teams of a list. */
export type Quorum = number | { required: number; from: string[] }

/** The policy as the code reads it: every key set, preset and file already merged. */
export type Policy = {
  version: 1
  extends: string
  /** The name that reviews must give the repository; absent where they need none. */
  repository?: string
  branches: { protected: string[]; ai: string; trust: string[] }
  attribution: {
    declared: Severity
    tagged: Severity
    traced: Severity
    automation: 'ignore' | 'human' | 'ai'
    carrier: Carrier
    agents: AgentPattern[]
    except: string[]
    baseline: string[]
  }
  people: Record<string, Person>
  vouchers: Record<string, string>
  signers: Signers
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
    audit: boolean
    coverage: boolean
    /** The share of wrong changes of the changed lines that inputs must notice; `NOTICED` where it is absent. */
    behaviour?: { noticed: number }
    /** Shares; memory and start are not judged where `memory` and `startup` are absent. */
    performance: { threshold: number; files: string[]; memory?: number; startup?: number }
  }
  sandbox: 'required' | 'none'
  run: {
    max_open: number
    max_lines: number
    group_by: 'file' | 'finding'
    bot: { name: string; email: string }
    /** Improvers of the repository's own: paths from the top of it. */
    improvers?: string[]
    /** Where rules are read from beside `.improver/patterns`: paths as `./codemods`, and names of packages. */
    patterns?: string[]
  }
  graduation: Record<string, number>
  ledger: { remote: string; sync: 'manual' | 'on-push'; mirror: string | null; shards: 1 | 16 }
  override: { by: string[] }
  push: PushRights
}

/**
 * Who may push what: names of people, teams and agents, or `people` and `agents` for all of them; an empty list is
 * whoever the server lets in. `agents: 'ai'` keeps every known agent to `branches.ai` and the ledger.
 */
export type PushRights = { ai: string[]; ledger: string[]; tags: string[]; agents: 'anywhere' | 'ai' }

/** An agent that this repository adds to the built-in ones: its name and its addresses, keys or accounts. */
export type AgentPattern = { name: string; emails: string[]; keys: string[]; accounts: string[] }
