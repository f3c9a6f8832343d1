import type { Agent } from './agent.ts'

/** Of the variables in circulation only OPENCODE is set by it; OPENCODE_BIN_PATH is set by people. */
export const openCode: Agent = {
  name: 'OpenCode',
  kind: 'agent',
  emails: ['noreply@opencode\\.ai'],
  trailers: [{ key: 'Co-authored-by', value: '<noreply@opencode\\.ai>' }],
  marks: ['[^a-z]*generated with (opencode|\\[opencode\\]\\(https?://opencode\\.ai[^ )]*\\))[ .]*'],
  names: [],
  environment: ['OPENCODE'],
  commands: ['opencode'],
  sources: [
    'https://github.com/anomalyco/opencode/pull/1749',
    'https://github.com/ascorbic/am-i-vibing/issues/94',
    'https://github.com/umputun/ralphex/issues/240',
    'https://github.com/anomalyco/opencode/issues/1775',
    'https://opencode.ai/docs/zh-cn/cli',
    'https://github.com/charmbracelet/crush/commit/36172979b45facc8ccec6861f124193eaebc42e9',
  ],
}
