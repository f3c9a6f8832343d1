import type { Violation } from '../model/decision.ts'
import { shown } from './shown.ts'

/** A tested policy, as far as a report reads it. */
type Tested = {
  policy: string
  file: string
  examples:
    | {
        name: string
        where: string
        expect: string
        because: string | null
        answer: string
        holds: boolean
        violations: Violation[]
      }[]
    | null
}

/** Which examples hold, and of those that don't what the policy said and why. */
export function examplesText({ policy, file, examples }: Tested): string {
  const head = `${policy} is right\n`
  if (examples === null) return `${head}  no examples: ${file} is not there\n`
  const failed = examples.filter(({ holds }) => !holds)
  const sum = `${file}: ${examples.length - failed.length} of ${examples.length} examples hold\n`
  const lines = failed.flatMap(({ name, where, expect, because, answer, violations }) => [
    `  failed  ${shown(where)}  ${shown(name)}`,
    `          expected ${expect}${because === null ? '' : ` because "${shown(because)}"`}, and it is ${answer}`,
    ...violations.map(({ rule, why }) => `          ${rule}: ${shown(why)}`),
  ])
  return head + sum + lines.map(line => `${line}\n`).join('')
}
