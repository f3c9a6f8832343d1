import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import type { RunOptions } from '../../src/sandbox/sandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIMITS } from './limits.ts'

/** A number that no other test sleeps for, so that what is left of a command can be found. */
const odd = () => String(100_000 + Math.floor(Math.random() * 900_000))
const isAlive = (argument: string) =>
  readdirSync('/proc').some(pid => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(argument)
      )
    } catch {
      return false
    }
  })
const gone = async (argument: string) => {
  for (let tries = 0; tries < 100 && isAlive(argument); tries++) await sleep(50)
  return !isAlive(argument)
}

for (const wanted of ['required', 'none'] as const) {
  const missing = wanted === 'required' && !findBubblewrap()
  const skip = missing ? 'bubblewrap is not installed (apt-get install bubblewrap)' : false
  const kind = wanted === 'none' ? 'none' : 'bubblewrap'
  const tree = join(realpathSync(tempDir()), 'tree')
  mkdirSync(tree)
  const run = async (command: string[], change: Partial<RunOptions> = {}) => {
    const sandbox = await openSandbox(wanted)
    return sandbox.run(command, { ...LIMITS, cwd: tree, writable: [tree], readable: [], ...change })
  }
  const node = (code: string, change: Partial<RunOptions> = {}) => run(['node', '-e', code], change)

  test(`${kind}: code, both outputs and kind come back`, { skip }, async () => {
    const result = await run(['sh', '-c', 'echo out; echo err >&2; exit 3'])
    const expected = {
      kind,
      code: 3,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
      ended: 'exit',
      truncated: false,
    }
    assert.deepEqual(result, expected)
  })

  test(`${kind}: the environment is scrubbed`, { skip }, async () => {
    process.env.SOME_TOKEN = 'secret'
    const { stdout } = await run(['env'], { env: { EXTRA: 'yes' } })
    assert.doesNotMatch(stdout, /SOME_TOKEN|NODE_OPTIONS|SSH_|NODE_TEST/)
    assert.match(stdout, /^EXTRA=yes$/m)
    assert.match(stdout, /^CI=true$/m)
    assert.doesNotMatch(stdout, new RegExp(`^HOME=${process.env.HOME}$`, 'm'))
  })

  test(`${kind}: sleeping for ever ends by the clock, children too`, { skip }, async () => {
    const time = odd()
    const result = await run(['sh', '-c', `sleep ${time} & sleep ${time}`], { timeoutMs: 500 })
    assert.equal(result.ended, 'timeout')
    assert.equal(result.code, null)
    assert.ok(await gone(time))
  })

  test(`${kind}: a synchronous loop ends by the clock`, { skip }, async () => {
    assert.equal((await node('for (;;);', { timeoutMs: 500 })).ended, 'timeout')
  })

  test(`${kind}: what a command left in the background is killed`, { skip }, async () => {
    const time = odd()
    const result = await run([
      'sh',
      '-c',
      `setsid sleep ${time} >/dev/null 2>&1 & setsid sh -c 'setsid sleep ${time} & exit' & echo done`,
    ])
    assert.equal(result.ended, 'exit')
    assert.ok(await gone(time))
  })

  test(`${kind}: a background process that holds the output does not hold us`, { skip }, async () => {
    const result = await run(['sh', '-c', 'setsid sleep 3600 & echo done'])
    assert.equal(result.stdout, 'done\n')
  })

  test(`${kind}: a flood of output`, { skip }, async () => {
    const result = await run(['sh', '-c', 'yes'], { outputBytes: 100_000 })
    assert.equal(result.ended, 'output')
    assert.equal(result.truncated, true)
    assert.equal(result.stdout.length, 100_000)
  })

  test(`${kind}: a memory bomb in one process`, { skip }, async () => {
    const result = await node('const a = []; for (;;) a.push(Buffer.alloc(1 << 22, 1))', {
      memoryBytes: 2 ** 28,
    })
    assert.equal(result.ended, 'memory')
  })

  test(`${kind}: a memory bomb over many processes`, { skip }, async () => {
    const child = 'const a = Buffer.alloc(80e6, 1); setTimeout(() => a, 60000)'
    const code = `for (let i = 0; i < 5; i++) require('node:child_process').spawn('node', ['-e', ${JSON.stringify(child)}]); setTimeout(() => {}, 60000)`
    assert.equal((await node(code, { memoryBytes: 2 ** 28 })).ended, 'memory')
  })

  test(`${kind}: a fork bomb`, { skip }, async () => {
    const result = await run(['sh', '-c', 'bomb() { bomb | bomb & }; bomb; sleep 3'], { processes: 60 })
    assert.ok(result.ended === 'processes' || /fork/i.test(result.stderr), JSON.stringify(result))
  })

  test(`${kind}: filling the disk with one file`, { skip }, async () => {
    const result = await run(['dd', 'if=/dev/zero', `of=${tree}/big`, 'bs=1M', 'count=500'])
    assert.notEqual(result.code, 0)
  })

  test(`${kind}: filling the disk with many files`, { skip }, async () => {
    const code =
      "const fs = require('node:fs'); const b = Buffer.alloc(1 << 20); for (let i = 0; i < 20000; i++) fs.writeFileSync('f' + i, b)"
    assert.equal((await node(code, { diskBytes: 2 ** 25 })).ended, 'disk')
    for (const name of readdirSync(tree)) execFileSync('rm', ['-rf', join(tree, name)])
  })

  test(`${kind}: filling the disk with empty files; a few of them pass`, { skip }, async () => {
    const make = (many: number) =>
      node(`const fs = require('node:fs'); for (let i = 0; i < ${many}; i++) fs.writeFileSync('e' + i, '')`, {
        files: 2000,
      })
    assert.deepEqual([(await make(500)).ended, (await make(500)).code], ['exit', 0])
    assert.equal((await make(200_000)).ended, 'files')
    for (const name of readdirSync(tree)) execFileSync('rm', ['-rf', join(tree, name)])
  })

  test(`${kind}: more open files than allowed; as many as are allowed pass`, { skip }, async () => {
    const code =
      "const fs = require('node:fs'); let n = 0; try { for (; n < 5000; n++) fs.openSync('/dev/null') } catch (e) { console.log(e.code, n > 100) }"
    assert.equal((await node(code, { openFiles: 200 })).stdout, 'EMFILE true\n')
    assert.equal((await node(code, { openFiles: 6000 })).stdout, '')
  })

  test(`${kind}: the kernel keeps the limits that were asked for`, { skip }, async () => {
    const asked = { timeoutMs: 30_000, memoryBytes: 2 ** 28, diskBytes: 2 ** 20, openFiles: 100 }
    const { stdout } = await run(['cat', '/proc/self/limits'], asked)
    const limits = Object.fromEntries(
      stdout.split('\n').flatMap(line => {
        const [, name, soft, hard] = /^Max (.+?) {2,}(\S+) +(\S+)/.exec(line) ?? []
        return name ? [[name, `${soft} ${hard}`]] : []
      }),
    )
    assert.equal(limits['core file size'], '0 0')
    assert.equal(limits['cpu time'], '250 250')
    assert.equal(limits['file size'], `${2 ** 20} ${2 ** 20}`)
    assert.equal(limits['data size'], `${2 ** 28 + 2 ** 30} ${2 ** 28 + 2 ** 30}`)
    assert.equal(limits['open files'], '100 100')
  })

  test(`${kind}: a program that is not there`, { skip }, async () => {
    const result = await run(['no-such-program'])
    assert.equal(result.code, 127)
    const file = join(tree, 'no program')
    writeFileSync(file, 'nothing\n')
    assert.equal((await run([file])).code, 126)
  })

  test(`${kind}: everything dies when we are killed`, { skip }, async () => {
    const time = odd()
    const source = fileURLToPath(new URL('../../src/sandbox/openSandbox.ts', import.meta.url))
    const options = { ...LIMITS, cwd: tree, writable: [tree], readable: [] }
    const code = `import { openSandbox } from ${JSON.stringify(source)}
      const sandbox = await openSandbox('${wanted}')
      sandbox.run(['sh', '-c', 'touch started; sleep ${time} & sleep ${time}'], ${JSON.stringify(options)})`
    const us = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', code], { stdio: 'inherit' })
    for (let tries = 0; tries < 400 && !(existsSync(join(tree, 'started')) && isAlive(time)); tries++)
      await sleep(50)
    assert.ok(isAlive(time))
    us.kill('SIGKILL')
    await once(us, 'exit')
    assert.ok(await gone(time))
  })
}
