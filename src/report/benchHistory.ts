import { plot } from 'simple-ascii-chart'
import { brief } from './brief.ts'
import { percent, signed } from './share.ts'
import { shown } from './shown.ts'

type Reported = {
  ref: string
  series: {
    file: string
    case: string
    fingerprint: { [key: string]: unknown }
    attested: boolean
    points: {
      commit: string
      at: string
      title: string
      ns: number
      beside: { outcome: string; change: number } | null
    }[]
    moves: { since: string; commit: string; between: string[]; change: number }[]
  }[]
}

/** Fewer points are read faster in the table. */
const DRAWN = 4
/** More numbers do not stand apart below the chart. */
const MOST_TICKS = 16
/** Of a word about the machine. */
const LONGEST = 60
/** The chart's size in characters. */
const SIZE = { width: 72, height: 8 }

/** Each series: what it is of, a chart, a line for each commit, and what moved it. */
export function benchHistoryText({ ref, series }: Reported): string {
  if (!series.length)
    return `the ledger has no benchmark along ${shown(ref.replace(/^refs\/heads\//, ''))}; git improver bench HEAD^..HEAD --record measures the last commit\n`
  return series.map(seriesText).join('\n')
}

function seriesText({
  file,
  case: name,
  fingerprint,
  attested,
  points,
  moves,
}: Reported['series'][number]): string {
  const { cpu, cores, system, node, git, sandbox, method } = fingerprint
  const word = (value: unknown, as = '#') =>
    value === undefined || value === null ? [] : [as.replace('#', () => brief(value, LONGEST))]
  const where = [
    ...word(cpu),
    ...word(cores, '# cores'),
    ...word(system),
    ...word(node),
    ...word(git, 'git #'),
    ...word(sandbox, 'sandbox #'),
    ...word(method),
  ]
  const unit = unitFor(Math.max(...points.map(({ ns }) => ns)))
  const starts = new Map(moves.map(move => [move.commit, move]))
  const rows = points.map(({ commit, at, ns, beside, title }) => {
    const change = beside ? brief(`${signed(beside.change)} ${beside.outcome}`, 40) : ''
    return `  ${commit.slice(0, 9)}  ${at.slice(0, 10)}  ${inUnit(ns, unit).padStart(10)}  ${change.padEnd(20)}  ${starts.has(commit) ? '<- ' : ''}${brief(title)}`
  })
  const chart =
    points.length < DRAWN
      ? []
      : plot(
          points.map(({ ns }, at) => [at + 1, Number((ns / unit.ns).toPrecision(4))] as [number, number]),
          { ...SIZE, ...(points.length > MOST_TICKS && { customXAxisTicks: ticksOf(points.length) }) },
        ).split('\n')
  const told = moves.map(({ since, commit, between, change }) =>
    between.length === 1
      ? `  ${commit.slice(0, 9)} made it ${percent(Math.abs(change))} ${change > 0 ? 'slower' : 'faster'}`
      : `  one of ${between.length} commits after ${since.slice(0, 9)}, up to ${commit.slice(0, 9)}, made it ${percent(Math.abs(change))} ${change > 0 ? 'slower' : 'faster'}; git bisect run tells which`,
  )
  return [
    `${brief(file)}: ${brief(name)}`,
    `  ${where.join(', ') || 'an unknown machine'}${attested ? '' : '; no voucher of the policy attests it'}`,
    ...chart.map(line => `  ${line}`.trimEnd()),
    ...rows,
    ...told,
    '',
  ].join('\n')
}

/** A few numbers from the first to the last: one for each would run into the next. */
function ticksOf(count: number): number[] {
  return [0, 1, 2, 3, 4].map(quarter => 1 + Math.round((quarter * (count - 1)) / 4))
}

type Unit = { name: string; ns: number }

function unitFor(ns: number): Unit {
  const units = [
    { name: 's', ns: 1e9 },
    { name: 'ms', ns: 1e6 },
    { name: '\u00b5s', ns: 1e3 },
  ]
  return units.find(unit => ns >= unit.ns) ?? { name: 'ns', ns: 1 }
}

function inUnit(ns: number, { name, ns: one }: Unit): string {
  return `${Number((ns / one).toPrecision(4))} ${name}`
}
