import type { Agent } from './agent.ts'

/** Not CURSOR_TRACE_ID: the editor's terminal sets it for a person's own commands as well. */
export const cursor: Agent = {
  name: 'Cursor',
  kind: 'agent',
  emails: ['cursoragent@cursor\\.com', '[0-9]+\\+cursor\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<cursoragent@cursor\\.com>' },
    { key: 'Co-authored-by', value: '<[0-9]+\\+cursor\\[bot\\]@users\\.noreply\\.github\\.com>' },
    { key: 'Made-with', value: 'cursor' },
  ],
  marks: ['[^a-z]*made with \\[cursor\\]\\(https?://(www\\.)?cursor\\.com[^ )]*\\)[ .]*'],
  names: [],
  environment: ['CURSOR_AGENT'],
  commands: ['cursor-agent'],
  sources: [
    'https://forum.cursor.com/t/co-author-added-without-consent-and-cant-be-turned-off/150096',
    'https://github.com/superdurable/dex/pull/310',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/coauthor/coauthor.go',
    'https://docs.rs/crate/ai_env/0.1.1/source/src/cursor_cli.rs',
    'https://docs.rs/crate/ai_env/0.1.1/source/src/cursor.rs',
    'https://github.com/MetaMask/skills/commit/cce2ee1839f3b60c8d87b59c3b6893b6e2ec3bac',
    'https://docs.rs/crate/gate4agent/0.2.2/source/src/cli/cursor/mod.rs',
  ],
}
