import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordRehearsal } from '../../src/flow/undo/recordRehearsal.ts'
import type { Rehearsal } from '../../src/flow/undo/rehearsal.ts'
import { openWitness } from '../../src/flow/witness.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { POLICY } from '../helpers/project.ts'

test('any number of rehearsals is recorded, in lines that the ledger takes, whatever the words are', async () => {
  const made = makeRepository()
  const tip = made.commit('Start', { '.improver/policy.yaml': POLICY })
  const repo = await openRepository(made.dir)
  const rehearsals = Array.from(
    { length: 300 },
    (_, at): Rehearsal => ({
      improvement: `I${at.toString(16).padStart(40, '0')}`,
      title: 't',
      outcome: 'failed',
      why: '試験が失敗しました\u0001'.repeat(40),
      later: [{ oid: tip, title: 't' }],
    }),
  )
  const witness = await openWitness(repo, { file: undefined, key: undefined })
  const filed = await recordRehearsal(
    repo,
    { ref: 'refs/heads/main', tip, sandbox: 'none', rehearsals, notes: [] },
    witness,
  )
  const told = filed.flatMap(({ entry }) => Object.keys(entry.data.undo ?? {}))
  assert.deepEqual(told.sort(), rehearsals.map(one => one.improvement).sort())
  const few = await recordRehearsal(
    repo,
    { ref: 'refs/heads/main', tip, sandbox: 'none', rehearsals: rehearsals.slice(0, 20), notes: [] },
    witness,
  )
  assert.equal(few.length, 1)
})
