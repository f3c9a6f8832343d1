import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealRepository } from './repositories.ts'
import { git, shell } from './shell.ts'

/**
 * Where the sources of a repository lie in a folder of clones: a checkout or a bare git directory, under
 * `owner/name`, `owner+name`, `name` or `name.git`. Null when there is none.
 */
export function findSource(folder: string, name: string): string | null {
  const short = name.split('/').at(-1) ?? name
  const places = [name, name.replace('/', '+'), short, `${short}.git`]
  for (const place of places) {
    for (const inner of ['', 'repo', '.git']) {
      const path = join(folder, place, inner)
      if (existsSync(join(path, 'objects')) && existsSync(join(path, 'HEAD'))) return path
    }
  }
  return null
}

/**
 * Makes a repository of its own in `dir`: the pinned commit on `main`, and on top of it one commit with the
 * policy. Then installs its dependencies, once, so that before and after have the very same ones.
 */
export function checkOut(repository: RealRepository, source: string, dir: string): string {
  mkdirSync(dir, { recursive: true })
  git(dir, 'init', '-q', '-b', 'main')
  git(dir, 'config', 'user.name', 'Real Repositories')
  git(dir, 'config', 'user.email', 'real@example.org')
  git(dir, 'config', 'gc.auto', '0')
  git(dir, 'fetch', '-q', source, '+refs/heads/*:refs/upstream/*')
  git(dir, 'reset', '-q', '--hard', repository.commit)
  mkdirSync(join(dir, '.improver'))
  writeFileSync(join(dir, '.improver', 'policy.yaml'), policyFor(repository))
  git(dir, 'add', '--force', '.improver/policy.yaml')
  git(dir, 'commit', '-q', '-m', 'Add a policy for git-improver')
  const installed = shell(`${repository.install} --no-audit --no-fund --loglevel=error`, dir)
  if (installed.code !== 0) throw new Error(`${repository.install} failed:\n${installed.output}`)
  // npm may have written a lock file, or another version of it.
  git(dir, 'checkout', '-q', '--', '.')
  return git(dir, 'rev-parse', 'HEAD').trim()
}

function policyFor({ test }: RealRepository): string {
  return `version: 1
extends: recommended@1
branches: { protected: [main] }
people: { real: { emails: [real@example.org] } }
reviews: { assurance: claimed }
checks: { tests: ${JSON.stringify(test)} }
run: { max_open: 1000 }
`
}
