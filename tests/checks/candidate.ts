import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CheckContext } from '../../src/checks/check.ts'
import { newCheckCache } from '../../src/checks/checkCache.ts'
import type { Candidate } from '../../src/model/check.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'

export type Files = Record<string, string>

/** Writes files into a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Two trees: what is the same in both, then the base's and the head's own files. */
export function makeCandidate(same: Files, base: Files, head: Files): Candidate {
  const root = realpathSync(tempDir())
  const [before, after] = [join(root, 'base'), join(root, 'head')]
  for (const [folder, files] of [
    [before, base],
    [after, head],
  ] as const) {
    mkdirSync(folder)
    writeFiles(folder, { ...same, ...files })
  }
  const changed = [...new Set([...Object.keys(base), ...Object.keys(head)])]
  return { base: before, head: after, changed: changed.filter(path => base[path] !== head[path]).sort() }
}

/** A context without a sandbox, which is there on every machine. */
export async function makeContext(change: Partial<CheckContext> = {}): Promise<CheckContext> {
  return {
    sandbox: await openSandbox('none'),
    settings: { tests: null },
    limits: { timeoutMs: 60_000, memoryBytes: 2 ** 31, processes: 200, outputBytes: 2 ** 22 },
    readable: [],
    workTree: null,
    probes: fileURLToPath(new URL('../../dist/probes', import.meta.url)),
    cache: newCheckCache(),
    baseKey: 'base',
    ...change,
  }
}
