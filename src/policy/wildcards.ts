/** One step of a pattern: what it takes, whether it may take more, and which later steps can do without it. */
export type Step = { takes(char: string): boolean; repeats: boolean; skips: number[] }

export const exactly = (char: string): Step => ({ takes: other => other === char, repeats: false, skips: [] })
/** One character of a name. */
export const one: Step = { takes: char => char !== '/', repeats: false, skips: [] }
/** Any run within a name. */
export const name: Step = { takes: char => char !== '/', repeats: true, skips: [1] }
/** Any run at all. */
export const all: Step = { takes: () => true, repeats: true, skips: [1] }
/** Either the `count` steps that follow, or none of them. */
export const maybe = (count: number): Step => ({ takes: () => false, repeats: false, skips: [1, count + 1] })

/**
 * Whether the steps take the whole of `text`. Follows all readings at once, so that the time is at most
 * length x steps: as a regular expression, five stars and a path of 255 letters that somebody chose with
 * care run for hours, in a hook that everybody waits for.
 */
export function takesWhole(steps: readonly Step[], text: string): boolean {
  let places = withSkips(steps, new Set([0]))
  for (const char of text) {
    const next = new Set<number>()
    for (const place of places) {
      const step = steps[place]
      if (step?.takes(char)) next.add(step.repeats ? place : place + 1)
    }
    if (next.size === 0) return false
    places = withSkips(steps, next)
  }
  return places.has(steps.length)
}

/** A set that grows while it is walked: what is added is walked too. */
function withSkips(steps: readonly Step[], places: Set<number>): Set<number> {
  for (const place of places) for (const skip of steps[place]?.skips ?? []) places.add(place + skip)
  return places
}
