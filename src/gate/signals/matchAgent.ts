import type { Agent, Pattern } from '../../agents/agent.ts'
import type { Identity } from '../../model/commit.ts'
import type { Known } from './signal.ts'

export type KnownIdentity = { name: string; emails: RegExp[]; names: RegExp[] }

const compiled = new Map<string, RegExp>()

/** A pattern as a regular expression without regard to case, made once. */
function compile(pattern: Pattern): RegExp {
  let regex = compiled.get(pattern)
  if (!regex) {
    regex = new RegExp(pattern, 'i')
    compiled.set(pattern, regex)
  }
  return regex
}

/** A pattern for a whole address. */
function compileWhole(pattern: Pattern): RegExp {
  return compile(`^(?:${pattern})$`)
}

const identities = new WeakMap<Known, KnownIdentity[]>()

/** Whoever writes code and is no person: the built-in agents, the policy's own, and our bot. */
export function agentsByIdentity(known: Known): KnownIdentity[] {
  let list = identities.get(known)
  if (!list) {
    const { attribution, run } = known.policy
    list = [
      ...known.agents.filter(agent => agent.kind === 'agent').map(toIdentity),
      ...attribution.agents.map(({ name, emails }) => literal(name, emails)),
      literal('git-improver', [run.bot.email]),
    ]
    identities.set(known, list)
  }
  return list
}

const automations = new WeakMap<Known, KnownIdentity[]>()

/** Renovate, release bots and the like: no persons, and no agents either. */
export function automationByIdentity(known: Known): KnownIdentity[] {
  let list = automations.get(known)
  if (!list) {
    list = known.agents.filter(agent => agent.kind === 'automation').map(toIdentity)
    automations.set(known, list)
  }
  return list
}

/** The name of whoever has this identity, or null. */
export function matchIdentity(who: Pick<Identity, 'name' | 'email'>, known: KnownIdentity[]): string | null {
  const email = who.email.trim()
  const found = known.find(
    one =>
      one.emails.some(pattern => pattern.test(email)) || one.names.some(pattern => pattern.test(who.name)),
  )
  return found?.name ?? null
}

function toIdentity(agent: Agent): KnownIdentity {
  return { name: agent.name, emails: agent.emails.map(compileWhole), names: agent.names.map(compile) }
}

function literal(name: string, emails: string[]): KnownIdentity {
  return { name, emails: emails.map(email => compileWhole(literally(email))), names: [] }
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
