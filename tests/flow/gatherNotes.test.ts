import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openNotes } from '../../src/flow/gatherNotes.ts'
import { noteAgent } from '../../src/flow/noteAgent.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/** What stands beside each commit, by its title; those of which nothing does are left out. */
async function beside(made: TestRepository): Promise<Record<string, string[]>> {
  const repo = await openRepository(made.dir)
  const objects = openObjects(repo)
  const range = [made.git('rev-parse', 'HEAD')]
  const notes = await openNotes(repo, objects, range)
  const found: Record<string, string[]> = {}
  for (const oid of made.git('rev-list', 'HEAD').split('\n')) {
    const facts = await notes(oid)
    if (facts.length) found[made.git('log', '-1', '--format=%s', oid)] = facts.map(({ agent }) => agent)
  }
  objects.close()
  return found
}

describe('what stands beside commits', () => {
  for (const sha256 of [false, true])
    it(`is found in notes and traces (${sha256 ? 'SHA-256' : 'SHA-1'})`, async () => {
      const made = makeRepository({ sha256 })
      made.commit('Root', { 'a.ts': '1\n' })
      assert.deepEqual(await beside(made), {})
      const base = made.commit('Tagged', { 'a.ts': '2\n' })
      await noteAgent(await openRepository(made.dir), 'Assisted-by: Claude Code:unknown')
      await noteAgent(await openRepository(made.dir), 'Assisted-by: Claude Code:unknown')
      await noteAgent(await openRepository(made.dir), 'Assisted-by: Codex:unknown')
      await noteAgent(await openRepository(made.dir), 'whatever')
      assert.equal(
        made.git('notes', '--ref=refs/notes/improver/agents', 'show', base),
        'Assisted-by: Claude Code:unknown\nAssisted-by: Codex:unknown',
      )
      made.commit('By git-ai', { 'a.ts': '3\n' })
      const metadata = {
        schema_version: 'authorship/3.0.0',
        sessions: { s_1: { agent_id: { tool: 'amp' } } },
      }
      const note = `a.ts\n  s_1::t_2 1\n---\n${JSON.stringify(metadata)}`
      made.git('notes', '--ref=refs/notes/ai', 'add', '-m', note)
      made.git('notes', '--ref=refs/notes/ai', 'add', '-m', 'not a note of git-ai', 'HEAD~2')
      const before = made.git('rev-parse', 'HEAD')
      made.commit('By a person, other path', { 'b.ts': '1\n' })
      made.commit('Traced', { 'a.ts': '4\n' })
      const traced = made.git('rev-parse', 'HEAD')
      made.git('branch', 'side', before)
      made.git('switch', '-q', 'side')
      made.commit('Traced from its parent', { 'a.ts': '5\n' })
      made.git('switch', '-q', 'main')
      made.git('merge', '-q', '-s', 'ours', '--no-edit', 'side')
      const files = [
        {
          path: 'a.ts',
          conversations: [{ contributor: { type: 'ai' }, ranges: [{ start_line: 1, end_line: 1 }] }],
        },
      ]
      const records = [traced, before].map(revision => ({
        vcs: { type: 'git', revision },
        tool: { name: 'cursor' },
        files,
      }))
      made.commit('Brings the traces', {
        '.agent-trace/traces.jsonl': `${records.map(one => JSON.stringify(one)).join('\n')}\nrubbish\n`,
      })
      assert.deepEqual(await beside(made), {
        Tagged: ['Claude Code', 'Codex'],
        'By git-ai': ['amp', 'cursor'],
        Traced: ['cursor'],
        'Traced from its parent': ['cursor'],
      })
    })

  it('is nothing where a ref holds no notes', async () => {
    const made = makeRepository()
    made.commit('Root', { 'a.ts': '1\n' })
    made.git('update-ref', 'refs/notes/ai', made.git('rev-parse', 'HEAD:a.ts'))
    made.git('update-ref', 'refs/notes/improver/agents', made.git('rev-parse', 'HEAD'))
    assert.deepEqual(await beside(made), {})
  })
})
