const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text.trim())
  if (!match) throw new TypeError(`not a duration: ${text}`)
  const [, amount, unit = 'ms'] = match
  return Number(amount) * UNITS[unit]!
}

export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) throw new RangeError('a duration is a finite number')
  if (ms < 0) return `-${formatDuration(-ms)}`
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = UNITS[unit]!
    if (ms >= size) return `${trim(ms / size)}${unit}`
  }
  return `${trim(ms)}ms`
}

function trim(amount): string {
  return amount.toFixed(1).replace(/\.0$/, '')
}
