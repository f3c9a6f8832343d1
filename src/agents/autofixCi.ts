import type { Agent } from './agent.ts'

/** It commits what the formatters of a pull request mend. */
export const autofixCi: Agent = {
  name: 'autofix.ci',
  kind: 'automation',
  emails: ['114827586\\+autofix-ci\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/honojs/hono/commit/5d4e6aa897f0d41f4ccc21519d4461bbd26b8a24'],
}
