import { oddCharacter, shown } from './oddCharacter.ts'

/** What is wrong with a ref or ref pattern of a policy, in words, or null (git-check-ref-format's rules). */
export function refProblem(pattern: string): string | null {
  const odd = oddCharacter(pattern, 'ascii')
  if (odd) return `a ref must be ASCII here, and this one contains ${odd.name}`
  if (pattern === '') return 'must name a branch or tag, and is empty'
  if (pattern.startsWith('!')) return 'a pattern can\'t be negated with "!": list what is meant'
  const sign = /[[\]{}\\^~: ]/.exec(pattern)?.[0]
  if (sign) return `a ref pattern knows *, ** and ?, and can't contain "${sign}"`
  const short = /^(?:heads|tags|remotes)\//.exec(pattern)
  if (short) return `write refs/${shown(pattern)}, or a branch's bare name`
  if (pattern === 'HEAD' || pattern === 'refs' || /^refs\/[^/]*$/.test(pattern))
    return `"${shown(pattern)}" is no branch or tag`
  if (pattern.length > 250) return 'is longer than 250 characters'
  const badPart = pattern
    .split('/')
    .some(part => part === '' || part.startsWith('.') || part.endsWith('.lock'))
  if (badPart || /\.\.|@\{|\.$/.test(pattern)) return `git can't have a ref named "${shown(pattern)}"`
  return null
}
