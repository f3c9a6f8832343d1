import { expandBraces } from './expandBraces.ts'
import { globProblem } from './globProblem.ts'
import { all, exactly, maybe, name, one, type Step, takesWhole } from './wildcards.ts'

/** `first` and `last` are plain text that a path must begin and end with: most are refused by that alone. */
type Pattern = { first: string; last: string; steps: Step[] }

const compiled = new Map<string, Pattern[]>()

/**
 * Whether a glob of the policy names a path of the repository. `*` and `?` stay within one folder, `**`
 * crosses folders (`docs/**` names `docs` itself too), `{a,b}` is either, and a backslash takes the
 * meaning from what follows. Everything else is itself, brackets too: `app/(auth)/[id].tsx`. Files that
 * begin with a dot are files like any other, and case counts.
 * A glob that `globProblem` would refuse names nothing.
 */
export function matchesPath(glob: string, path: string): boolean {
  let patterns = compiled.get(glob)
  if (!patterns) {
    patterns = globProblem(glob) === null ? expandBraces(glob).map(compile) : []
    compiled.set(glob, patterns)
  }
  return patterns.some(
    ({ first, last, steps }) => path.startsWith(first) && path.endsWith(last) && takesWhole(steps, path),
  )
}

const SPECIAL = /[*?\\]/

function compile(glob: string): Pattern {
  const [first = ''] = glob.split(SPECIAL)
  const last = SPECIAL.test(glob) ? (glob.split(SPECIAL).at(-1) ?? '') : glob
  const folders = glob.match(/\/\*\*$|\*\*\/|\*\*|\\.|./gsu) ?? []
  return {
    // In `docs/**` and `**/docs` the slash need not be there.
    first: first.replace(/\/$/, ''),
    last: last.replace(/^\//, ''),
    steps: folders.flatMap(stepsOf),
  }
}

function stepsOf(part: string): Step[] {
  if (part === '/**') return [maybe(2), exactly('/'), all]
  if (part === '**/') return [maybe(2), all, exactly('/')]
  if (part === '**') return [all]
  if (part === '*') return [name]
  if (part === '?') return [one]
  return [exactly(part.replace(/^\\/, '') || part)]
}
