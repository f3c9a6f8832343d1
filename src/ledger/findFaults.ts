import type { Digest, Oid } from '../model/change.ts'
import type { SignatureFact } from '../model/commit.ts'
import type { Filed } from '../model/entry.ts'
import type { LedgerFault } from '../model/ledgerFault.ts'
import { entryLine, lineId } from './canonical.ts'
import { overflowObject } from './fileLines.ts'
import { lineOf } from './noteLines.ts'
import type { Unreadable } from './parseEntry.ts'

/** A line of a ledger with what is known of its signature. */
export type Checked = Filed & { signature: SignatureFact }

/** A line that other hands took out of a ledger: which, and who says so. */
export type Lost = { id: Digest; on: Oid; says: string }

type Found = Omit<LedgerFault, 'known'>

/**
 * Everything that is wrong with a ledger by its own words: each fault once, in a fixed order whatever the order of
 * the entries.
 * @param lost lines that stood here or there and do not stand in the ledger.
 * @param treeOf the tree of a commit, or null where this repository does not have it and nobody can tell.
 * @param latest no entry can be from after that, in milliseconds since 1970.
 */
export function findFaults(
  checked: Checked[],
  unreadable: Unreadable[],
  lost: Lost[],
  treeOf: (commit: Oid) => Oid | null,
  latest = Number.POSITIVE_INFINITY,
): Found[] {
  const lines = new Map<Digest, Checked[]>()
  for (const one of checked) lines.set(one.id, [...(lines.get(one.id) ?? []), one])
  const faults = new Map<string, Found>()
  const tell = (found: Found) => {
    const key = `${found.fault} ${found.id}`
    const there = faults.get(key)
    if (!there) faults.set(key, found)
    else if (!there.says.split('; ').includes(found.says)) there.says += `; ${found.says}`
  }
  for (const { on, line, why } of unreadable)
    tell({
      fault: 'altered',
      id: lineId(line || on),
      on,
      says: `${line ? 'a line that is no entry' : 'a note'}: ${why}`,
    })
  for (const { id, on, says } of lost) tell({ fault: 'missing', id, on, says })
  for (const id of [...lines.keys()].sort()) {
    const twins = lines.get(id)!.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    for (const found of [
      ...aboutLines(twins),
      ...aboutNames(twins[0]!, lines),
      ...aboutCommit(twins, treeOf),
      ...aboutWords(twins[0]!, latest),
    ])
      tell(found)
  }
  return [...faults.values()]
}

/** What the signatures say. Twins differ in where they stand or in their signature. */
function aboutLines(twins: Checked[]): Found[] {
  const [{ id, on, entry }] = twins as [Checked]
  const found: Found[] = []
  for (const { signature } of twins)
    if (signature.state === 'bad')
      found.push({ fault: 'altered', id, on, says: `its signature does not hold: ${signature.why}` })
  const states = new Set(twins.map(({ signature }) => signature.state))
  if (states.has('good')) return found
  for (const { signature } of twins)
    if (signature.state === 'unreadable')
      return [...found, { fault: 'unsigned', id, on, says: `${entry.kind} by ${entry.by}: ${signature.why}` }]
  return [...found, { fault: 'unsigned', id, on, says: `${entry.kind} by ${entry.by}` }]
}

/** What it says of other entries. */
function aboutNames(one: Checked, lines: ReadonlyMap<Digest, Checked[]>): Found[] {
  const { id, on, entry } = one
  const found: Found[] = []
  const missing = (name: Digest, as: string) =>
    found.push({ fault: 'missing', id: name, on: null, says: `${id} of ${entry.by} names it as ${as}` })
  if (entry.of !== undefined && !lines.has(entry.of) && entry.kind !== 'incident')
    missing(entry.of, 'what it speaks of')
  if (entry.prev === undefined) return found
  const before = lines.get(entry.prev)
  if (!before) {
    missing(entry.prev, 'the one before it')
    return found
  }
  if (before[0]!.entry.clone !== entry.clone)
    found.push({ fault: 'impossible', id, on, says: `the one before it is of another clone (${entry.prev})` })
  // Anybody may sign again what others said: then it is of each of the keys.
  const own = keysOf(lines.get(id)!)
  if (!keysOf(before).some(key => own.includes(key)))
    found.push({ fault: 'impossible', id, on, says: `the one before it is of another key (${entry.prev})` })
  return found
}

/** The keys that signed an entry, '' where a line of it has no signature that holds. */
function keysOf(twins: Checked[]): string[] {
  return twins.map(({ signature }) => (signature.state === 'good' ? signature.key : ''))
}

/** Git takes no ref of such a name. */
const NO_REF = /\.\.|\/\/|\/\.|@\{|\.lock(\/|$)|[/.]$/

/**
 * What it says that can't be, whoever says it. A time before its commit's, or before that of the entry that it names,
 * can be: clocks are set back, and commits are rewritten.
 */
function aboutWords({ id, on, entry: { at, ref } }: Checked, latest: number): Found[] {
  const found: Found[] = []
  const impossible = (says: string) => found.push({ fault: 'impossible', id, on, says })
  const time = Date.parse(at)
  // JavaScript takes the 30th of February for the 2nd of March.
  if (new Date(time).toISOString().slice(0, 19) !== at.slice(0, 19))
    impossible(`there is no such time as ${at}`)
  else if (time > latest) impossible(`it is from a time that is still to come (${at})`)
  if (ref !== undefined && NO_REF.test(ref)) impossible(`no ref can be called ${ref}`)
  return found
}

/** Where the note of the commit had no room. */
function isOverflow({ on, entry }: Checked): boolean {
  return overflowObject(lineOf(entryLine(entry)), on.length) === on
}

/** What it says of its commit. */
function aboutCommit(twins: Checked[], treeOf: (commit: Oid) => Oid | null): Found[] {
  const [{ id, on, entry }] = twins as [Checked]
  const found: Found[] = []
  if (!twins.some(one => one.on === entry.commit || isOverflow(one)))
    found.push({ fault: 'altered', id, on, says: `it stands on ${on} and speaks of ${entry.commit}` })
  const tree = entry.tree === null ? null : treeOf(entry.commit)
  if (tree !== null && tree !== entry.tree)
    found.push({
      fault: 'impossible',
      id,
      on,
      says: `${entry.commit} has the tree ${tree} and not ${entry.tree}`,
    })
  return found
}
