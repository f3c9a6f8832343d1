import type { Agent } from './agent.ts'

/** Before 2019 it committed as a user of its own, with an address at dependabot.com. */
export const dependabot: Agent = {
  name: 'Dependabot',
  kind: 'automation',
  emails: ['([0-9]+\\+)?dependabot\\[bot\\]@users\\.noreply\\.github\\.com', 'support@dependabot\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://github.com/dependabot/dependabot-core/issues/3480',
    'https://github.com/dependabot/feedback/issues/191',
  ],
}
