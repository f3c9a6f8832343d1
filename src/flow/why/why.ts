import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import { attributionFor } from '../attributionFor.ts'
import { blamePlace } from './blamePlace.ts'
import { figuresOf } from './figuresOf.ts'
import { findPlace } from './findPlace.ts'
import { lookUp } from './lookUp.ts'
import { openRecord } from './openRecord.ts'
import type { Why } from './whyFound.ts'

export type WhyOptions = {
  /** The folder from where the file is seen. */
  from: string
  /** `FILE[:LINE[-LINE]]`. */
  file: string
  /** Where to look; the work tree, or HEAD where there is none, if it is not said. */
  rev?: string | undefined
  progress?(text: string): void
}

/**
 * Says of the lines of a file who wrote them, a person or which agent, who reviewed that, and what the record knows:
 * through moves, copies and renames as git follows them, and through a squash, an amend or a copy by what the ledger
 * knows of AI commits. It looks things up and decides nothing. A handful of git processes, whatever the length.
 * @throws Failure where there is no such file or line, or a policy that cannot be read.
 */
export async function why(repo: Repository, options: WhyOptions): Promise<Why> {
  const { path, range, commit, ref, atWork } = await findPlace(repo, options.from, options.file, options.rev)
  const { known, from } = await attributionFor(repo)
  options.progress?.(`who wrote ${path}`)
  const lines = await blamePlace(repo, { path, range, commit, ref, atWork })
  const record = await openRecord(repo, known.policy)
  const objects = openObjects(repo)
  try {
    options.progress?.('what is known of it')
    const { groups, commits, leftOut } = await lookUp(repo, objects, known, record, lines, commit)
    return {
      ...{ path, ref, commit, at_work: atWork, policy: from },
      range: range ? [lines[0]!.at, lines.at(-1)!.at] : null,
      ...figuresOf(groups, commits),
      ...{ groups, commits },
      text: range ? lines.map(({ text }) => text) : null,
      notes: notesFor(repo, leftOut),
    }
  } finally {
    objects.close()
    record?.close()
  }
}

function notesFor(repo: Repository, leftOut: number): string[] {
  const notes: string[] = []
  if (repo.shallow)
    notes.push('this clone is shallow: its first commit has what older ones wrote (git fetch --unshallow)')
  if (leftOut)
    notes.push(`${leftOut} commits with few lines here were not compared with what AI commits brought`)
  return notes
}
