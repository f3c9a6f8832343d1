/** Lists of more than that are not kept for the next file. */
const MOST_KEPT = 1 << 20

/**
 * A list of small numbers that grows; several times faster to fill than an array of a file's size. One is used for file after file, as
 * making room costs more than filling it for small ones.
 */
export type GrowingList = {
  /** Empties it. */
  begin(): void
  push(value: number): void
  size(): number
  /** The numbers where they lie, until it begins anew. */
  values(): Int32Array
}

export function growingList(): GrowingList {
  let values = new Int32Array(1024)
  let size = 0
  const grow = () => {
    const larger = new Int32Array(values.length * 2)
    larger.set(values)
    values = larger
  }
  return {
    begin() {
      if (values.length > MOST_KEPT) values = new Int32Array(1024)
      size = 0
    },
    push(value) {
      if (size === values.length) grow()
      values[size++] = value
    },
    size: () => size,
    values: () => values.subarray(0, size),
  }
}

/** What lists hold, to be kept: all in one piece of memory, which costs as much to get as hundreds of numbers cost to copy. */
export function keptValues<Lists extends GrowingList[]>(...lists: Lists): { [K in keyof Lists]: Int32Array } {
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.size(), 0))
  let at = 0
  const kept = lists.map(list => {
    all.set(list.values(), at)
    at += list.size()
    return all.subarray(at - list.size(), at)
  })
  return kept as { [K in keyof Lists]: Int32Array }
}
