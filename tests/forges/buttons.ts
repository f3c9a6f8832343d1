import { makeRepository } from '../helpers/gitRepository.ts'
import type { Hosted } from './onForge.ts'

/** What the buttons of a forge do with a branch; each gives what main is then. */
export const BUTTONS = {
  merge(repo: Hosted['jane'], branch: string) {
    repo.git('merge', '-q', '--no-ff', '-m', `Merge pull request from ${branch}`, branch)
  },
  squash(repo: Hosted['jane'], branch: string) {
    repo.git('merge', '-q', '--squash', branch)
    const message = repo.git('log', '-1', '--format=%B', branch)
    repo.git(
      'commit',
      '-q',
      '-m',
      `perf: do it faster (#12)\n\n${message}`,
      '--author=Jane Doe <jane@example.org>',
    )
  },
  rebase(repo: Hosted['jane'], branch: string) {
    repo.git('cherry-pick', `main..${branch}`)
  },
}
export type Button = keyof typeof BUTTONS

/** Presses a button in a clone of its own and gives old and new of main. */
export function press({ forge }: Hosted, button: Button, branch = 'topic', push = true) {
  const clone = makeRepository({ from: forge.dir, name: 'GitHub <noreply@github.com>' })
  clone.git('branch', '-q', branch, `origin/${branch}`)
  const old = clone.git('rev-parse', 'main')
  BUTTONS[button](clone, branch)
  if (push) clone.git('push', '-q', 'origin', 'main')
  return { clone, old, now: clone.git('rev-parse', 'main') }
}
