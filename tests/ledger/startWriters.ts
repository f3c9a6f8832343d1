import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { tempDir } from '../helpers/gitRepository.ts'

const bundles = new Map<string, string>()

/** Starts one writer process, which also writes into the note of `same`. */
export function startWriter(dir: string, name: number, count: number, same: string): Writer {
  return start('./writer.ts', [dir, `${name}`, `${count}`, same])
}

/** Starts one process that synchronises with origin after each entry. */
export function startSyncer(dir: string, name: number, count: number, shards: number): Writer {
  return start('./syncer.ts', [dir, `${name}`, `${count}`, `${shards}`])
}

/** Bundled once: sixty-four compilers at the same time would be the test. */
function bundleOf(source: string): string {
  const outfile = bundles.get(source) ?? join(tempDir(), 'writer.mjs')
  if (!bundles.has(source)) {
    const entry = fileURLToPath(new URL(source, import.meta.url))
    buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile })
    bundles.set(source, outfile)
  }
  return outfile
}

function start(source: string, named: string[]): Writer {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: '', NODE_V8_COVERAGE: '' }
  const args = [bundleOf(source), ...named]
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
