import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agentMarks } from '../../src/agents/agentMarks.ts'
import { AGENTS } from '../../src/agents/agents.ts'
import { markLines } from '../../src/git/trailers.ts'

type Who = { name: string; email: string }
const JANE: Who = { name: 'Jane Doe', email: 'jane@example.org' }
const find = agentMarks(AGENTS)
const marks = (message: string, author: Who = JANE, committer: Who = author) =>
  find({ author, committer, lines: markLines(message) })
const agentsOf = (message: string, author?: Who, committer?: Who) => [
  ...new Set(marks(message, author, committer).map(({ agent }) => agent.name)),
]
const who = (text: string): Who => {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(text) ?? []
  return { name, email }
}

describe('what agents leave in messages', () => {
  const seen: [string, string][] = [
    ['Co-Authored-By: Claude <noreply@anthropic.com>', 'Claude Code'],
    ['Co-authored-by: Claude Opus 4.8 (1M context) <noreply@anthropic.com>', 'Claude Code'],
    ['🤖 Generated with [Claude Code](https://claude.com/claude-code)', 'Claude Code'],
    ['Claude-Session: https://claude.ai/code/session_01', 'Claude Code'],
    ['Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>', 'GitHub Copilot'],
    ['Co-authored-by: Copilot <copilot@github.com>', 'GitHub Copilot'],
    ['Co-authored-by: Copilot copilot@github.com', 'GitHub Copilot'],
    ['Co-authored-by: Cursor <cursoragent@cursor.com>', 'Cursor'],
    ['Made-with: Cursor', 'Cursor'],
    ['Co-authored-by: Codex <noreply@openai.com>', 'Codex'],
    ['Co-authored-by: aider (gpt-4o) <noreply@aider.chat>', 'aider'],
    ['Co-authored-by: aider (gpt-4o) <me@example.org>', 'aider'],
    ['Co-Authored-By: Devin <158243242+devin-ai-integration[bot]@users.noreply.github.com>', 'Devin'],
    ['🤖 Generated with [opencode](https://opencode.ai)', 'OpenCode'],
    ['Co-Authored-By: opencode <noreply@opencode.ai>', 'OpenCode'],
    ['Co-authored-by: Windsurf <noreply@codeium.com>', 'Windsurf'],
    ['Assisted-by: Claude:claude-x coccinelle', 'an AI agent'],
    ['Generated-by: ChatGPT', 'an AI agent'],
    ['Assisted-by: Opus 4.7', 'an AI agent'],
    ['Assisted-by: generic LLM chatbot', 'an AI agent'],
    ['Assisted-by: Some Tool <noreply@tool.example>', 'an AI agent'],
    ['Generated-by: tool[bot] <1+tool[bot]@users.noreply.github.com>', 'an AI agent'],
    ['Assisted-by: Cursor <cursoragent@cursor.com>', 'Cursor'],
    ['Signed-off-by: Codex <noreply@openai.com>', 'Codex'],
    ['Improvement-Id: I5f0c1e', 'git-improver'],
    ['Improver: docs/missing@1', 'git-improver'],
    ['AI-Modified: src/a.ts', 'git-improver'],
  ]
  for (const [line, name] of seen) {
    it(line, () => {
      assert.deepEqual(agentsOf(`Subject\n\n${line}\n`), [name])
      assert.deepEqual(agentsOf(`Subject\n\n${line.toUpperCase()}\n`), [name], 'in capitals')
      assert.deepEqual(agentsOf(`Subject\n\n${line}\n\nAnd prose behind it.\n`), [name], 'not last')
      const squashed = `Squashed commit of the following:\n\ncommit 1\n\n    Subject\n\n    ${line}\n`
      assert.deepEqual(agentsOf(squashed), [name], 'in a squash message')
      assert.deepEqual(agentsOf(`Title (#1)\n\n* ${line}\n\n* two\n`), [name], 'as a subject in a list')
      assert.deepEqual(agentsOf(`Subject\r\n\r\n${line}\r\n`), [name], 'with CRLF')
    })
  }
})

describe('who agents author as', () => {
  const authors: [string, string, 'agent' | 'automation'][] = [
    ['Claude <noreply@anthropic.com>', 'Claude Code', 'agent'],
    ['claude[bot] <209825114+claude[bot]@users.noreply.github.com>', 'Claude Code', 'agent'],
    ['Copilot <198982749+Copilot@users.noreply.github.com>', 'GitHub Copilot', 'agent'],
    ['Cursor Agent <cursoragent@cursor.com>', 'Cursor', 'agent'],
    ['Jane Doe (aider) <jane@example.org>', 'aider', 'agent'],
    ['google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>', 'Jules', 'agent'],
    ['x <208079219+amazon-q-developer[bot]@users.noreply.github.com>', 'Amazon Q Developer', 'agent'],
    ['x <176961590+gemini-code-assist[bot]@users.noreply.github.com>', 'Gemini CLI', 'agent'],
    ['renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>', 'Renovate', 'automation'],
    ['Renovate Bot <renovate@whitesourcesoftware.com>', 'Renovate', 'automation'],
    ['dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'Dependabot', 'automation'],
    ['semantic-release-bot <semantic-release-bot@martynus.net>', 'semantic-release', 'automation'],
    ['GitHub <noreply@github.com>', 'GitHub web-flow', 'automation'],
  ]
  for (const [author, name, kind] of authors) {
    it(author, () => {
      for (const found of [marks('Subject\n', who(author)), marks('Subject\n', JANE, who(author))]) {
        assert.ok(found.length > 0)
        assert.deepEqual(
          [...new Set(found.map(({ agent }) => `${agent.name} ${agent.kind}`))],
          [`${name} ${kind}`],
        )
      }
      assert.equal(marks('Subject\n', JANE, who(author))[0]?.where, 'committer')
    })
  }

  it('GitHub Actions, with which changesets commits', () => {
    const author = who('github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>')
    assert.deepEqual(agentsOf('Version Packages\n', author), ['changesets', 'github-actions'])
  })
})

describe('a person is never an agent', () => {
  const people = [
    'Claude Monet <claude@monet.fr>',
    'Claude Dupont <claude.dupont@example.org>',
    'Claude <claude@anthropic-fans.example>',
    'Jean-Claude <claude@anthropic.com.example.org>',
    'Waldek Maleska <weakcamel@users.github.com>',
    'Jane <123+jane@users.noreply.github.com>',
    'Devin Townsend <devin@example.org>',
    'Devin <12345+devin@users.noreply.github.com>',
    'Jules Verne <jules@verne.fr>',
    'Gemini Jones <gemini@google-alumni.example>',
    'Rusty Cursor <rusty@cursor.example>',
    'Aider Garcia <aider@example.es>',
    'Aider <aider@example.es>',
    'Copilot Smith <smith@copilot.example>',
    'Cody Windsurf <cody@surf.example>',
    'Windsurf <wind@surf.example>',
    'Dev Opencode <me@opencode.example>',
    'Amazon Queen <q@example.org>',
    'René Novate <renovate@example.org>',
    'Claude Code <claude.code@example.org>',
    'Max Copilot <123+copilotmax@users.noreply.github.com>',
    'Xcursoragent <xcursoragent@cursor.com>',
  ]
  for (const person of people) {
    it(person, () => {
      const message =
        `Help Claude and Cursor users, generated with care by Devin\n\nAider: says hello. Codex: a book.\n\n` +
        `Co-authored-by: ${person}\nSigned-off-by: ${person}\nAssisted-by: ${person}\nReviewed-by: ${person}\nReverts-Improvement: I1\n`
      assert.deepEqual(marks(message, who(person)), [])
    })
  }
})

describe('hostile messages', () => {
  it('take linear time', { timeout: 20_000 }, () => {
    for (const line of ['aider (x) <', 'Co-authored-by: aider (x) <', 'Assisted-by: <', '<1', '. '])
      for (const fill of ['@', '<', ' ', '(', '1', '[bot]', '<1+'])
        marks(`S\n\n${line}${fill.repeat(200_000)}\n`)
    marks(`S\n\n${'A: b\n'.repeat(100_000)}`)
  })
})

describe('the list', () => {
  it('gives every agent a name of its own and a source', () => {
    assert.equal(new Set(AGENTS.map(({ name }) => name)).size, AGENTS.length)
    for (const { name, sources } of AGENTS) assert.ok(sources.length > 0, name)
  })
  it('gives automation no marks in messages: anyone could type itself out of the gate', () => {
    for (const { kind, trailers, marks, names } of AGENTS)
      if (kind === 'automation') assert.deepEqual([trailers, marks, names], [[], [], []])
  })
})
