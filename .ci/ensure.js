// Installs what is missing, and nothing when nothing is: `npm ci` would empty node_modules on every call.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
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

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
  // Standard output may be a test runner's or --json's: progress goes to the error stream.
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
}
