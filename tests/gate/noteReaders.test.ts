import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAgentNote } from '../../src/gate/signals/readAgentNote.ts'
import { readAgentTrace } from '../../src/gate/signals/readAgentTrace.ts'
import { readGitAiNote } from '../../src/gate/signals/readGitAiNote.ts'

describe('a note with tags', () => {
  it('names agents, one a line, and nothing else', () => {
    const text = 'Assisted-by: Claude Code:unknown\n\nassisted-by: Codex:gpt-5 sparse\r\n'
    assert.deepEqual(readAgentNote(text), ['Claude Code', 'Codex'])
    for (const other of [
      '',
      'Assisted-by: Jane <jane@example.org>',
      'Assisted-by: Jane',
      'Assisted-by: :model',
      'Assisted-by: a@b:c',
      '{"v":1}',
      'a note by hand: Claude Code:unknown',
      `Assisted-by: ${'x'.repeat(5000)}:y`,
    ])
      assert.deepEqual(readAgentNote(other), [], other)
  })
})

/** A note as git-ai 1.x writes it. */
const gitAi = (above: string, metadata: object) =>
  `${above}---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', ...metadata }, null, 2)}\n`

describe('a note of git-ai', () => {
  const agent = (tool: unknown) => ({ agent_id: { tool, id: 'x', model: 'm' }, human_author: 'Jane' })
  it('names the tools that lines are attributed to, in both formats', () => {
    const prompts = { c9883b05a2487d6d: agent('cursor') }
    const sessions = { s_c9883b05a2487d: agent('claude') }
    assert.deepEqual(readGitAiNote(gitAi('src/main.rs\n  c9883b05a2487d6d 1-10\n', { prompts })), ['cursor'])
    const above = 'src/a b.rs\n  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,12\n  c9883b05a2487d6d 15-20\n'
    assert.deepEqual(readGitAiNote(gitAi(above, { prompts, sessions })), ['claude', 'cursor'])
  })
  it('is no evidence where only people wrote, nothing is left, or it cannot be read', () => {
    const prompts = { c9883b05a2487d6d: agent('cursor') }
    for (const [what, text] of Object.entries({
      human: gitAi('a.ts\n  h_a1b2c3d4e5f678 1-10\n', { prompts, humans: { h_a1b2c3d4e5f678: {} } }),
      'no lines left': gitAi('', { prompts }),
      'a key of nobody': gitAi('a.ts\n  ffff3b05a2487d6d 1\n', { prompts }),
      'a key of an object': gitAi('a.ts\n  constructor 1\n', { prompts }),
      'another version': gitAi('a.ts\n  c9883b05a2487d6d 1\n', {
        prompts,
        schema_version: 'authorship/4.0.0',
      }),
      'no tool': gitAi('a.ts\n  c9883b05a2487d6d 1\n', { prompts: { c9883b05a2487d6d: agent(7) } }),
      'a tool with a terminal in it': gitAi('a.ts\n  c9883b05a2487d6d 1\n', {
        prompts: { c9883b05a2487d6d: agent('\u001b[2J') },
      }),
      'no JSON': 'a.ts\n  c9883b05a2487d6d 1\n---\n{',
      'JSON of another shape': 'a.ts\n  c9883b05a2487d6d 1\n---\n[1]',
      'no line between': 'a.ts\n  c9883b05a2487d6d 1\n',
      empty: '',
    }))
      assert.deepEqual(readGitAiNote(text), [], what)
  })
  it('takes linear time', { timeout: 10_000 }, () => {
    for (const fill of ['x\n', '---', '  a 1\n', ' ']) readGitAiNote(fill.repeat(300_000))
  })
})

describe('an Agent Trace', () => {
  const revision = 'a'.repeat(40)
  const record = (contributor: object | undefined, more: object = {}) => ({
    version: '0.1.0',
    id: '550e8400-e29b-41d4-a716-446655440000',
    timestamp: '2026-01-23T14:30:00Z',
    vcs: { type: 'git', revision },
    tool: { name: 'cursor', version: '2.4.0' },
    files: [
      {
        path: 'src/a.ts',
        conversations: [{ contributor, ranges: [{ start_line: 1, end_line: 9, ...more }] }],
      },
      {
        path: 'src/b.ts',
        conversations: [{ contributor: { type: 'human' }, ranges: [{ start_line: 1, end_line: 2 }] }],
      },
    ],
  })
  const lines = (...records: unknown[]) => records.map(one => JSON.stringify(one)).join('\n')
  it('names a revision, a tool, and the paths that an agent wrote in', () => {
    const expected = [{ revision, tool: 'cursor', paths: ['src/a.ts'] }]
    assert.deepEqual(readAgentTrace(lines(record({ type: 'ai', model_id: 'anthropic/x' }))), expected)
    assert.deepEqual(readAgentTrace(lines(record({ type: 'mixed' }))), expected)
    assert.deepEqual(
      readAgentTrace(lines(record({ type: 'human' }, { contributor: { type: 'ai' } }))),
      expected,
    )
    assert.deepEqual(readAgentTrace(`not JSON\n${lines(record({ type: 'ai' }), 7, null)}\n`), expected)
  })
  it('is no evidence where it says human or unknown, or of no revision of git', () => {
    const { vcs, ...rest } = record({ type: 'ai' })
    for (const one of [
      record({ type: 'human' }),
      record({ type: 'unknown' }),
      record(undefined),
      record({ type: 'ai' }, { contributor: { type: 'human' } }),
      rest,
      { ...rest, vcs: { ...vcs, type: 'jj' } },
      { ...rest, vcs: { ...vcs, revision: 'main' } },
      { vcs, files: [{ path: 7, conversations: [{ contributor: { type: 'ai' }, ranges: [{}] }] }] },
      { vcs, files: 'all' },
      { vcs, files: [null, { path: 'x' }, { path: 'x', conversations: [{ contributor: { type: 'ai' } }] }] },
    ])
      assert.deepEqual(readAgentTrace(lines(one)), [])
  })
})
