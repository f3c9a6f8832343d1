import { readChange } from '../git/changes.ts'
import { isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { fileEntry } from '../ledger/fileEntry.ts'
import { openPen, type Pen } from '../ledger/pen.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Digest, Oid } from '../model/change.ts'
import type { Violation } from '../model/decision.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { EXIT, Failure } from '../model/failure.ts'
import { cloneName } from './cloneNames.ts'
import { openSaidEntries } from './gatherEntries.ts'
import { judgeLanding } from './judgeLanding.ts'
import { readLanding } from './readLanding.ts'
import { reviewRepository } from './reviewRepository.ts'
import { gitIdentity } from './run/identity.ts'

/** An override that was written, and what it lifts. */
export type Overridden = {
  entry: Digest
  by: string
  ref: string
  old: Oid | null
  new: Oid
  reason: string
  lifted: Violation[]
}

/**
 * Lets one landing pass that only lacks reviews: a signed entry of this clone's ledger for exactly this repository, ref,
 * old and new value. It is judged before it is written, so that none is left lying about that would not count.
 * @param range `base..head`, where the base is what the ref holds; by default from there to HEAD.
 * @throws Failure when nothing refuses the landing, something else than a missing review does, the person may not
 *   override, or there is no key to sign with.
 */
export async function override(
  repo: Repository,
  range: string | undefined,
  ref: string | undefined,
  reason: string,
): Promise<Overridden> {
  const landing = await readLanding(repo, range, ref)
  const { deciding, standsAt } = landing
  // A ref that is not there is born, wherever the work began.
  const update = { ...landing.update, old: standsAt === null ? null : landing.update.old }
  const { old, new: now } = update
  if (!now) throw new Failure('an override is for a commit that lands')
  if (standsAt !== old)
    throw new Failure(
      `${update.ref} holds ${standsAt?.slice(0, 12)}, and an override binds what the ref holds`,
      [{ run: ['git', 'improver', 'override', '--ref', update.ref, '--reason', reason], where: 'here' }],
    )
  // As it is it could only be pushed as a rewind; its tree on top of the ref would take back what landed since.
  if (old !== null && !(await isAncestor(repo, old, now)))
    throw new Failure(
      `${now.slice(0, 12)} does not hold what ${update.ref} has: bring it up to date first`,
      [{ run: ['git', 'rebase', old], where: 'here' }],
      EXIT.refused,
    )
  // Only the new one is asked about: a server may have used up those that stand here.
  const judge = (more?: Filed) => {
    const spent = ({ id }: Filed) => (id === more?.id ? null : 'it is an earlier one')
    const heard = more ? [{ filed: more, signature: verifyEntry(more.entry) }] : []
    return judgeLanding(repo, update, 'ci', deciding, openSaidEntries(repo, { spent, heard }))
  }
  const before = await judge()
  if (before.outcome === 'allowed')
    throw new Failure(`nothing refuses this landing on ${update.ref}: it needs no override`, [], EXIT.refused)
  const pen = await openPen(repo, { signs: true })
  const filed = await signed(repo, pen, update.ref, old, now, reason)
  const after = await judge(filed)
  if (after.outcome !== 'allowed' || after.override?.entry !== filed.id) throw refusal(after.violations)
  await pen.append([filed.entry])
  const lifted = before.violations.filter(({ level, rule }) => level === 'block' && rule !== 'override')
  return { entry: filed.id, by: filed.entry.by, ref: update.ref, old, new: now, reason, lifted }
}

async function signed(
  repo: Repository,
  pen: Pen,
  ref: string,
  old: Oid | null,
  now: Oid,
  reason: string,
): Promise<Filed> {
  const name = await reviewRepository(repo)
  if (!name)
    throw new Failure('a shallow clone cannot tell which repository an override is for', [
      { run: ['git', 'fetch', '--unshallow'], where: 'here' },
    ])
  const entry: Entry = {
    v: 1,
    kind: 'overridden',
    at: new Date().toISOString(),
    by: await gitIdentity(repo),
    clone: await cloneName(repo),
    repo: name,
    commit: now,
    change: (await readChange(repo, old, now)).digest,
    tree: await repo.text(['rev-parse', `${now}^{tree}`]),
    ref,
    data: { old, reason },
  }
  const made = await pen.prepare(entry)
  if (!made.signed)
    throw new Failure(
      `an override counts only with your signature: ${made.why}`,
      [
        { run: ['git', 'config', 'gpg.format', 'ssh'], where: 'here' },
        { run: ['git', 'config', 'user.signingkey', '~/.ssh/id_ed25519.pub'], where: 'here' },
      ],
      EXIT.refused,
    )
  return fileEntry(made.entry, repo.objectFormat).filed
}

function refusal(violations: Violation[]): Failure {
  const blocking = violations.filter(({ level }) => level === 'block')
  const said = blocking.filter(({ rule }) => rule === 'override')
  const why = (said.length ? said : blocking).map(one => one.why).slice(0, 3)
  const next = blocking.find(({ rule }) => rule !== 'override' && rule !== 'review-required')?.next ?? []
  return new Failure(`nothing was written: ${why.join('; ')}`, next, EXIT.refused)
}
