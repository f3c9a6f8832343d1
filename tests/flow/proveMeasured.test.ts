import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Measured } from '../../src/flow/measure/measureMend.ts'
import type { Mend } from '../../src/flow/run/groupFindings.ts'
import { measuredCheck, proveMeasured } from '../../src/flow/run/proveMeasured.ts'
import type { Verdict } from '../../src/model/check.ts'

const mend = (title: string) => ({ finding: { title }, edits: [] }) as unknown as Mend
const named = (list: Mend[]) => list.map(one => one.finding.title)
const measured = (isBetter: boolean, why: string): Measured => ({ isBetter, why, cases: [] })

/** Proves all but what is called broken, and measures what is called slow as no better. */
async function prove(titles: string[]) {
  const asked: string[][] = []
  const timed: string[] = []
  const result = await proveMeasured(
    titles.map(mend),
    async list => {
      asked.push(named(list))
      const status = named(list).includes('broken') ? ('failed' as const) : ('passed' as const)
      return { status, checks: { types: { status, why: 'it broke', evidence: {} } } } as unknown as Verdict
    },
    one => one.finding.title !== 'docs',
    async one => {
      timed.push(one.finding.title)
      return one.finding.title === 'slow'
        ? measured(false, 'measured slower: 0.80x')
        : measured(true, '2.0x as fast')
    },
  )
  return { ...result, asked, timed }
}

describe('proving what is to cost less', () => {
  it('measures each that holds, alone, and what is no such thing not at all', async () => {
    const { kept, timed, asked, figures } = await prove(['docs', 'fast'])
    assert.deepEqual(named(kept), ['docs', 'fast'])
    assert.deepEqual(timed, ['fast'])
    assert.equal(asked.length, 1)
    assert.equal(measuredCheck(kept, figures)?.why, '2.0x as fast')
    assert.equal(measuredCheck(kept.slice(0, 1), figures), null)
  })

  it('drops what is measured no better, with its figure, and proves what is left once more', async () => {
    const { kept, dropped, asked, verdict } = await prove(['fast', 'slow'])
    assert.deepEqual(named(kept), ['fast'])
    assert.deepEqual(
      dropped.map(({ mend, check, reason }) => [mend.finding.title, check, reason]),
      [['slow', 'performance', 'measured slower: 0.80x']],
    )
    assert.deepEqual(asked.at(-1), ['fast'])
    assert.equal(verdict?.status, 'passed')
  })

  it('never measures what does not hold, and is empty where nothing is left', async () => {
    assert.deepEqual((await prove(['broken'])).timed, [])
    const { kept, verdict, dropped } = await prove(['slow'])
    assert.deepEqual([kept.length, verdict, dropped.length], [0, null, 1])
  })
})
