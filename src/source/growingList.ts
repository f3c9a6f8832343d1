/** A list of small numbers that grows; several times faster to fill than an array of a file's size. */
export type GrowingList = { push(value: number): void; size(): number; values(): Int32Array }

/** @param expected how many numbers to have room for at first. */
export function growingList(expected: number): GrowingList {
  let values = new Int32Array(Math.max(16, expected))
  let size = 0
  return {
    push(value) {
      if (size === values.length) {
        const larger = new Int32Array(size * 2)
        larger.set(values)
        values = larger
      }
      values[size++] = value
    },
    size: () => size,
    values: () => values.subarray(0, size),
  }
}
