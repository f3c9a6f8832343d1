import type { Agent } from './agent.ts'

export const mergify: Agent = {
  name: 'Mergify',
  kind: 'automation',
  emails: ['37929162\\+mergify\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/vllm-project/vllm/commit/82553692b899059d2ec967ece7677a76bf2daab2'],
}
