import { entriesAbout } from '../../../flow/entriesAbout.ts'
import { readIndexed } from '../../../ledger/index/readIndexed.ts'
import { isFiled } from '../../../ledger/parseEntry.ts'
import { EXIT } from '../../../model/failure.ts'
import { shown } from '../../../report/shown.ts'
import type { Action } from './action.ts'

/** Every entry, or those about one commit, in the order of their time, a line each. */
export const log: Action = async (context, repo, { file: commit }) => {
  const entries: unknown[] = []
  const lines: string[] = []
  const wanted = commit === undefined ? readIndexed(repo) : await entriesAbout(repo, String(commit))
  for await (const one of wanted) {
    if (isFiled(one)) {
      const { kind, at, by, improvement, ref, data } = one.entry
      entries.push({ id: one.id, ...one.entry })
      // What passed without review is told whole.
      const told =
        kind === 'overridden' || kind === 'incident'
          ? `  ${shown(ref ?? '-')}: ${shown(String(data.reason ?? '-'))}`
          : ''
      lines.push(
        `${shown(at)}  ${one.on.slice(0, 7)}  ${kind.padEnd(10)} ${improvement?.slice(0, 9) ?? '-'}  ${shown(by)}${told}`,
      )
    } else {
      entries.push({ unreadable: one.why, on: one.on, line: one.line })
      lines.push(`unreadable on ${shown(one.on)}: ${shown(one.why)}`)
    }
  }
  context.out(
    context.json
      ? `${JSON.stringify(entries, null, 2)}\n`
      : lines
          .sort()
          .map(line => `${line}\n`)
          .join(''),
  )
  return EXIT.ok
}
