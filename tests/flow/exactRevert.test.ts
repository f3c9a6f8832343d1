import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { undoneBy } from '../../src/flow/exactRevert.ts'
import { readChange } from '../../src/git/changes.ts'
import { readCommit } from '../../src/git/history.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

const PLAIN = 'export const f = (x: string) => x\nexport const one = 1\n'
const EVIL = PLAIN.replace('=> x', '=> eval(x)')

/** A commit of a bot's, or of a person's. */
function commit(
  repo: TestRepository,
  by: 'bot' | 'jane',
  message: string,
  files: Record<string, string>,
): string {
  repo.commit(message, files)
  repo.git('commit', '-q', '--amend', '--no-edit', `--author=${by} <${by}@example.org>`)
  return repo.git('rev-parse', 'HEAD')
}

/** Whether a plain revert of a commit, on top of all others, is an exact one of AI work. */
async function isExact(repo: TestRepository, target: string): Promise<boolean> {
  const landed = repo.git('rev-parse', 'HEAD')
  repo.git('revert', '--no-edit', target)
  const opened = await openRepository(repo.dir)
  const objects = openObjects(opened)
  try {
    const revert = await readCommit(objects, repo.git('rev-parse', 'HEAD'))
    const { files } = await readChange(opened, landed, revert.tree)
    const isAi = async (one: { author: { name: string } }) => one.author.name === 'bot'
    return (await undoneBy(opened, objects, revert, files, landed, isAi as never)) !== null
  } finally {
    objects.close()
  }
}

describe('an exact revert', () => {
  it('is one of what AI brought, also over what a person wrote', async () => {
    const repo = makeRepository()
    commit(repo, 'jane', 'Start', { 'a.ts': PLAIN })
    const ai = commit(repo, 'bot', 'Use eval', { 'a.ts': EVIL })
    assert.equal(await isExact(repo, ai), true)
  })

  it('is none where it brings back what AI made and AI took away, under whatever words', async () => {
    const repo = makeRepository()
    commit(repo, 'jane', 'Start', { 'a.ts': PLAIN })
    commit(repo, 'bot', 'Use eval', { 'a.ts': EVIL })
    const fix = commit(repo, 'bot', 'Fix: no eval', { 'a.ts': PLAIN })
    assert.equal(await isExact(repo, fix), false)
  })

  it('is none where only a part of it comes back, or it was moved to another file meanwhile', async () => {
    const repo = makeRepository()
    commit(repo, 'jane', 'Start', { 'a.ts': PLAIN })
    commit(repo, 'bot', 'Use eval', { 'a.ts': `${EVIL}export const two = 2\n` })
    repo.git('mv', 'a.ts', 'b.ts')
    commit(repo, 'jane', 'Move', {})
    const fix = commit(repo, 'bot', 'Tidy up', {
      'b.ts': `${PLAIN}export const two = 2\nexport const three = 3\n`,
    })
    assert.equal(await isExact(repo, fix), false)
  })

  it('is none where what AI made says what a person says below', async () => {
    const repo = makeRepository()
    const body = 'export function may(x: string) {\n  if (x) throw new Error(x)\n  return true\n}\n'
    commit(repo, 'jane', 'Start', { 'a.ts': body })
    const open = body.replace('  if', '  return true\n  if')
    commit(repo, 'bot', 'Open', { 'a.ts': open })
    const fix = commit(repo, 'bot', 'Close', { 'a.ts': body })
    assert.equal(await isExact(repo, fix), false)
  })

  it('is none where a file comes back that AI made', async () => {
    const repo = makeRepository()
    commit(repo, 'jane', 'Start', { 'a.ts': PLAIN })
    commit(repo, 'bot', 'More', { 'more.ts': EVIL })
    repo.git('rm', '-q', 'more.ts')
    const gone = commit(repo, 'bot', 'Less', {})
    assert.equal(await isExact(repo, gone), false)
  })

  it('is one where AI only added beside what AI made', async () => {
    const repo = makeRepository()
    commit(repo, 'bot', 'Start', { 'a.ts': PLAIN })
    const doc = commit(repo, 'bot', 'Say what it is', { 'a.ts': `/** One. */\n${PLAIN}` })
    assert.equal(await isExact(repo, doc), true)
  })
})
