import { createInterface } from 'node:readline/promises'
import { Failure } from '../model/failure.ts'

/**
 * Asks a person on a terminal.
 * @param otherwise the command that answers without a terminal.
 * @throws Failure where nobody can answer.
 */
export async function askPerson(question: string, otherwise: string[]): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new Failure('there is no terminal to ask on', [{ run: otherwise, where: 'here' }])
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim().toLowerCase()
  } finally {
    lines.close()
  }
}
