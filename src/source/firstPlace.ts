/** The first place of an ordered list from which on nothing lies before any more; its length where all does. By halving. */
export function firstPlace(length: number, isBefore: (place: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}
