import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Improver, Source } from '../../model/finding.ts'

/**
 * Runs inside of the sandbox: lets one improver of the repository's own look at the code and prints what it finds, with the edits.
 * Its arguments are the module and a file with the source.
 */

const [, , module = '', file = ''] = process.argv
try {
  const source = JSON.parse(readFileSync(file, 'utf8')) as Source
  const exported = Object.values((await import(pathToFileURL(module).href)) as Record<string, unknown>)
  const improver = exported.find(isImprover)
  if (exported.length !== 1 || !improver) throw new Error('it has to export one object with find and edit')
  const found = [...improver.find(source, [])].map(finding => ({
    finding,
    edits: improver.edit(finding, source),
  }))
  print({ found })
} catch (error) {
  print({ failed: (error as Error).message?.split('\n')[0] ?? 'it threw what is no error' })
}

function isImprover(value: unknown): value is Improver {
  const { find, edit } = (value ?? {}) as Partial<Improver>
  return typeof find === 'function' && typeof edit === 'function'
}

/** On a line of its own behind whatever the improver itself printed. */
function print(told: object): void {
  process.stdout.write(`\n${JSON.stringify(told)}\n`)
}
