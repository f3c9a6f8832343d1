import type { Agent } from './agent.ts'

/**
 * By default its mark is the suffix of the author's name. The prefix `aider: ` of messages is left
 * out: it is off by default, and people write such subjects too (a scope, or a French verb).
 * A suffix in the committer's name alone says only that aider ran `git commit` over a person's edits.
 */
export const aider: Agent = {
  name: 'aider',
  kind: 'agent',
  emails: ['(noreply|aider)@aider\\.chat', 'noreply@aider\\.dev'],
  trailers: [
    { key: 'Co-authored-by', value: '<((noreply|aider)@aider\\.chat|noreply@aider\\.dev)>' },
    // Its address can be configured; its name with the model cannot.
    { key: 'Co-authored-by', value: '^aider \\([^)]+\\) <[^>@]+@[^>@]+>$' },
  ],
  marks: [],
  names: [' \\(aider\\)$'],
  environment: [],
  commands: ['aider'],
  sources: [
    'https://aider.chat/docs/git.html',
    'https://github.com/Aider-AI/aider/blob/main/aider/website/docs/git.md',
    'https://github.com/Aider-AI/aider/pull/3789',
    'https://github.com/Aider-AI/aider/blob/main/aider/repo.py',
    'https://github.com/Aider-AI/aider/blob/main/README.md',
  ],
}
