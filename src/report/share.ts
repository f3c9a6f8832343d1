/** A share as people read it, with its sign. */
export function signed(share: number): string {
  if (!Number.isFinite(share)) return 'anything'
  return `${share > 0 ? '+' : ''}${percent(share)}`
}

/** A share in per cent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
