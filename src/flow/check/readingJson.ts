import type { Reading } from '../../bench/judgePairs.ts'

/** What pairs say, for the evidence; an end of the interval that is not known is null. */
export function readingJson({ change, between, pairs }: Reading) {
  const finite = (value: number) => (Number.isFinite(value) ? value : null)
  return { change: finite(change), between: between.map(finite), pairs }
}
