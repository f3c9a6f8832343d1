import { entriesAbout } from '../../../flow/entriesAbout.ts'
import { readIndexed } from '../../../ledger/index/readIndexed.ts'
import { isFiled, type Unreadable } from '../../../ledger/parseEntry.ts'
import type { Filed } from '../../../model/entry.ts'
import { EXIT } from '../../../model/failure.ts'
import { brief } from '../../../report/brief.ts'
import type { Action } from './action.ts'
import { printAll } from './printAll.ts'

/** Of a reason for passing without review, which is told whole unless it is no reason but a flood. */
const REASON = 2_000

/** Every entry, or those about one commit, a line each in the order of their time. JSON has them as they are read. */
export const log: Action = async (context, repo, { file: commit }) => {
  const wanted = commit === undefined ? readIndexed(repo) : await entriesAbout(repo, String(commit))
  if (context.json) await printAll(document(wanted))
  else {
    const lines: string[] = []
    for await (const one of wanted) lines.push(`${lineOf(one)}\n`)
    await printAll(inOrder(lines.sort()))
  }
  return EXIT.ok
}

type Lines = AsyncIterable<Filed | Unreadable> | Iterable<Filed | Unreadable>

/** One list, piece by piece, as JSON.stringify would print the whole of it. */
async function* document(wanted: Lines): AsyncGenerator<string> {
  let before = '['
  for await (const one of wanted) {
    const value = isFiled(one)
      ? { id: one.id, ...one.entry }
      : { unreadable: one.why, on: one.on, line: one.line }
    yield `${before}\n  ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

async function* inOrder(lines: string[]): AsyncGenerator<string> {
  for (let at = 0; at < lines.length; at += 1_000) yield lines.slice(at, at + 1_000).join('')
}

function lineOf(one: Filed | Unreadable): string {
  if (!isFiled(one)) return `unreadable on ${brief(one.on)}: ${brief(one.why)}`
  const { kind, at, by, commit, improvement, ref, data } = one.entry
  const told =
    kind === 'overridden' || kind === 'incident'
      ? `  ${brief(ref ?? '-')}: ${brief(data.reason ?? '-', REASON)}`
      : ''
  // Git copies notes to new names of a commit; so does whoever wants it to look reviewed.
  const about = commit === one.on ? '' : `  (stands on ${brief(one.on).slice(0, 7)})`
  const id = brief(improvement?.slice(0, 9) ?? '-')
  return `${brief(at)}  ${commit.slice(0, 7)}  ${kind.padEnd(10)} ${id}  ${brief(by)}${told}${about}`
}
