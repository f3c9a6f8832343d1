import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changePoints } from '../../src/bench/changePoints.ts'

/** Normal noise of a share around levels, from a seed; every eighth figure is three times as wide, as on real machines. */
function series(levels: [count: number, level: number][], noise: number, seed: number): number[] {
  let state = seed * 2_654_435_761 + 1
  const uniform = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return ((Math.imul(state ^ (state >>> 13), 3_266_489_917) >>> 0) + 0.5) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const wide = () => (uniform() < 0.125 ? 3 : 1)
  return levels.flatMap(([count, level]) =>
    Array.from({ length: count }, () => level * Math.exp(noise * wide() * normal())),
  )
}

describe('change points', () => {
  it('are seldom seen where there are none', () => {
    let seen = 0
    for (let seed = 1; seed <= 300; seed++)
      seen += changePoints(series([[40, 12]], 0.03, seed)).length ? 1 : 0
    assert.ok(seen <= 9, `${seen} of 300`)
  })

  it('are found where a level moves by three times the noise, at the figure or next to it', () => {
    let found = 0
    for (let seed = 1; seed <= 100; seed++) {
      const [one, ...more] = changePoints(
        series(
          [
            [20, 12],
            [20, 13.2],
          ],
          0.03,
          seed,
        ),
      )
      if (one && !more.length && Math.abs(one.at - 20) <= 1 && one.change > 0.05 && one.change < 0.15)
        found += 1
    }
    assert.ok(found >= 85, `${found} of 100`)
  })

  it('are told one by one where there are several, each by its own two levels', () => {
    const points = changePoints(
      series(
        [
          [15, 10],
          [15, 14],
          [15, 10],
        ],
        0.01,
        7,
      ),
    )
    assert.deepEqual(
      points.map(one => one.at),
      [15, 30],
    )
    assert.ok(Math.abs(points[0]!.change - 0.4) < 0.03)
    assert.ok(Math.abs(points[1]!.change + 2 / 7) < 0.03)
  })

  it('need three figures on each side; a wild one, equal figures and a small move are none', () => {
    assert.deepEqual(changePoints([]), [])
    assert.deepEqual(changePoints([1, 1, 2, 2]), [])
    assert.deepEqual(
      changePoints([1, 1, 1, 1, 2, 2, 2, 2]).map(one => one.at),
      [4],
    )
    assert.deepEqual(
      changePoints(Array.from({ length: 30 }, (_, at) => (at === 14 ? 90 : 10 + at / 1e6))),
      [],
    )
    assert.deepEqual(changePoints(new Array(40).fill(3)), [])
    assert.deepEqual(changePoints([...new Array(20).fill(100), ...new Array(20).fill(101)]), [])
  })
})
