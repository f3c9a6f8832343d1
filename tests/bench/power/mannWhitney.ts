/**
 * The one-sided chance that the first sample is as much lower as it is, were both drawn from one distribution (Mann and
 * Whitney's test, by its normal approximation, which is close for twenty values and more).
 */
export function mannWhitney(lower: readonly number[], upper: readonly number[]): number {
  let wins = 0
  for (const one of lower) for (const other of upper) wins += one < other ? 1 : one === other ? 0.5 : 0
  const [n, m] = [lower.length, upper.length]
  const z = (wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 1 - normal(z)
}

/** The normal distribution to seven places (Abramowitz and Stegun, 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}
