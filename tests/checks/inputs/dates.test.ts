import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dates, datesNear, neighbouringDates } from '../../../src/checks/inputs/dates.ts'

const DAY = 86_400_000
const WITHIN = { minute: 60_000, hour: 3_600_000, day: DAY, week: 7 * DAY, month: 31 * DAY, year: 366 * DAY }

test('two dates are often so near to each other as a program that tells units apart may ask for', () => {
  const pairs = fc.sample(fc.tuple(dates, dates), { numRuns: 2_000, seed: 1 })
  let above = 0
  for (const [name, below] of Object.entries(WITHIN)) {
    const apart = pairs.filter(([one, other]) => {
      const between = Math.abs((one as { ms: number }).ms - (other as { ms: number }).ms)
      return between > above && between <= below
    })
    assert.ok(apart.length >= 20, `${apart.length} of 2,000 pairs are a ${name} or less apart`)
    above = below
  }
})

test('dates are those that a date can be, and near ones are others', () => {
  for (const one of fc.sample(fc.oneof(dates, datesNear(null), datesNear(0)), { numRuns: 2_000, seed: 2 })) {
    assert.equal(one.$, 'date')
    if (one.$ === 'date' && one.ms !== null) assert.equal(new Date(one.ms).getTime(), one.ms)
  }
  for (const ms of [null, 0, 1_700_000_000_000])
    for (const one of neighbouringDates(ms)) assert.notDeepEqual(one, { $: 'date', ms })
})
