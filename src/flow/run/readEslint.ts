import { relative } from 'node:path'
import type { RuleFix } from '../../model/finding.ts'

type Message = { ruleId: unknown; message: unknown; fix?: { range: unknown; text: unknown } }

/**
 * The fixes in what `eslint --format json` printed. Suggestions are none: ESLint itself does not apply them.
 * @param tree the folder that it ran in.
 * @returns null for what is no such report. Fixes of rules without a name (a syntax error has none) are left out.
 */
export function readEslint(stdout: string, tree: string): RuleFix[] | null {
  let report: unknown
  try {
    report = JSON.parse(stdout)
  } catch {
    return null
  }
  if (!Array.isArray(report)) return null
  return (report as { filePath?: unknown; messages?: Message[] }[]).flatMap(({ filePath, messages }) => {
    const path = typeof filePath === 'string' ? relative(tree, filePath) : '..'
    if (path.startsWith('..') || !Array.isArray(messages)) return []
    return messages.flatMap(({ ruleId, message, fix }): RuleFix[] => {
      const [start, end] = Array.isArray(fix?.range) ? (fix.range as unknown[]) : []
      const isWhole = typeof start === 'number' && typeof end === 'number' && typeof fix?.text === 'string'
      if (typeof ruleId !== 'string' || !isWhole) return []
      return [
        {
          by: 'ESLint',
          rule: ruleId,
          message: typeof message === 'string' ? message : ruleId,
          path,
          start,
          end,
          text: fix.text as string,
        },
      ]
    })
  })
}
