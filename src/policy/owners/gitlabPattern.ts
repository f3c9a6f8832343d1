import { all, exactly, maybe, name, one, type Step, takesWhole } from '../wildcards.ts'
import { longestPlain } from './longestPlain.ts'
import type { OwnerPattern } from './ownerRule.ts'

/**
 * Compiles a pattern of GitLab's CODEOWNERS: Ruby's `File.fnmatch` with FNM_PATHNAME and FNM_DOTMATCH, on a path that
 * begins with a slash (docs.gitlab.com, "Advanced CODEOWNERS configuration", "Pattern matching", and "Syntax of CODEOWNERS
 * file", "Path matching"). So a name without a slash at its end is a file and never what is below a folder of that
 * name, `/docs/**` at the end is one level only, and `[a-z]` is a set.
 */
export function gitlabPattern(written: string): OwnerPattern {
  const plain = written.replace(/^\\#/, '#').replace(/\\(\s)/g, '$1')
  const rooted = plain.startsWith('/') ? plain : `/**/${plain}`
  const whole = plain === '*' ? '/**/*' : rooted.endsWith('/') ? `${rooted}**/*` : rooted
  let steps: Step[] | undefined
  const names = (path: string) => {
    steps ??= stepsOf(whole)
    return takesWhole(steps, `/${path}`)
  }
  const [first = ''] = plain.startsWith('/') ? plain.slice(1).split(/[*?[\\]/, 1) : []
  return { first, part: plain.includes('[') ? '' : longestPlain(plain), names }
}

const PARTS = /(?<=\/)(?:\*\*\/)+|\*+|\?|\[(?:[!^])?(?:\\.|[^\]\\])+\]|\\.|./gsu

function stepsOf(whole: string): Step[] {
  return [...whole.matchAll(PARTS)].flatMap(([part]) => {
    if (part.startsWith('**/')) return [maybe(2), all, exactly('/')]
    if (part.startsWith('*')) return [name]
    if (part === '?') return [one]
    if (part.startsWith('[') && part.length > 2) return [oneOf(part.slice(1, -1))]
    return [exactly(part.length > 1 && part.startsWith('\\') ? part.slice(1) : part)]
  })
}

/** One character of a set: `a-z`, `_`, an escaped sign; `!` or `^` in front turns it round. A slash is in none. */
function oneOf(written: string): Step {
  const negated = /^[!^]/.test(written)
  const signs = (negated ? written.slice(1) : written).match(/\\.|./gsu) ?? []
  const plain = signs.map(sign => (sign.length > 1 && sign.startsWith('\\') ? sign.slice(1) : sign))
  const ranges: [string, string][] = []
  for (let at = 0; at < plain.length; at++) {
    const from = plain[at]!
    const to = signs[at + 1] === '-' && plain[at + 2] !== undefined ? plain[at + 2]! : from
    ranges.push([from, to])
    if (to !== from || signs[at + 1] === '-') at += plain[at + 2] !== undefined ? 2 : 0
  }
  const holds = (char: string) => ranges.some(([from, to]) => from <= char && char <= to)
  return { takes: char => char !== '/' && holds(char) !== negated, repeats: false, skips: [] }
}
