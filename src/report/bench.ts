import { percent, signed } from './share.ts'
import { shown } from './shown.ts'

type Reading = { pairs: number; change: number; between: [number, number]; spread: number }

type Reported = {
  base: string
  head: string
  self: boolean
  sandbox: string
  threshold: number
  cases: {
    file: string
    case: string
    outcome: 'better' | 'worse' | 'same' | 'inconclusive'
    why: string
    seen: Reading
    confirmed: Reading | null
  }[]
  born: string[]
  unmeasured: { file: string; case: string | null; why: string }[]
}

/** What was measured, a case a line with its interval and number of pairs. */
export function benchText(result: Reported): string {
  const { base, head, self, sandbox, threshold, cases, born, unmeasured } = result
  const what = self ? `a copy of ${base.slice(0, 7)}` : head.slice(0, 7)
  const lines = [`${what} beside ${base.slice(0, 7)}, in time for a call:`]
  const width = Math.min(60, Math.max(0, ...cases.map(one => name(one).length)))
  for (const one of cases) {
    const { seen, confirmed } = one
    const small =
      one.outcome === 'worse' && seen.change < threshold ? `, under the ${percent(threshold)} that count` : ''
    lines.push(
      `  ${name(one).padEnd(width)}  ${one.outcome.padEnd(12)}  ${signed(seen.change)}  (${signed(seen.between[0])} to ${signed(seen.between[1])}; ${seen.pairs}${confirmed ? ` + ${confirmed.pairs}` : ''} pairs)${small}`,
    )
    if (one.why) lines.push(`  ${''.padEnd(width)}  ${shown(one.why)}`)
  }
  for (const file of born)
    lines.push(
      `  not measured  ${shown(file)}: it is new here, and proves nothing of the change that brings it`,
    )
  for (const { file, case: of, why } of unmeasured)
    lines.push(
      `  not measured  ${shown(of === null ? file : `${file}: ${of}`)}: ${shown(why.split('\n')[0] ?? '')}`,
    )
  if (sandbox === 'none') lines.push('note  nothing isolated the code that ran (sandbox: none)')
  return `${lines.join('\n')}\n`
}

function name({ file, case: of }: { file: string; case: string }): string {
  return shown(`${file}: ${of}`)
}
