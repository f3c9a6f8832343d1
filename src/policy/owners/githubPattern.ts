import { all, exactly, maybe, name, one, type Step, takesWhole } from '../wildcards.ts'
import { longestPlain } from './longestPlain.ts'
import type { OwnerPattern } from './ownerRule.ts'

/**
 * Compiles a pattern of GitHub's CODEOWNERS, or says in words why GitHub calls it invalid.
 *
 * "Most of the same rules used in gitignore files", without `!`, `[ ]` and `\#` (docs.github.com, "About code owners",
 * "CODEOWNERS syntax" and "Syntax exceptions"; git help gitignore for the rest): case counts; a slash at the beginning
 * or in the middle ties it to the root; a folder owns all that is below it, with or without a slash at
 * the end; but `docs/*` owns the files in `docs` and not those further down, unlike gitignore.
 */
export function githubPattern(written: string): OwnerPattern | string {
  const problem = githubProblem(written)
  if (problem) return problem
  let steps: Step[] | undefined
  const names = (path: string) => {
    steps ??= compile(written)
    return takesWhole(steps, path)
  }
  const anchored = /.\//.test(written.replace(/\/$/, '')) || written.startsWith('/')
  const [first = ''] = anchored ? written.replace(/^\//, '').split(/[*?\\]/, 1) : []
  return { first: first.replace(/\/$/, ''), part: longestPlain(written), names }
}

/** A long file is mostly about other paths: only what is asked for is compiled. */
function compile(written: string): Step[] {
  const folder = written.endsWith('/')
  const trimmed = written.replace(/^\//, '').replace(/\/$/, '')
  const parts = trimmed.split('/')
  const anchored = written.startsWith('/') || parts.length > 1
  const steps: Step[] = anchored ? [] : [maybe(2), all, exactly('/')]
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1
    if (part === '**') steps.push(...(last ? [all] : [maybe(2), all, exactly('/')]))
    else steps.push(...part.match(/\\.|\*+|./gsu)!.map(stepOf), ...(last ? [] : [exactly('/')]))
  }
  if (folder) steps.push(exactly('/'), all)
  else if (parts.at(-1) !== '*' || !anchored) steps.push(maybe(2), exactly('/'), all)
  return steps
}

function githubProblem(written: string): string | null {
  if (written.length > 4096) return 'it is longer than any path'
  if (written.startsWith('!')) return 'GitHub knows no "!" here'
  if (written.startsWith('\\#')) return 'GitHub knows no pattern that begins with "#", escaped or not'
  if (/[[\]]/.test(written.replace(/\\./gs, ''))) return 'GitHub knows no "[ ]" here'
  if (/\*{3}/.test(written)) return 'three stars in a row mean nothing'
  if (/^\/*$/.test(written)) return 'it names nothing; * names every file'
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(written)) return 'a backslash at its end takes the meaning from nothing'
  return written.includes('//') ? 'no path has an empty part' : null
}

function stepOf(part: string): Step {
  if (part.startsWith('*')) return name
  if (part === '?') return one
  return exactly(part.length > 1 && part.startsWith('\\') ? part.slice(1) : part)
}
