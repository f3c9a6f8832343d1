import type { Pusher, PusherSaid } from '../model/pusher.ts'
import { readAccount } from '../policy/accounts.ts'
import { membersOf } from '../policy/teams.ts'
import { signerOf } from './reviews/signerOf.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from './signals/matchAgent.ts'
import type { Known } from './signals/signal.ts'

/** A pusher as the policy knows them; `name` is the policy's, or for a stranger what the server said. */
export type PushedBy = { kind: 'person' | 'agent' | 'automation' | 'stranger'; name: string }

/**
 * Whom of the policy this pusher is, or null when nobody said who it is. Where login and signature say two things,
 * an agent is an agent whosever key it could sign with, and a person of the policy comes before a stranger.
 */
export function whoPushes({ said }: Pusher, known: Known): PushedBy | null {
  const all = said.map(one => (one.kind === 'key' ? byKey(one, known) : byAccount(one, known)))
  return (
    ['agent', 'person', 'automation'].flatMap(kind => all.filter(one => one.kind === kind))[0] ??
    all[0] ??
    null
  )
}

/**
 * An account is compared whole, with its host (`gitlab:jane`), or as an address. On a server that names its users
 * itself (not on a forge, where anybody may register any name) the policy's own names count too. An agent is one
 * by its login too, however the policy spells the account.
 */
function byAccount({ host, name }: Extract<PusherSaid, { kind: 'account' }>, known: Known): PushedBy {
  const { attribution, people, run } = known.policy
  const account = `${host}:${name}`.toLowerCase()
  const own = (accounts: string[]) => accounts.some(one => one.toLowerCase() === account)
  const agent = attribution.agents.find(one => own(one.accounts))
  if (agent) return { kind: 'agent', name: agent.name }
  const email = name.toLowerCase()
  for (const [person, { accounts, emails }] of Object.entries(people))
    if (own(accounts) || emails.includes(email)) return { kind: 'person', name: person }
  // A number that no server tells, or a forge left out, makes nobody a person; it keeps no agent from being one.
  const login = name.toLowerCase()
  const alike = attribution.agents.find(({ accounts }) =>
    accounts.map(readAccount).some(one => one.login === login && (one.forge === null || one.forge === host)),
  )
  if (alike) return { kind: 'agent', name: alike.name }
  // The built-in marks of names (aider's suffix) are of names that people type; an account is an address here.
  const address = { name: '', email: name }
  const builtIn = matchIdentity(address, agentsByIdentity(known))
  if (builtIn) return { kind: 'agent', name: builtIn }
  const automation = matchIdentity(address, automationByIdentity(known))
  if (automation) return { kind: 'automation', name: automation }
  if (host === 'server') {
    if (attribution.agents.some(one => one.name === name) || name === run.bot.name)
      return { kind: 'agent', name }
    if (Object.hasOwn(people, name)) return { kind: 'person', name }
  }
  return { kind: 'stranger', name }
}

function byKey({ signature, signedAt }: Extract<PusherSaid, { kind: 'key' }>, known: Known): PushedBy {
  const agent = known.policy.attribution.agents.find(({ keys }) => keys.includes(signature.key))
  if (agent) return { kind: 'agent', name: agent.name }
  const signer = signerOf(signature, signedAt, known)
  if (signer.person !== null) return { kind: 'person', name: signer.person }
  return { kind: 'stranger', name: signature.fingerprint }
}

/** Whether a list of `push` lets this pusher through: persons, teams, agents, or all people, all agents. */
export function isAmong({ kind, name }: PushedBy, list: string[], { policy }: Known): boolean {
  if (kind === 'agent') return list.includes('agents') || list.includes(name)
  if (kind !== 'person') return false
  // A word that an agent has for a name means the agent, even where a person or team is called so too.
  const words = list.filter(word => !policy.attribution.agents.some(agent => agent.name === word))
  return list.includes('people') || membersOf(policy, words).includes(name)
}
