import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { COMMAND, improverJson } from '../helpers/cli.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeProject, personsState } from '../helpers/project.ts'

describe('git improver run, killed at any moment', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    it(`leaves nothing half done after ${signal}`, async () => {
      const repo = makeProject({
        'test/slow.test.js':
          "import { test } from 'node:test'\ntest('slow', () => new Promise(done => setTimeout(done, 1500)))\n",
      })
      const before = personsState(repo)
      const temp = tempDir()
      repo.env.TMPDIR = temp
      const child = spawn(process.execPath, [COMMAND, 'run'], {
        cwd: repo.dir,
        env: repo.env,
        stdio: 'ignore',
      })
      // Whatever tools keep in a temp folder besides is theirs.
      const ours = () => readdirSync(temp).filter(name => name.startsWith('git-improver-'))
      // In the middle of it: something runs in a copy by then.
      const inner = () => ours().flatMap(name => readdirSync(join(temp, name)))
      while (!inner().some(name => /copy|run/.test(name)) && child.exitCode === null)
        await new Promise(done => setTimeout(done, 20))
      assert.equal(child.exitCode, null, 'it was over too soon to be killed')
      child.kill(signal)
      await once(child, 'close')
      assert.equal(personsState(repo), before)
      assert.equal(repo.git('for-each-ref', 'refs/heads/ai'), '')
      assert.deepEqual(
        readdirSync(join(repo.dir, '.git')).filter(name => name.endsWith('.lock')),
        [],
      )
      if (signal !== 'SIGKILL') assert.deepEqual(ours(), [])
      const { improvements } = improverJson<{ improvements: unknown[] }>(repo, 'run')
      assert.equal(improvements.length, 1, 'the next run is as if nothing had been')
      assert.deepEqual(ours(), [])
    })
  }
})
