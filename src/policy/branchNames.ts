import { shown } from './oddCharacter.ts'
import { isGlob } from './refPatterns.ts'
import { refProblem } from './refProblem.ts'

/** The folder of branches that hold improvements, such as `ai/`. */
export function aiPrefixProblem(prefix: string): string | null {
  if (!prefix.endsWith('/')) return `must end in "/", such as "${shown(prefix || 'ai')}/"`
  if (prefix.startsWith('refs/')) return "must be the beginning of a branch's bare name, such as ai/"
  return isGlob(prefix) ? "can't hold * or ?" : refProblem(`${prefix}x`)
}

/** A branch by its bare name, one and not a pattern. */
export function branchProblem(name: string): string | null {
  if (name.startsWith('refs/')) return "must be a branch's bare name, such as improver-ledger"
  return isGlob(name) ? "can't hold * or ?" : refProblem(name)
}

/** Only a full object name stays what it was; a branch or a tag can be moved over new commits. */
export function baselineProblem(name: string): string | null {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) return null
  return `must be a commit's full name (git rev-parse HEAD), not "${shown(name)}", which can come to mean another`
}
