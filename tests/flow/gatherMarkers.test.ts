import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMarkers } from '../../src/flow/gatherMarkers.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/** The titles of the commits that bring a marker. */
async function marked(made: TestRepository, except: string[] = []): Promise<string[]> {
  const repo = await openRepository(made.dir)
  const objects = openObjects(repo)
  const found = await readMarkers(repo, objects, ['HEAD'], except)
  objects.close()
  return [...found.keys()].map(oid => made.git('log', '-1', '--format=%s', oid)).sort()
}

describe('markers of a range', () => {
  it('belong to the commit that brings the line, not to those that move, keep or remove it', async () => {
    const made = makeRepository()
    made.commit('Nothing', { 'a.ts': 'let a = 1\n' })
    made.commit('Brings one', { 'a.ts': '// AI-MODIFIED by x\nlet a = 1\n' })
    made.commit('Changes beside it', { 'a.ts': '// AI-MODIFIED by x\nlet a = 2\n' })
    made.git('mv', 'a.ts', 'b.ts')
    made.commit('Moves it')
    made.commit('Copies it', { 'c.ts': '// AI-MODIFIED by x\nlet a = 2\n' })
    made.commit('Rewords it', { 'c.ts': '// AI-MODIFIED by y\nlet a = 2\n' })
    made.commit('Says the word in prose', { 'd.ts': 'const word = "the AI-MODIFIED one"\n' })
    made.git('rm', '-q', 'c.ts')
    made.commit('Removes it')
    made.commit('Brings it back', { 'c.ts': '// AI-MODIFIED by y\nlet a = 2\n' })
    made.commit('Has it in a path', { 'AI-MODIFIED/e.ts': 'let e = 1\n' })
    assert.deepEqual(await marked(made), [
      'Brings it back',
      'Brings one',
      'Copies it',
      'Has it in a path',
      'Rewords it',
    ])
    assert.deepEqual(await marked(made, ['*.ts']), ['Has it in a path'])
  })

  it('are found as well where there is too much to read file by file', async () => {
    const made = makeRepository()
    const files: Record<string, string> = {}
    for (let index = 0; index < 150; index += 1) files[`src/f${index}.ts`] = `let n = ${index}\n`
    made.commit('Many', files)
    made.commit('One of them', { 'src/f7.ts': '// AI-MODIFIED\nlet n = 7\n' })
    assert.deepEqual(await marked(made), ['One of them'])
  })

  it('of a merge are those that no parent has', async () => {
    const made = makeRepository()
    made.commit('Root', { 'a.ts': 'let a = 1\n', 'b.ts': 'let b = 1\n' })
    made.git('switch', '-q', '-c', 'side')
    made.commit('Side', { 'a.ts': '// AI-MODIFIED side\nlet a = 1\n' })
    made.git('switch', '-q', 'main')
    made.commit('Main', { 'b.ts': 'let b = 2\n' })
    made.git('merge', '-q', '--no-ff', '-m', 'Clean', 'side')
    assert.deepEqual(await marked(made), ['Side'])
    made.git('reset', '-q', '--hard', 'HEAD~1')
    made.git('merge', '-q', '--no-ff', '--no-commit', 'side')
    made.commit('Evil', { 'a.ts': '// AI-MODIFIED side\n// AI-MODIFIED by the merge\nlet a = 1\n' })
    assert.deepEqual(await marked(made), ['Evil', 'Side'])
  })
})
