import { agentMarks } from '../../agents/agentMarks.ts'
import { AGENTS } from '../../agents/agents.ts'
import type { Commit } from '../../model/commit.ts'
import { authorOf } from '../reviews/makers.ts'
import { humanOf } from '../reviews/people.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'

/** Somebody who is named with an address. */
export type Named = { name: string; email: string }

/** A cheap question first: almost no message has any of these words. */
const WORDS = /(?:reviewed|approved|acked|authored|developed|initiated)-by/i
const APPROVAL = /^(?:reviewed|approved|acked)-by[ \t]*:(.*)$/i
const CREDIT = /^(?:co-authored|co-developed|initiated)-by[ \t]*:(.*)$/i
const PERSONS = /([^<>,]*)<([^<>\s]+@[^<>\s]+)>/g

/**
 * The persons who approve in the last paragraph of a message: `Reviewed-by`, `Approved-by` or `Acked-by` with an
 * address, which is neither an agent's nor automation's. Without one nobody can tell a person from a tool.
 *
 * More generous than `readReviews`, which decides: other lines may stand between (`[jane: fixed a typo]`), no
 * binding is asked for, and whoever commits could have typed it. This tells of a history; it lets nothing land.
 */
export function approvalsIn(message: string, known: Known): Named[] {
  if (!WORDS.test(message)) return []
  // git shows a message only up to a NUL.
  const lines = (message.split('\0', 1)[0] ?? '').trimEnd().split(/\r?\n/)
  const last = lines.findLastIndex(line => line.trim() === '')
  // The only paragraph is the subject.
  if (last < 0) return []
  return namedIn(lines.slice(last + 1), APPROVAL).filter(who => isPerson(who, known))
}

/** Whether one of these persons is somebody else than the people who made the commit. */
export function approvedByAnother(commit: Commit, approvals: Named[], known: Known): boolean {
  if (!approvals.length) return false
  const makers = makersOf(commit, known)
  const same = (one: Named, other: Named) =>
    humanOf(known.policy, one.email) === humanOf(known.policy, other.email) ||
    // One person has many addresses more often than two persons of a project have one name.
    (plain(one.name) !== '' && plain(one.name) === plain(other.name))
  return approvals.some(approval => !makers.some(maker => same(maker, approval)))
}

/** Its author, where that is a person, and whoever its message names as another one or as who set the agent to work. */
function makersOf(commit: Commit, known: Known): Named[] {
  const credited = WORDS.test(commit.message) ? namedIn(commit.message.split(/\r?\n/), CREDIT) : []
  return authorOf(commit, known) === null ? credited : [commit.author, ...credited]
}

/** A longer line is no trailer, and the patterns would take their time over it. */
const LONGEST = 1000

function namedIn(lines: string[], pattern: RegExp): Named[] {
  const short = lines.filter(line => line.length <= LONGEST)
  return short.flatMap(line =>
    [...(pattern.exec(line)?.[1] ?? '').matchAll(PERSONS)].map(([, name = '', email = '']) => ({
      name,
      email,
    })),
  )
}

/** Of agents it is asked as of a credit: some are known by the form of such a line, and by an address that nobody reads. */
const credits = agentMarks(AGENTS.filter(({ kind }) => kind === 'agent'))

function isPerson(who: Named, known: Known): boolean {
  if (matchIdentity(who, agentsByIdentity(known)) || matchIdentity(who, automationByIdentity(known)))
    return false
  const nobody = { name: '', email: '' }
  const line = `Assisted-by: ${who.name.trim()} <${who.email}>`
  return credits({ author: nobody, committer: nobody, lines: [line] }).length === 0
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}
