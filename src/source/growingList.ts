/** A list of small numbers that grows; several times faster to fill than an array of a file's size. */
export type GrowingList = {
  push(value: number): void
  push3(first: number, second: number, third: number): void
  size(): number
  values(): Int32Array
}

/** @param expected how many numbers to have room for at first. */
export function growingList(expected: number): GrowingList {
  let values = new Int32Array(Math.max(16, expected))
  let size = 0
  const grow = () => {
    const larger = new Int32Array(values.length * 2)
    larger.set(values)
    values = larger
  }
  return {
    push(value) {
      if (size === values.length) grow()
      values[size++] = value
    },
    push3(first, second, third) {
      if (size + 3 > values.length) grow()
      values[size] = first
      values[size + 1] = second
      values[size + 2] = third
      size += 3
    },
    size: () => size,
    values: () => values.subarray(0, size),
  }
}
