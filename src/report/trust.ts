import type { Track } from '../model/track.ts'
import { percent } from './share.ts'
import { shown } from './shown.ts'

const HEAD = ['', 'proposed', 'waiting', 'approved', 'merged', 'rejected', 'reverted', 'held', 'interval']

/** The track record as a table, and below it what the policy asks of those that it asks something of. */
export function trustText({
  tracks,
  graduation,
}: {
  tracks: Track[]
  graduation: { improver: string; asks: number; low: number | null; starts: boolean }[]
}): string {
  const rows = tracks.map(one => [
    one.rule === null ? shown(one.improver) : `  ${shown(one.rule)}`,
    ...[one.proposed, one.waiting, one.approved, one.merged, one.rejected, one.reverted].map(String),
    one.rate === null ? '-' : percent(one.rate),
    one.interval ? one.interval.map(percent).join(' to ') : '-',
  ])
  const all = [HEAD, ...rows]
  const widths = HEAD.map((_, at) => Math.max(...all.map(row => row[at]!.length)))
  const lines = all.map(row =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  )
  const asked = graduation.map(({ improver, asks, low, starts }) => {
    const has = low === null ? 'nothing was decided yet' : `it is at least ${percent(low)}`
    const name = shown(improver)
    return starts
      ? `${name} starts by itself: ${has}, above ${percent(asks)}`
      : `${name} starts only when asked (run --only ${name}): ${has}, and the policy asks for more than ${percent(asks)}`
  })
  const table = tracks.length ? lines : ['no improvement was proposed here yet']
  return `${[...table, ...(asked.length ? ['', ...asked] : [])].join('\n')}\n`
}
