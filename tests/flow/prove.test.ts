import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { prove } from '../../src/flow/run/prove.ts'
import type { CheckResult, Verdict } from '../../src/model/check.ts'

type Mends = Parameters<typeof prove>[0]

/** Mends that only have a name here; `say` is the verdict of the tree with all of them in it. */
function mends(...names: string[]): Mends {
  return names.map(name => ({ finding: { title: name }, edits: [] })) as unknown as Mends
}

const named = (list: Mends) => list.map(mend => mend.finding.title)

function checker(say: (names: string[]) => [CheckResult['status'], string]) {
  const asked: string[][] = []
  const check = async (list: Mends): Promise<Verdict> => {
    asked.push(named(list))
    const [status, why] = say(named(list))
    const verdict = status === 'not-run' ? 'inconclusive' : status
    return { status: verdict, checks: { types: { status, why, evidence: null } } } as unknown as Verdict
  }
  return { asked, check }
}

describe('proving', () => {
  it('asks once where everything holds', async () => {
    const { asked, check } = checker(() => ['passed', ''])
    const { kept, dropped } = await prove(mends('a', 'b', 'c'), check)
    assert.deepEqual(named(kept), ['a', 'b', 'c'])
    assert.deepEqual(dropped, [])
    assert.equal(asked.length, 1)
  })

  it('drops the bad one and no other', async () => {
    const { check } = checker(names => (names.includes('c') ? ['failed', 'c breaks'] : ['passed', '']))
    const { kept, dropped } = await prove(mends('a', 'b', 'c', 'd', 'e'), check)
    assert.deepEqual(named(kept), ['a', 'b', 'd', 'e'])
    assert.deepEqual(
      dropped.map(({ mend, reason }) => [mend.finding.title, reason]),
      [['c', 'c breaks']],
    )
  })

  it('does not search for what lies in the base', async () => {
    const { asked, check } = checker(() => ['inconclusive', 'an import leads nowhere'])
    const { kept, dropped } = await prove(mends('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), check)
    assert.deepEqual(named(kept), [])
    assert.equal(dropped.length, 8)
    assert.equal(asked.length, 2)
  })

  it('goes on searching where one is inconclusive for a reason of its own', async () => {
    const { check } = checker(names =>
      names.includes('b') ? ['inconclusive', 'b is another program'] : ['passed', ''],
    )
    const { kept, dropped } = await prove(mends('a', 'b', 'c'), check)
    assert.deepEqual(named(kept), ['a', 'c'])
    assert.deepEqual(
      dropped.map(({ mend }) => mend.finding.title),
      ['b'],
    )
  })
})
