/** Of 95 %, both sides together: the quantile of the normal distribution. */
const Z = 1.959964

/**
 * Wilson's interval for a share that was seen `successes` times in `total` (1927): where the true one lies with 95 % confidence. With few
 * trials it is wide, and never below 0 or above 1.
 * @returns null where there was no trial.
 */
export function wilson(successes: number, total: number): [low: number, high: number] | null {
  if (total === 0) return null
  const share = successes / total
  const square = Z * Z
  const middle = share + square / (2 * total)
  const reach = Z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total))
  const scale = 1 + square / total
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)]
}
