import { readdirSync, readFileSync } from 'node:fs'
import { Failure } from '../../src/model/failure.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'

const folder = new URL('../../policies/', import.meta.url)

/** The presets as they ship, by name and number. */
export const PRESETS: Record<string, string> = Object.fromEntries(
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .map(file => [file.replace(/\.yaml$/, ''), readFileSync(new URL(file, folder), 'utf8')]),
)

/** A policy of these lines, `version: 1` before them. */
export const policyOf = (lines: string) => readPolicy(`version: 1\n${lines}`, PRESETS, 'p.yaml')

/** What reading complains of, a line each; [] when it does not. Anything but a Failure goes through. */
export function complaints(text: string, presets = PRESETS): string[] {
  try {
    readPolicy(text, presets, 'p.yaml')
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.message.split('\n')
  }
}
