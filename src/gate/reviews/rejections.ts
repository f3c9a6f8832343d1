import type { CommitFact } from '../../model/commit.ts'
import type { Violation } from '../../model/decision.ts'
import type { Known } from '../signals/signal.ts'
import { isAbout, subjectsOf } from './isAbout.ts'
import { isObeyed } from './speakerOf.ts'
import type { Spoken, Standing } from './standing.ts'

/**
 * The noes that stand against a commit for a ref, whatever approvals there are. A person's no holds for the
 * change, the commit and the improvement that it names, since whoever mends the improvement asks the same person
 * again; only that person lifts it, by a withdrawal. One of a maker counts too: nobody lands against their own no.
 * What is not obeyed (`isObeyed`) is told as a warning where it names a person of the policy.
 * @param level what a rejection does that is obeyed: where the policy only watches, it warns.
 */
export function rejectionsOf(
  commit: CommitFact,
  standing: Standing,
  ref: string,
  level: Violation['level'],
  known: Known,
): Violation[] {
  const subjects = subjectsOf([commit])
  const about = standing.rejections.filter(
    ({ entry, withdrawnBy, speaker }) =>
      withdrawnBy === null &&
      speaker.person !== null &&
      (entry.ref === undefined || entry.ref === ref) &&
      isAbout(entry, subjects),
  )
  return about.map(one => {
    const obeyed = isObeyed(one.speaker, known)
    const step = { run: ['git', 'improver', 'withdraw', commit.oid.slice(0, 12)], where: 'reviewer' as const }
    return {
      rule: 'rejected',
      level: obeyed ? level : 'warn',
      commit: commit.oid,
      why: `${one.speaker.by} says no${reasonOf(one)}${obeyed ? '' : `; not obeyed: ${unheard(one)}`}${one.odd.length ? ` (${one.odd.join('; ')})` : ''}`,
      next: obeyed ? [{ ask: `talk to ${one.speaker.by}: only they can lift it` }, step] : [],
    }
  })
}

function reasonOf({ entry }: Spoken): string {
  const { reason } = entry.data
  return typeof reason === 'string' && reason.trim() ? `: ${reason.trim().slice(0, 200)}` : ''
}

function unheard({ speaker, signature }: Spoken): string {
  if (speaker.problem) return speaker.problem
  if (signature.state === 'bad' || signature.state === 'unreadable') return signature.why
  if (signature.state !== 'good') return 'it is not signed'
  return speaker.signer?.person === null
    ? speaker.signer.why
    : "it is signed by a key that is not this person's"
}
