import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recorded } from './coverage.ts'
import type { TestRepository } from './gitRepository.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The built command, as users run it. `npm test` builds it first. */
export const COMMAND = join(root, 'dist', 'git-improver.js')

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs `git-improver` in a repository with its sealed environment. */
export function improver(repo: Pick<TestRepository, 'dir' | 'env'>, ...args: string[]): Ran {
  if (!existsSync(COMMAND)) throw new Error('dist/ is not built: npm run build')
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: repo.dir,
    env: { ...repo.env, ...recorded(`git-improver ${args[0]}`) },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: status ?? 128, stdout, stderr }
}

/** The same, for a call that must succeed and print one JSON document. */
export function improverJson<T>(repo: Pick<TestRepository, 'dir' | 'env'>, ...args: string[]): T {
  const { code, stdout, stderr } = improver(repo, ...args, '--json')
  if (code !== 0) throw new Error(`git-improver ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
  return JSON.parse(stdout) as T
}
