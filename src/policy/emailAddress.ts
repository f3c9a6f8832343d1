import { oddCharacter, shown } from './oddCharacter.ts'

/** Brackets and plus signs are honest: `49699333+dependabot[bot]@users.noreply.github.com`. */
const ADDRESS = /^[^\s@<>"(),:;\\*?]+@[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/

/** What is wrong with an address that stands in a policy, in words, or null. */
export function emailProblem(text: string): string | null {
  const odd = oddCharacter(text, 'ascii')
  if (odd) return `an address must be ASCII, and this one contains ${odd.name}`
  const inner = /<([^<>]+)>/.exec(text)?.[1]
  if (inner && ADDRESS.test(inner)) return `must be the address alone: ${shown(inner)}`
  if (/[*?]/.test(text)) return 'must be one whole address; patterns would let strangers in'
  if (text.length > 254 || !ADDRESS.test(text) || text.includes('..'))
    return `must be an address such as jane@example.org, not "${shown(text)}"`
  return null
}

/**
 * The address as it is compared: lower case as a whole. Mail servers may tell `Jane@` from `jane@`,
 * but two such addresses are one person to every forge, and a gate must not count them twice.
 */
export function normalEmail(text: string): string {
  return text.toLowerCase()
}
