import type { RefUpdate } from '../model/change.ts'
import type { Decision, Judged, Override, Violation } from '../model/decision.ts'
import { shown } from './shown.ts'
import { stepText } from './step.ts'

const SHOWN = 10

/** What a person reads when the gate has something to say; the empty string when it has not. */
export function decisionText(update: RefUpdate, decision: Decision): string {
  const blocks = decision.violations.filter(violation => violation.level === 'block')
  const warns = decision.violations.filter(violation => violation.level === 'warn')
  const lines: string[] = decision.override ? overrideLines(update, decision.override) : []
  if (blocks.length)
    lines.push(
      decision.outcome === 'inconclusive'
        ? `git-improver could not decide about ${shown(update.ref)}`
        : `git-improver refused ${shown(update.ref)}`,
      ...blocks.slice(0, SHOWN).flatMap(one => violationLines(one, decision.commits)),
    )
  if (blocks.length > SHOWN) lines.push(`  and ${blocks.length - SHOWN} more`)
  if (warns.length)
    lines.push(
      `git-improver: ${shown(update.ref)} may pass, but`,
      ...warns.slice(0, SHOWN).flatMap(one => violationLines(one, decision.commits)),
    )
  if (warns.length > SHOWN) lines.push(`  and ${warns.length - SHOWN} more`)
  return lines.length ? `${lines.join('\n')}\n` : ''
}

/** Loud, since nobody reviewed what passes by it. */
function overrideLines(update: RefUpdate, { by, reason, entry, maker }: Override): string[] {
  return [
    `git-improver: ${shown(update.ref)} ALLOWED BY OVERRIDE of ${shown(by)}: ${shown(reason)}`,
    `    what lands is unreviewed and stays so in the record; the override is ${shown(entry.slice(0, 19))}${maker ? `, by a maker, since nobody else of override.by can: ${shown(by)} ${shown(maker)}` : ''}`,
  ]
}

/** What landed under a review of something later, one line a commit: nobody saw it at the end of what was reviewed. */
export function overwrittenText(commits: Judged[]): string {
  return commits
    .flatMap(({ commit, title, reviews }) => {
      const review = reviews.find(one => one.problem === null && one.overwritten?.length)
      const paths = review?.overwritten?.map(shown).join(', ')
      return review
        ? `  ${commit.slice(0, 7)}  ${shown(title).slice(0, 60)}: ${paths} was written over before ${shown(review.by)} reviewed it\n`
        : []
    })
    .join('')
}

function violationLines({ rule, commit, why, next }: Violation, commits: Judged[]): string[] {
  const title = commits.find(judged => judged.commit === commit)?.title ?? ''
  const pending = commit !== null && /^0+$/.test(commit)
  const head =
    commit === null
      ? `  ${rule}`
      : `  ${pending ? 'this commit' : commit.slice(0, 7)}  ${shown(title).slice(0, 60)}  ${rule}`
  const [first, ...others] = next.map(stepText)
  return [
    head,
    `    why   ${shown(why)}`,
    ...(first ? [`    next  ${first}`] : []),
    ...others.map(step => `          or ${step}`),
  ]
}
