import { shown } from '../shown.ts'
import { placeOf } from './annotations.ts'
import type { ForgeReport } from './forgeReport.ts'

/** One row of GitLab's code quality report, which merge requests show beside the lines. */
type Issue = {
  description: string
  check_name: string
  fingerprint: string
  severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker'
  location: { path: string; lines: { begin: number } }
}

/**
 * The violations as GitLab's code quality report (`artifacts: reports: codequality`).
 * @param digest makes the fingerprint, by which GitLab tells a new finding from an old one.
 */
export function codeQuality(reports: ForgeReport[], digest: (text: string) => string): Issue[] {
  return reports.flatMap(({ decision, files }) =>
    decision.violations.map(one => {
      const at = placeOf(one, (one.commit && files.get(one.commit)) || [])
      const path = at?.file ?? '.improver/policy.yaml'
      return {
        description: shown(one.why),
        check_name: `git-improver/${one.rule}`,
        fingerprint: digest(`${one.rule} ${one.commit} ${path}`),
        severity: one.level === 'block' ? ('blocker' as const) : ('minor' as const),
        location: { path, lines: { begin: at?.line ?? 1 } },
      }
    }),
  )
}
