import type { Opinion, Proposal } from '../../forges/forge.ts'
import type { Forge } from '../../model/owners.ts'
import type { Policy } from '../../model/policy.ts'
import { personOfAccount } from '../../policy/accounts.ts'

/** An opinion with the person of the policy behind it when it counts, or why it does not. Goes to the report as it is. */
export type Weighed = {
  proposal: number
  /** The account, as `github:jane`. */
  account: string
  says: Opinion['says']
  /** The name of the review on the forge; the record refers to it. */
  review: string
  at: string
  /** How the record names the person: `jane <jane@example.org>`. */
  person: string | null
  problem: string | null
}

/**
 * Whose word each opinion of a proposal is. The forge's roles and associations are not asked: a person is who the policy
 * says is one. The author of the proposal does not review it, under no account; the other makers (authors of
 * commits, whoever set an agent to work) are the gate's to know.
 */
export function weighOpinions(
  policy: Policy,
  forge: Forge,
  proposal: Proposal,
  opinions: Opinion[],
): Weighed[] {
  const author = proposal.author && !proposal.author.machine ? proposal.author : null
  const writer = author ? personOfAccount(policy, forge, author).person : null
  return opinions.map(opinion => {
    const { by, says, id, at } = opinion
    const weighed = {
      proposal: proposal.number,
      account: by ? `${forge}:${by.login}` : 'a deleted account',
      says,
      review: id,
      at,
    }
    const no = (problem: string): Weighed => ({ ...weighed, person: null, problem })
    if (!by) return no('the account that gave it was deleted')
    if (by.machine) return no('that account is a machine, and no person')
    if (opinion.problem) return no(opinion.problem)
    if (!opinion.stands) return no('it was taken back')
    const { person, problem } = personOfAccount(policy, forge, by)
    if (person === null) return no(problem)
    if (says === 'approves' && (by.id === author?.id || person === writer))
      return no(`${person} proposed it, and so does not review it`)
    const [email] = policy.people[person]?.emails ?? []
    if (!email) return no(`the record names people by an address, and people.${person} has none (emails)`)
    return { ...weighed, person: `${person} <${email}>`, problem: null }
  })
}
