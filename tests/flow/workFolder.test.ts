import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { tempDir } from '../helpers/gitRepository.ts'

const MODULE = fileURLToPath(new URL('../../src/flow/run/workFolder.ts', import.meta.url))

describe('the temp folder of a run', () => {
  it('is gone after a signal, also while another process is writing files into it', async () => {
    const temp = tempDir()
    // So many files that removing them takes a while, in which more come. The shell ends by itself once their
    // folder is gone.
    const script = `
      import { spawn } from 'node:child_process'
      import { openWorkFolder } from ${JSON.stringify(MODULE)}
      const { path } = openWorkFolder()
      const fill = 'mkdir d; i=0; while : >d/$i; do i=$((i+1)); [ $i -lt 4000 ] || { echo ready; sleep 0.01; }; done'
      spawn('sh', ['-c', fill], { cwd: path, stdio: ['ignore', 'inherit', 'ignore'] })
      setInterval(() => {}, 1000)`
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    const child = spawn(process.execPath, args, {
      env: { ...process.env, TMPDIR: temp },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [, signal] = await once(child, 'exit')
    assert.equal(signal, 'SIGINT')
    assert.deepEqual(
      readdirSync(temp).filter(name => name.startsWith('git-improver-')),
      [],
    )
  })

  it('lets a signal through at once where nothing could answer it, and is swept by the next run', async () => {
    const temp = tempDir()
    const script = `
      import { writeSync } from 'node:fs'
      import { openWorkFolder } from ${JSON.stringify(MODULE)}
      openWorkFolder().whileBusy(() => {
        writeSync(1, 'busy')
        for (const until = Date.now() + 60_000; Date.now() < until; );
      })
      writeSync(1, 'done')`
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    const env = { ...process.env, TMPDIR: temp }
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', data => {
      said += data
      child.kill('SIGINT')
    })
    const [, signal] = await once(child, 'exit')
    assert.equal(`${signal} ${said}`, 'SIGINT busy')
    const next = `import { openWorkFolder } from ${JSON.stringify(MODULE)}; openWorkFolder().close()`
    await once(spawn(process.execPath, [...args.slice(0, -1), next], { env }), 'exit')
    assert.deepEqual(
      readdirSync(temp).filter(name => name.startsWith('git-improver-')),
      [],
    )
  })

  it('takes what a killed run left behind along, and nothing of one that lives', async () => {
    const temp = tempDir()
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'exit')
    const [left, living] = [`git-improver-run-${dead.pid}-a`, `git-improver-run-${process.pid}-b`]
    for (const name of [left, living]) mkdirSync(join(temp, name, 'inner'), { recursive: true })
    const script = `import { openWorkFolder } from ${JSON.stringify(MODULE)}; openWorkFolder().close()`
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    await once(spawn(process.execPath, args, { env: { ...process.env, TMPDIR: temp } }), 'exit')
    assert.deepEqual(
      readdirSync(temp).filter(name => name.startsWith('git-improver-')),
      [living],
    )
  })
})
