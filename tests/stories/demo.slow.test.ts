import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the demo (npm start)', () => {
  it('plays the whole life of an improvement, every step as told', () => {
    // With it, the subject's own `node --test` would think that it runs inside of this test, and run nothing.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'tests/stories/demo/start.ts'],
      { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    // Only a folder of the demo's own making is taken away, whatever the text says.
    const name = /git-improver-demo-[A-Za-z0-9]{6}/.exec(stdout)?.[0]
    if (name) rmSync(join(tmpdir(), name), { recursive: true, force: true })
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /jane\$ git improver run --only docs/)
    assert.match(stdout, /find 50 of\s+10000:\s+[\d.]+x\s+as\s+fast/)
    assert.match(stdout, /git-improver refused refs\/heads\/main/)
    assert.match(stdout, /remote: git-improver refused refs\/heads\/main/)
    assert.match(stdout, /Reviewed-Change: refs\/heads\/main sha256:/)
    assert.match(stdout, /"class": "documentation_only"/)
    assert.match(stdout, /remote: git-improver refused refs\/notes\/improver\/ledger/)
    assert.match(stdout, /rob\$ git revert --no-edit/)
    assert.match(stdout, /^ +reverted /m)
    assert.match(stdout, /^== Where everything is$/m)
    // What a spectator pastes must be whole.
    assert.doesNotMatch(stdout, /\{(docs|lookup|perf|sign)\}/)
  })
})
