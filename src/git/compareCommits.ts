import type { CommitObject } from 'isomorphic-git'
import type { Commit, Identity } from '../model/commit.ts'

/**
 * The first thing in which two decodings of one commit differ, as a sentence, or null.
 * @param theirs isomorphic-git's; it has line ends and blank lines of messages taken away already.
 */
export function compareCommits(ours: Commit, theirs: CommitObject): string | null {
  return (
    differ('tree', ours.tree, theirs.tree) ??
    differ('parents', ours.parents.join(' '), theirs.parent.join(' ')) ??
    differIdentity('author', ours.author, theirs.author) ??
    differIdentity('committer', ours.committer, theirs.committer) ??
    differ('gpgsig', ours.signature?.armour ?? '', theirs.gpgsig ?? '') ??
    differ('message', tidy(ours.message), tidy(theirs.message))
  )
}

function differIdentity(who: string, ours: Identity, theirs: CommitObject['author']): string | null {
  return (
    differ(`${who} name`, ours.name, theirs.name) ??
    differ(`${who} email`, ours.email, theirs.email) ??
    differ(`${who} time`, ours.at, theirs.timestamp) ??
    differ(`${who} offset`, minutesWest(ours.offset), theirs.timezoneOffset + 0)
  )
}

/** The offset as JavaScript counts it (`+0200` is -120), or the text itself when it has no such form. */
function minutesWest(offset: string): number | string {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(offset) ?? []
  if (!sign) return offset
  const west = Number(hours) * 60 + Number(minutes)
  return sign === '+' ? 0 - west : west
}

/** What the other reader does to messages; both are brought to that form to be comparable. */
function tidy(message: string): string {
  let start = 0
  const text = message.replaceAll('\r', '')
  while (text[start] === '\n') start++
  let end = text.length
  while (end > start && text[end - 1] === '\n') end--
  return text.slice(start, end)
}

function differ(what: string, ours: string | number, theirs: string | number): string | null {
  if (ours === theirs) return null
  return `two readers see another ${what}: ${show(ours)} and ${show(theirs)}`
}

function show(value: string | number): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 120)}...` : text
}
