import type { Problem, WholeTree } from './repository.ts'

/** The kind of observation that says which tests are red. */
export const RED_TESTS = 'red-tests'

/** What the repository's own tests say as they are committed, asked twice. */
export type RedTests = {
  /** How they were run. */
  command: string
  /** Whether that was in the sandbox, where a test that needs the network fails whatever the code does. */
  isolated: boolean
  /** Whole names of those that failed both times. */
  red: string[]
  /** Those that failed once and passed once. */
  flaky: string[]
  /** What the command printed last, where it fails and names no test. */
  unnamed: string | null
}

/** Red tests as problems, each at its file where its name tells that. They are only told: which side is wrong takes judgement. */
export function testProblems(
  { command, isolated, red, flaky, unnamed }: RedTests,
  { paths, code }: WholeTree,
): Problem[] {
  const where = isolated ? ' in the sandbox, which has no network' : ''
  const place = (name: string) => {
    const parts = name.split(' > ')
    const path = paths.has(parts[0]!) ? parts[0]! : null
    const text = [...code.tests, ...code.files].find(file => file.path === path)?.text
    const at = parts.length > 1 && text ? text.indexOf(parts.at(-1)!.replace(/ \(\d+\)$/, '')) : -1
    return { path: path ?? 'package.json', start: Math.max(0, at), end: Math.max(0, at), symbol: name }
  }
  const problem = (name: string, rule: string, level: Problem['level'], says: string): Problem => ({
    rule,
    level,
    ...place(name),
    says,
  })
  return [
    ...red.map(name => problem(name, 'red-test', 'error', `test fails${where}: ${name}`)),
    ...(unnamed === null
      ? []
      : [problem(command, 'red-test', 'error', `${command} fails${where} and names no test: ${unnamed}`)]),
    ...flaky.map(name =>
      problem(name, 'flaky-test', 'warning', `test fails now and then, of two runs once: ${name}`),
    ),
  ]
}
