import type { ProofSubject } from '../gate/refactoringProof.ts'
import { refactoringProof } from '../gate/refactoringProof.ts'
import type { EntryFact } from '../gate/reviews/entryFact.ts'
import type { Known } from '../gate/signals/signal.ts'
import { parseCommitObject } from '../git/commitObject.ts'
import { readCommit, readRawCommits } from '../git/history.ts'
import type { ObjectReader } from '../git/objects.ts'
import { isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { isLedgerRef, LEDGER_GLOB } from '../ledger/ledgerRef.ts'
import { noteLines } from '../ledger/noteLines.ts'
import { openNotes } from '../ledger/openNotes.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import { parseLine } from '../ledger/read.ts'
import { typedRefs } from '../ledger/typedRefs.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { FileChange, Oid } from '../model/change.ts'
import type { ClassFact, Commit } from '../model/commit.ts'
import type { Policy } from '../model/policy.ts'
import { contentsOf, MOST_FILES } from './gatherClass.ts'

/** Whether the policy makes a difference between a refactoring and any other change of code. */
export function asksForRefactoring({ auto_approve, reviews }: Policy): boolean {
  return auto_approve.small_refactor || reviews.by_class.small_refactor !== undefined
}

/** What lands: what the ref holds now, and the ends that it shall hold. */
type Landing = { target: Oid | null; tips: Oid[] }

/** Gives a commit the class that the ledger proves, or what its blobs alone have. */
export type RefactoringLookup = (
  commit: Commit,
  files: FileChange[],
  derived: ClassFact,
) => Promise<ClassFact>

/**
 * Looks whether an `algorithm_change` is a `small_refactor`: its text declares the same exports, and a voucher's verdict in the ledger
 * shows on these very trees that it behaves the same. The verdict says something of what lands only where the commit has all that the
 * target holds, and where no merge of the landing makes a tree that nobody looked at.
 */
export function openRefactoring(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  { target, tips }: Landing,
): RefactoringLookup {
  const verdictsOn = openVerdicts(repo, objects)
  let merge: Promise<string | null> | undefined
  return async (commit, files, derived) => {
    const [parent, ...others] = commit.parents
    if (derived.class !== 'algorithm_change' || derived.steering.length || !parent || others.length)
      return derived
    const facts = files.length > MOST_FILES ? [] : await verdictsOn(commit.oid)
    if (!facts.length) return derived
    const open = (lacks: string) => ({ ...derived, why: `${derived.why}; no small_refactor: ${lacks}` })
    const { interfaceDiffers } = await import('../source/sameInterface.ts')
    const differs = interfaceDiffers(await contentsOf(objects, files))
    if (differs) return open(differs)
    const subject: ProofSubject = {
      baseTree: (await readCommit(objects, parent)).tree,
      tree: commit.tree,
      typed: files.some(({ path }) => /\.[cm]?tsx?$/.test(path)),
    }
    const proof = refactoringProof(facts, subject, known)
    if ('lacks' in proof) return open(proof.lacks)
    if (!target || !(await isAncestor(repo, target, commit.oid)))
      return open('it was proven on another base than what the ref holds now')
    merge ??= unprovenMerge(repo, target, tips)
    const unproven = await merge
    return unproven ? open(unproven) : { ...derived, class: 'small_refactor', why: proof.why }
  }
}

/** The verdicts that stand on a commit, in the ledger and its shards. What can't be read proves nothing. */
function openVerdicts(repo: Repository, objects: ObjectReader): (commit: Oid) => Promise<EntryFact[]> {
  const open = async () => {
    const refs = await typedRefs(repo, LEDGER_GLOB)
    const ledgers = refs.filter(({ ref, type }) => isLedgerRef(ref) && type === 'commit')
    return Promise.all(ledgers.map(({ oid }) => openNotes(repo, objects, oid)))
  }
  let ledgers: ReturnType<typeof open> | undefined
  return async commit => {
    ledgers ??= open()
    const facts: EntryFact[] = []
    for (const notes of await ledgers)
      for (const line of noteLines((await notes.read([commit])).get(commit) ?? Buffer.alloc(0))) {
        const one = parseLine(line, commit)
        if (isFiled(one) && one.entry.kind === 'validated')
          facts.push({ id: one.id, entry: one.entry, signature: verifyEntry(one.entry) })
      }
    return facts
  }
}

/** The merge of a landing whose tree is none of its parents', in words; null where there is none. */
async function unprovenMerge(repo: Repository, target: Oid, tips: Oid[]): Promise<string | null> {
  for await (const { oid, bytes } of readRawCommits(repo, [...tips, `^${target}`], ['--merges'])) {
    const { tree, parents } = parseCommitObject(oid, bytes)
    const trees = await Promise.all(parents.map(one => repo.text(['rev-parse', `${one}^{tree}`])))
    if (!trees.includes(tree)) return `the merge ${oid.slice(0, 12)} makes a tree that nobody proved`
  }
  return null
}
