import type { Problem } from './repository.ts'

/**
 * What is to be looked at first: what is worth most by what it keeps from working, and of equals what is mended with the least risk.
 *
 * | rule                     | worth: what does not work                          | risk of the mend                  |
 * | ------------------------ | -------------------------------------------------- | --------------------------------- |
 * | `red-test`               | the program, or what says whether it works         | a person mends it                 |
 * | `type-error`             | the build, for whoever checks types                | the compiler's own single fix     |
 * | `undeclared-dependency`  | the program, at the next install that is otherwise | one line and its lock             |
 * | `dev-dependency-shipped` | the program, at whoever installs it                | a person mends it                 |
 * | `stale-lock-file`        | `npm ci` and its like                              | the package manager mends it      |
 * | `dead-key`, `-script`    | one command, or an entry point                     | a path that history knows         |
 * | `missing-lock-file`      | that two installs are alike                        | the package manager makes it      |
 * | `flaky-test`             | trust in the tests                                 | a person mends it                 |
 */
const ORDER = [
  'red-test',
  'type-error',
  'undeclared-dependency',
  'dev-dependency-shipped',
  'stale-lock-file',
  'dead-key',
  'dead-script',
  'missing-lock-file',
  'flaky-test',
]

/** Errors before warnings, then by that table, then what can be mended, then by place. */
export function byWorth(problems: Problem[]): Problem[] {
  const keys = (one: Problem) =>
    [one.level === 'error' ? 0 : 1, ORDER.indexOf(one.rule), one.mend ? 0 : 1, one.path, one.start] as const
  return [...problems].sort((a, b) => {
    const [left, right] = [keys(a), keys(b)]
    for (const [at, one] of left.entries()) {
      const other = right[at]!
      if (one !== other) return one < other ? -1 : 1
    }
    return 0
  })
}
