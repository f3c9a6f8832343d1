import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { type RawObject, rawObject } from './rawObject.ts'

/** Who the ledger's commits say wrote them: never the user, whose name nobody may use unasked. */
export type LedgerIdentity = { name: string; email: string }

export const LEDGER_IDENTITY: LedgerIdentity = { name: 'git-improver', email: 'git-improver@localhost' }

/** A commit object. Built here, so that no user identity, signing setting or hook has a say in it. */
export function notesCommit(
  format: Repository['objectFormat'],
  commit: { tree: Oid; parents: Oid[]; message: string; identity: LedgerIdentity; at: number },
): RawObject {
  const { tree, parents, message, identity, at } = commit
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the commit's header
  const broken = /[<>\u0000-\u001f]/
  if (broken.test(identity.name) || broken.test(identity.email) || !identity.name || !identity.email)
    throw new Failure(`"${identity.name} <${identity.email}>" is no identity that git takes`)
  const who = `${identity.name} <${identity.email}> ${at} +0000`
  const head = [`tree ${tree}`, ...parents.map(oid => `parent ${oid}`), `author ${who}`, `committer ${who}`]
  const text = `${head.join('\n')}\n\n${message.replaceAll('\0', '').trimEnd()}\n`
  return rawObject(format, 'commit', Buffer.from(text, 'utf8'))
}
