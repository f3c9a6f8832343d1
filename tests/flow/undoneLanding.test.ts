import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { undoneLanding } from '../../src/flow/undoneLanding.ts'
import { readChange } from '../../src/git/changes.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/** Lands a change of one file, and says what is known of it at HEAD when it would land again. */
async function undone(made: TestRepository, name: Buffer, then: (landed: string) => void) {
  const path = Buffer.concat([Buffer.from(`${made.dir}/`), name])
  made.commit('Start', { 'a.txt': 'a\n' })
  writeFileSync(path, 'new\n')
  const landed = made.commit('Lands')
  then(landed)
  const repo = await openRepository(made.dir)
  const objects = openObjects(repo)
  const head = made.git('rev-parse', 'HEAD')
  try {
    return {
      landed,
      answer: await undoneLanding(repo, objects, await readChange(repo, `${landed}^`, landed), head, [head]),
    }
  } finally {
    objects.close()
  }
}

describe('a landing that was taken back', () => {
  for (const [what, name] of [
    ['a plain path', Buffer.from('plain.txt')],
    ['a path with the signs of a pattern', Buffer.from('*[x]?.txt')],
    ['a path that is no UTF-8', Buffer.from([0x61, 0xff, 0x2e, 0x74])],
  ] as const) {
    it(`is found by the words of the revert (${what})`, async () => {
      const made = makeRepository()
      const { landed, answer } = await undone(made, name, () => made.git('revert', '--no-edit', 'HEAD'))
      assert.equal(answer?.landed, landed)
      assert.equal(answer?.by, made.git('rev-parse', 'HEAD'))
    })

    it(`is found where nothing says that it is one (${what})`, async () => {
      const made = makeRepository()
      const { answer } = await undone(made, name, () => {
        made.git('revert', '--no-commit', 'HEAD')
        made.git('commit', '-q', '-m', 'Tidy up')
      })
      assert.equal(answer?.by, made.git('rev-parse', 'HEAD'))
    })

    it(`is none while it stands, also when its revert was reverted (${what})`, async () => {
      const stands = await undone(makeRepository(), name, () => {})
      assert.equal(stands.answer, null)
      const made = makeRepository()
      const again = await undone(made, name, () => {
        made.git('revert', '--no-edit', 'HEAD')
        made.git('revert', '--no-edit', 'HEAD')
      })
      assert.equal(again.answer, null)
    })
  }
})
