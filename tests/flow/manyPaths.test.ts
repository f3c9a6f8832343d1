import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { isInverse } from '../../src/flow/exactRevert.ts'
import { undoneLanding } from '../../src/flow/undoneLanding.ts'
import { readChange } from '../../src/git/changes.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

/** The paths of these files are more than any command line takes. */
const PATHS = Array.from({ length: 12_000 }, (_, n) => `${n % 100}/${'long'.repeat(50)}${n}`)

/** A commit that brings all of them, and one that takes them away and another file as well where `more`. */
async function landed(more: boolean) {
  const repo = makeRepository()
  const files = (content: string) =>
    PATHS.map(path => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`).join('')
  const commit = (text: string, changes: string) =>
    `commit refs/heads/main\ncommitter X <x@x> 1700000000 +0000\ndata ${text.length}\n${text}\n${changes}\n`
  const none = PATHS.map(path => `D ${path}\n`).join('')
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: repo.dir,
    env: repo.env,
    input:
      commit('Begin', 'M 100644 inline a\ndata 1\na\n') +
      commit('Land', files('x')) +
      commit('Take back', none + (more ? 'M 100644 inline a\ndata 1\nb\n' : '')),
  })
  const opened = await openRepository(repo.dir)
  const change = (from: string, to: string) =>
    readChange(opened, repo.git('rev-parse', from), repo.git('rev-parse', to))
  return { repo, opened, there: await change('main~2', 'main~1'), back: await change('main~1', 'main') }
}

describe('a change of more paths than a command line takes', () => {
  test('is seen to be undone exactly, or not', async () => {
    for (const more of [false, true]) {
      const { repo, opened, there, back } = await landed(more)
      const objects = openObjects(opened)
      try {
        const parent = repo.git('rev-parse', 'main~1')
        assert.equal(await isInverse(opened, objects, there.files, back.files, parent), !more)
        const at = repo.git('rev-parse', 'main')
        assert.equal((await undoneLanding(opened, objects, there, at, [at]))?.by, at)
      } finally {
        objects.close()
      }
    }
  })
})
