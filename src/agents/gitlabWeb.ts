import type { Agent } from './agent.ts'

/** The committer of what a button on gitlab.com made; an instance of one's own can name another. */
export const gitlabWeb: Agent = {
  name: 'GitLab web commits',
  kind: 'automation',
  emails: ['noreply@gitlab\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://docs.gitlab.com/user/project/repository/signed_commits/web_commits',
    'https://gitlab.com/gitlab-org/gitaly/-/merge_requests/6558',
  ],
}
