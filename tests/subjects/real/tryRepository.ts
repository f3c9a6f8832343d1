import { COMMAND } from '../../helpers/cli.ts'
import { addedComments, type Quote } from './comments.ts'
import type { RealRepository } from './repositories.ts'
import { differences } from './sameProgram.ts'
import { git, shell } from './shell.ts'

/** What `git-improver run --json` prints, as far as it is read here. */
type Printed = {
  findings: unknown[]
  improvements: {
    branch: string
    commit: string
    class: string
    checks: Record<string, { status: string }>
  }[]
  dropped: { file: string; check: string; reason: string }[]
  sandbox: string | null
  notes?: string[]
}

export type Outcome = {
  name: string
  found: number
  proposed: number
  dropped: { file: string; check: string; reason: string }[]
  classes: Record<string, number>
  checks: Record<string, number>
  sandbox: string
  seconds: number
  /** Branches whose program is not the same as the base's, in words. */
  changed: string[]
  /** Branches that do not merge with the others. */
  clashing: string[]
  /** Before anything, on each proposed branch alone, and with all of them merged. */
  tests: { before: TestRun; branches: (TestRun & { branch: string })[]; after: TestRun }
  quotes: Quote[]
  notes: string[]
}

export type TestRun = { code: number; seconds: number; tail: string }

/** Improves a checked-out repository and then proves with other means what was proposed. */
export function tryRepository(
  repository: RealRepository,
  dir: string,
  base: string,
  limit: number,
  say: (text: string) => void,
): Outcome {
  say('tests before')
  const before = runTests(repository, dir)
  say('git-improver run')
  const only = 'docs'
  const ran = shell(
    `'${process.execPath}' '${COMMAND}' --json run --only ${only} --limit ${limit} 2>/dev/null`,
    dir,
  )
  if (ran.code !== 0)
    throw new Error(`git-improver run ended with ${ran.code}:\n${ran.output.slice(0, 4000)}`)
  const printed = JSON.parse(ran.output) as Printed
  say(`${printed.improvements.length} branches: comparing programs`)
  const changed = printed.improvements.flatMap(({ branch }) =>
    differences(dir, base, branch).map(why => `${branch}: ${why}`),
  )
  const names = printed.improvements.map(({ branch }) => branch)
  const branches = names.map(branch => {
    say(`tests on ${branch}`)
    git(dir, 'checkout', '-q', '--detach', branch)
    return { branch, ...runTests(repository, dir) }
  })
  git(dir, 'checkout', '-q', '--detach', base)
  const clashing = mergeAll(dir, names)
  say('tests after')
  const after = runTests(repository, dir)
  return {
    name: repository.name,
    found: printed.findings.length,
    proposed: printed.improvements.length,
    dropped: printed.dropped,
    classes: countBy(printed.improvements.map(one => one.class)),
    checks: countBy(
      printed.improvements.flatMap(one =>
        Object.entries(one.checks).map(([name, { status }]) => `${name} ${status}`),
      ),
    ),
    sandbox: printed.sandbox ?? 'nothing ran',
    seconds: ran.seconds,
    changed,
    clashing,
    tests: { before, branches, after },
    quotes: printed.improvements.flatMap(({ branch }) => addedComments(dir, base, branch)),
    notes: printed.notes ?? [],
  }
}

/** Merges every branch into one: what holds for each alone might not hold for all together. */
function mergeAll(dir: string, branches: string[]): string[] {
  git(dir, 'switch', '-q', '-c', 'everything')
  return branches.filter(branch => {
    const { code } = shell(`git merge -q --no-edit '${branch}'`, dir)
    if (code !== 0) git(dir, 'merge', '--abort')
    return code !== 0
  })
}

function runTests({ test }: RealRepository, dir: string): TestRun {
  const { code, seconds, output } = shell(test, dir)
  const lines = output.trimEnd().split('\n')
  // The counts at the end do not say which test it was.
  const failing = code === 0 ? [] : lines.filter(line => /^\s*(not ok|\d+\) |✖|FAIL)/.test(line)).slice(0, 20)
  return { code, seconds, tail: [...failing, ...lines.slice(-12)].join('\n') }
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
