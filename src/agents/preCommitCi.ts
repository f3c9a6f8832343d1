import type { Agent } from './agent.ts'

/** It commits what the hooks of a pull request mend. */
export const preCommitCi: Agent = {
  name: 'pre-commit.ci',
  kind: 'automation',
  emails: ['66853113\\+pre-commit-ci\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/ComPWA/ampform/commit/7d5e50244715fc0976e9658446669defdda10904'],
}
