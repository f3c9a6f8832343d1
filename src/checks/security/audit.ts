import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTreeBytes } from '../../sandbox/readTreeFile.ts'
import { foundIn } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import { lockKind } from './dependencies/lockKinds.ts'
import type { Scanned, Scanner } from './scanner.ts'

/** Asks npm about one lock file, in an empty folder. @returns what it prints; throws where there is no npm. */
export type AskNpm = (lock: Buffer) => Promise<string>

type Advisory = { source?: unknown; name?: unknown; severity?: unknown }
type Report = { vulnerabilities?: { [name: string]: { via?: unknown[] } }; error?: { code?: unknown } }

const LARGEST = 32 * 2 ** 20
const PATIENCE_MS = 60_000
const GRAVE = new Set(['high', 'critical'])

/**
 * Known vulnerabilities of what the lock files newly name, by `npm audit`. It tells the registry of the user's configuration the
 * names and versions of all dependencies, so it runs only where the policy says `checks.audit: true`.
 */
export function auditScanner(askNpm: AskNpm = runNpm): Scanner {
  return {
    name: 'npm-audit',
    async scan({ base, head, files }, { audit }) {
      const locks = files.filter(({ path, after }) => lockKind(path) === 'npm' && after.kind === 'file')
      if (locks.length === 0) return { looked: 0, found: [] }
      if (!audit) return { declined: 'it sends the names of all dependencies away: checks.audit allows it' }
      const found = []
      for (const file of locks) {
        const after = await advisories(head, file, askNpm)
        if ('notRun' in after) return after
        const before = await advisories(base, file, askNpm)
        if ('notRun' in before) return before
        for (const [key, { name, severity }] of after.known)
          if (!before.known.has(key)) found.push(foundIn(file, severity, null, name))
      }
      return { looked: locks.length, found } satisfies Scanned
    },
  }
}

type Known = Map<string, { name: string; severity: 'advisory' | 'advisory-minor' }>

async function advisories(
  tree: string,
  { path }: ChangedFile,
  askNpm: AskNpm,
): Promise<{ known: Known } | { notRun: string }> {
  const lock = readTreeBytes(tree, path, LARGEST)
  if (!(lock instanceof Buffer)) return { known: new Map() }
  const report = await askNpm(lock).then(parse, () => null)
  if (!report?.vulnerabilities) return { notRun: `no answer${codeOf(report)}` }
  const known: Known = new Map()
  for (const [name, { via }] of Object.entries(report.vulnerabilities))
    for (const one of (via ?? []) as (Advisory | string)[]) {
      // A name says that it only comes by way of that dependency.
      if (typeof one !== 'object' || one === null) continue
      const severity = GRAVE.has(String(one.severity)) ? 'advisory' : 'advisory-minor'
      known.set(`${name} ${String(one.source)}`, {
        name: `${name}: ${String(one.severity)}`.slice(0, 80),
        severity,
      })
    }
  return { known }
}

function parse(text: string): Report | null {
  try {
    return JSON.parse(text) as Report
  } catch {
    return null
  }
}

function codeOf(report: Report | null): string {
  const code = report?.error?.code
  return typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code) ? ` (${code})` : ''
}

/** In a folder of its own: a `.npmrc` of the repository could send the user's password elsewhere. One try, no scripts. */
async function runNpm(lock: Buffer): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'git-improver-audit-'))
  try {
    await writeFile(join(folder, 'package.json'), '{"name":"audited","version":"0.0.0","private":true}')
    await writeFile(join(folder, 'package-lock.json'), lock)
    const flags = [
      '--json',
      '--package-lock-only',
      '--ignore-scripts',
      '--fetch-retries=0',
      '--fetch-timeout=20000',
    ]
    return await new Promise((resolve, reject) =>
      // With vulnerabilities it ends with 1, and still has told them.
      execFile(
        'npm',
        ['audit', ...flags],
        { cwd: folder, timeout: PATIENCE_MS, maxBuffer: LARGEST, windowsHide: true },
        (error, stdout) => (error && stdout === '' ? reject(error) : resolve(stdout)),
      ),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
