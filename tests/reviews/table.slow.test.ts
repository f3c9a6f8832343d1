import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { noSigning } from '../helpers/signingKey.ts'

it('every cell of the table is as promised', { skip: noSigning }, () => {
  const table = fileURLToPath(new URL('table.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', table], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  const [, cells] = /^(\d+) cells, 0 other than promised$/m.exec(stdout) ?? []
  assert.ok(Number(cells) >= 150, stdout)
})
