import type { Agent } from './agent.ts'

/** It was called OpenDevin; its makers have addresses at all-hands.dev as well, so only these two count. */
export const openHands: Agent = {
  name: 'OpenHands',
  kind: 'agent',
  emails: ['(openhands|opendevin)@all-hands\\.dev', 'opendevin@opendevin\\.ai'],
  trailers: [
    { key: 'Co-authored-by', value: '<(openhands|opendevin)@all-hands\\.dev>' },
    { key: 'Co-authored-by', value: '<opendevin@opendevin\\.ai>' },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: ['openhands'],
  sources: [
    'https://github.com/All-Hands-AI/OpenHands/blob/main/openhands/agenthub/codeact_agent/prompts/system_prompt.j2',
    'https://github.com/All-Hands-AI/OpenHands/blob/main/openhands/core/config/openhands_config.py',
    'https://github.com/All-Hands-AI/OpenHands/commit/f0bb7de1c6ae2a53e2afd026705928f9d5bf7aaa',
    'https://github.com/All-Hands-AI/OpenHands/blob/main/README.md',
  ],
}
