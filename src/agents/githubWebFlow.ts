import type { Agent } from './agent.ts'

/**
 * The committer of what a button on GitHub made. It never is the author, so it says nothing of who
 * wrote a commit: only that this committer is no person.
 */
export const githubWebFlow: Agent = {
  name: 'GitHub web-flow',
  kind: 'automation',
  emails: ['noreply@github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/eclipse-platform/eclipse.platform.releng.aggregator/issues/12'],
}
