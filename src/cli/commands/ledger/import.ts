import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { importLedger } from '../../../flow/ledgerExchange.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import type { Action } from './action.ts'

/** Puts the entries of a file, or of what is piped in, into this clone's ledger. */
export const importFrom: Action = async (context, repo, { file }) => {
  const source = file === undefined || file === '-' ? null : file
  if (!source && process.stdin.isTTY)
    throw new Failure('ledger import reads a file, or what is piped in', [
      { run: ['git', 'improver', 'ledger', 'import', 'ledger.jsonl'], where: 'here' },
    ])
  const input: NodeJS.ReadableStream = source ? createReadStream(source) : process.stdin
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const failed = new Promise<never>((_, reject) => {
    input.on('error', (error: Error) =>
      reject(new Failure(`${source ?? 'what is piped in'}: ${error.message}`)),
    )
  })
  const imported = await Promise.race([importLedger(repo, lines, source ?? 'line'), failed])
  const { read, added } = imported
  context.out(
    context.json ? `${JSON.stringify(imported)}\n` : `${read} entries read, ${added} of them new here\n`,
  )
  return EXIT.ok
}
