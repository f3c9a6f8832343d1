import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { COMMAND } from '../helpers/cli.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'

test('the command starts without the compiler, which takes as long to load as all the rest', () => {
  const repo = makeRepository()
  const preload = join(tempDir(), 'loaded.cjs')
  const tell = "process.stderr.write(Object.keys(require('node:module')._cache).join('\\n'))"
  writeFileSync(preload, `process.on('exit', () => ${tell})\n`)
  const loaded = (...args: string[]) => {
    const { stderr } = spawnSync(process.execPath, ['--require', preload, COMMAND, ...args], {
      cwd: repo.dir,
      env: repo.env,
      encoding: 'utf8',
    })
    assert.ok(stderr.includes('loaded.cjs'), 'what is loaded is told')
    return /typescript|ts-morph/.test(stderr)
  }
  for (const args of [['--version'], ['list'], ['verify', 'HEAD'], ['patterns']])
    assert.ok(!loaded(...args), `${args.join(' ')} loads the compiler`)
  assert.ok(loaded('improvers'), 'and where it is loaded, that is seen')
})
