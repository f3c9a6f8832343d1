import type { Agent } from './agent.ts'

/** Only its address counts: Claude is also the name of people, and of whole families. */
export const claudeCode: Agent = {
  name: 'Claude Code',
  kind: 'agent',
  emails: [
    'noreply@anthropic\\.com',
    '[0-9]+\\+(claude|anthropic-claude|claude-code-action)\\[bot\\]@users\\.noreply\\.github\\.com',
  ],
  trailers: [
    { key: 'Co-authored-by', value: '<noreply@anthropic\\.com>' },
    {
      key: 'Co-authored-by',
      value:
        '<[0-9]+\\+(claude|anthropic-claude|claude-code-action)\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
    { key: 'Claude-Session', value: 'https://claude\\.ai/' },
  ],
  marks: ['[^a-z]*generated with \\[claude code\\]\\(https?://[^ )]*\\)[ .]*'],
  names: [],
  environment: ['CLAUDECODE'],
  commands: ['claude'],
  sources: [
    'https://github.com/ascorbic/am-i-vibing/commit/53702a3156',
    'https://github.com/anthropics/claude-code/issues/29999',
    'https://github.com/anthropics/claude-code/issues/14241',
    'https://github.com/anthropics/claude-code/issues/77830',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://docs.rs/crate/claude_runner/latest/source/docs/cli/param/027_keep_claudecode.md',
    'https://github.com/anthropics/claude-code/issues/531',
    'https://code.claude.com/docs/es/env-vars.md',
    'https://socket.dev/npm/package/agent-cli-detector/diff/0.1.4',
  ],
}
