import type { Check } from '../../checks/check.ts'
import { notRun } from '../../checks/result.ts'
import type { CheckResult } from '../../model/check.ts'
import { isCode } from './collectSource.ts'

/**
 * The checks as they judge repairs: each against the base, which is broken. All are the same but for `behaviour`, which proves that
 * nothing changed, and cannot where something is mended: what only installs or points elsewhere is no program to compare, and a
 * program that threw a ReferenceError has no behaviour to keep. That is told as not run, never as passed; any other difference
 * still fails, since a mend that alters what worked takes judgement.
 */
export function repairChecks(checks: readonly Check[]): Check[] {
  return checks.map(check =>
    check.name === 'behaviour'
      ? {
          ...check,
          async run(candidate, context) {
            const changed = candidate.changed.filter(isCode)
            if (changed.length === 0)
              return notRun('no code changed: what is installed and pointed to is left to the other checks')
            return besideTheMend(await check.run({ ...candidate, changed }, context))
          },
        }
      : check,
  )
}

/** What a difference says where one side was broken. */
export function besideTheMend(result: CheckResult): CheckResult {
  const { before, after, call } = result.evidence
  const isBroken = (shows: unknown) => typeof shows === 'string' && /\bthrows ReferenceError\b/.test(shows)
  if (result.status !== 'failed' || !isBroken(before) || isBroken(after)) return result
  return notRun(
    `the base is broken there: ${String(call)} throws a ReferenceError, and no more`,
    result.evidence,
  )
}
