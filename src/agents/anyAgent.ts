import type { Agent } from './agent.ts'

/**
 * Conventions that no single tool owns. `Assisted-by: AGENT:MODEL [TOOL] [TOOL]` is the Linux kernel's
 * form, `Generated-by:` the Apache Software Foundation's. A value with a person's address, in angle
 * brackets or bare, is left out: git's own history thanks people in that way. An address that nobody
 * reads is a tool's, and so is any value that begins with `AGENT:MODEL`, whatever follows.
 */
export const anyAgent: Agent = {
  name: 'an AI agent',
  kind: 'agent',
  emails: [],
  trailers: [
    { key: 'Assisted-by', value: '^[^<>@]+$' },
    { key: 'Assisted-by', value: '^[^<>@:]*[^<>@: ]:[^<>@: ]' },
    { key: 'Assisted-by', value: '<(no-?reply|[^<>@]*\\[bot\\])@' },
    { key: 'Generated-by', value: '^[^<>@]+$' },
    { key: 'Generated-by', value: '<(no-?reply|[^<>@]*\\[bot\\])@' },
  ],
  marks: [],
  names: [],
  environment: ['AI_AGENT'],
  commands: [],
  sources: [
    'https://github.com/torvalds/linux/blob/master/Documentation/process/coding-assistants.rst',
    'https://github.com/commit-check/commit-check/blob/main/commit_check/ai_signatures_data.py',
    'https://github.com/vercel/vercel/blob/main/packages/detect-agent/README.md',
  ],
}
