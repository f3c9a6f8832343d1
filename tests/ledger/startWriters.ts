import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { tempDir } from '../helpers/gitRepository.ts'

let bundle: string | undefined

/** Starts one writer process. Bundled once: sixty-four compilers at the same time would be the test. */
export function startWriter(dir: string, name: number, count: number, same: string): Writer {
  if (!bundle) {
    bundle = join(tempDir(), 'writer.mjs')
    const entry = fileURLToPath(new URL('./writer.ts', import.meta.url))
    buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: bundle })
  }
  const env = { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: '', NODE_V8_COVERAGE: '' }
  const args = [bundle, dir, `${name}`, `${count}`, same]
  // A group of its own, so that kill takes the git processes with it.
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const acknowledged: string[] = []
  let rest = ''
  let errors = ''
  child.stdout!.on('data', chunk => {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    acknowledged.push(...lines)
  })
  child.stderr!.on('data', chunk => {
    errors += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }))
  return { child, acknowledged, ended }
}

export type Writer = {
  child: ChildProcess
  acknowledged: string[]
  ended: Promise<{ code: number | null; errors: string }>
}
