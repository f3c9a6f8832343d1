// Installs what is missing, and nothing when nothing is: `npm ci` would empty node_modules on every call.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const installed = join(root, 'node_modules', '.package-lock.json')
const locked = join(root, 'package-lock.json')

/** Runs a command with its output shown; ends this process with the command's exit code when it fails. */
export function must(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) {
    console.error(`cannot start ${command}: ${error.message}`)
    process.exit(2)
  }
  if (status !== 0) process.exit(status ?? 1)
}

/** Whether what npm noted as installed is what the lock file wants. Dates say nothing: git sets them anew. */
function isInstalled() {
  if (!existsSync(installed)) return false
  const have = packages(installed)
  return Object.entries(packages(locked)).every(
    ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
  )
}

function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

if (!isInstalled()) {
  // Standard output may be a test runner's or --json's: progress goes to the error stream.
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
}
