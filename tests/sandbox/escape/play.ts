import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { LIMITS } from '../limits.ts'
import { type Attempt, CONTROLS, SECRET, type Stage, script } from './attempt.ts'
import { files } from './files.ts'
import { kernel } from './kernel.ts'
import { network } from './network.ts'
import { processes } from './processes.ts'
import { resources } from './resources.ts'
import { setStage } from './stage.ts'

/** `held` is never said of what did not run, nor of what broke off without an answer. */
export type Row = {
  group: string
  what: string
  got: string
  held: 'yes' | 'NO' | 'not run' | 'BROKEN'
  /** What the same does without walls: it works, it fails there too, or it was not tried. */
  without: 'works' | 'fails too' | 'not tried'
}

const PYTHON = '/usr/bin/python3'

/** Tries everything; prints one row a line, in JSON, as the user that this process runs as. */
async function main(): Promise<void> {
  const { stage, clear } = await setStage()
  const sandbox = await openSandbox('required')
  for (const attempt of [...network, ...files, ...processes, ...kernel, ...resources])
    console.log(JSON.stringify(await tryOut(sandbox, attempt, stage)))
  await clear()
}

async function tryOut(sandbox: Sandbox, attempt: Attempt, stage: Stage): Promise<Row> {
  const { group, what } = attempt
  clean(stage)
  const code = script(attempt.python(stage))
  const result = await sandbox.run([PYTHON, '-c', code], {
    ...LIMITS,
    ...attempt.limits,
    cwd: stage.tree,
    writable: [stage.tree],
    readable: [stage.lent],
  })
  if (attempt.found) await sleep(50)
  const found = attempt.found?.(stage) ?? null
  const said = lastLine(result.stdout)
  const limited = result.ended !== 'exit' && (attempt.ended ?? []).includes(result.ended)
  const got = limited
    ? `killed: ${result.ended}`
    : said || lastLine(result.stderr) || `${result.signal ?? result.code}`
  clean(stage)
  const row = async (held: Row['held'], why = got): Promise<Row> => ({
    group,
    what,
    got: why.slice(0, 70),
    held,
    without: CONTROLS.includes(what) ? await without(code, stage) : 'not tried',
  })
  if (found) return row('NO', found)
  if (result.stdout.includes(SECRET) || said.startsWith('GOT')) return row('NO')
  if (said.startsWith('MISSING')) return row('not run', said.slice(8))
  if (limited) return row('yes')
  if (attempt.ended && !attempt.ended.includes(result.ended))
    return row('BROKEN', `ended by ${result.ended}: ${got}`)
  return row(said.startsWith('NO ') ? 'yes' : 'BROKEN', got.replace(/^NO /, ''))
}

/** Not by spawnSync: the servers of the stage run in this process, and must be able to answer. */
async function without(code: string, stage: Stage): Promise<Row['without']> {
  const child = spawn(PYTHON, ['-c', code], {
    cwd: stage.tree,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  await once(child, 'close')
  return lastLine(said).startsWith('GOT') ? 'works' : 'fails too'
}

function clean(stage: Stage): void {
  for (const name of readdirSync(stage.tree)) rmSync(join(stage.tree, name), { recursive: true, force: true })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

await main()
