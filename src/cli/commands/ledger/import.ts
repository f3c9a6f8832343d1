import { createReadStream } from 'node:fs'
import { importLedger } from '../../../flow/ledgerImport.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import type { Action } from './action.ts'

/** Puts the entries of a file, or of what is piped in, into this clone's ledger. */
export const importFrom: Action = async (context, repo, { file }) => {
  const source = file === undefined || file === '-' ? null : file
  if (!source && process.stdin.isTTY)
    throw new Failure('ledger import reads a file, or what is piped in', [
      { run: ['git', 'improver', 'ledger', 'import', 'ledger.jsonl'], where: 'here' },
    ])
  const input = source ? createReadStream(source) : process.stdin
  const imported = await importLedger(repo, bytesOf(input, source ?? 'what is piped in'), source ?? 'line')
  const { read, added } = imported
  context.out(
    context.json ? `${JSON.stringify(imported)}\n` : `${read} entries read, ${added} of them new here\n`,
  )
  return EXIT.ok
}

/** What is wrong with a file is no fault of ours. */
async function* bytesOf(input: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of input) yield chunk
  } catch (error) {
    throw new Failure(`${what}: ${(error as Error).message}`)
  }
}
