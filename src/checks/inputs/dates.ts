import fc from 'fast-check'
import type { FrozenThing } from '../../model/frozen.ts'

/** In milliseconds. A month and a quarter are as long as the usual ones. */
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UNITS = [1, SECOND, MINUTE, 15 * MINUTE, HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 91 * DAY, 365 * DAY]

/** An ordinary day: most dates are near to it, so that two of them are often near to each other. */
const ORDINARY = 1_719_800_999_999

/**
 * Where the trial takes place, the first two are of another day than in Greenwich, and the second is of summer; then come two
 * leap days, the hours in which its clocks are changed, the turn of a year, and one before all counting.
 */
const ODD = [
  0,
  ORDINARY,
  951_827_696_789,
  1_709_210_096_789,
  Date.UTC(2024, 2, 10, 5, 29, 59, 999),
  Date.UTC(2024, 10, 3, 4, 30),
  Date.UTC(2024, 0, 1, 3, 30),
  Date.UTC(2021, 0, 3, 12),
  -DAY * 200_000 - 1,
]

const date = (ms: number | null): FrozenThing => ({ $: 'date', ms })

/** Dates: odd ones, and some a few of a unit away from them, as many in each unit; now and then none at all. */
export const dates: fc.Arbitrary<FrozenThing> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...ODD).map(date) },
  { weight: 4, arbitrary: near(ORDINARY).map(date) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...ODD)
      .chain(near)
      .map(date),
  },
  { weight: 1, arbitrary: fc.constant(date(null)) },
)

/** Dates a few seconds, hours, weeks or years from one. */
export function datesNear(ms: number | null): fc.Arbitrary<FrozenThing> {
  return ms === null ? fc.constantFrom(...ODD).map(date) : near(ms).map(date)
}

/** The same a moment and a day before and after. */
export function neighbouringDates(ms: number | null): FrozenThing[] {
  if (ms === null) return [date(ORDINARY)]
  return [ms + 1, ms - 1, ms + HOUR, ms + DAY, ms - DAY, ms + 40 * DAY].map(date)
}

function near(ms: number): fc.Arbitrary<number> {
  return fc
    .tuple(fc.constantFrom(...UNITS), fc.integer({ min: -13, max: 13 }), fc.constantFrom(0, 0, 1, -1))
    .map(([unit, times, more]) => ms + unit * times + more)
}
