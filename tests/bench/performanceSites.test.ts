import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DECOYS } from './performanceSites/decoys.ts'
import { gradeSites, touched } from './performanceSites/grade.ts'
import { HISTORY } from './performanceSites/history.ts'
import { SEEDED } from './performanceSites/seeded.ts'

for (const [from, sites] of Object.entries({ seeded: SEEDED, 'of public history': HISTORY }))
  test(`slow sites, ${from}, are found, and do the same afterwards`, async () => {
    const graded = await gradeSites(sites)
    assert.deepEqual(
      graded.flatMap(({ site, differs }) => (differs ? [`${site.name}: ${differs}`] : [])),
      [],
    )
    const found = graded.filter(one => one.found).length
    const missed = graded.filter(one => !one.found).map(({ site }) => `${site.rewrite}: ${site.name}`)
    assert.ok(found >= 0.9 * graded.length, `missed: ${missed.join(', ')}`)
  })

test('decoys are left alone', () => {
  assert.deepEqual(
    touched(DECOYS).map(({ decoy, after }) => `${decoy.name}: ${decoy.why}\n${after}`),
    [],
  )
})
