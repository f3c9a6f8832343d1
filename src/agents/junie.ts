import type { Agent } from './agent.ts'

/** Not JUNIE_DATA: people set it too, to say where its files are. */
export const junie: Agent = {
  name: 'Junie',
  kind: 'agent',
  emails: ['201638009\\+jetbrains-junie\\[bot\\]@users\\.noreply\\.github\\.com', 'junie@jetbrains\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<junie@jetbrains\\.com>' },
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?jetbrains-junie\\[bot\\]@users\\.noreply\\.github\\.com>' },
  ],
  marks: [],
  names: [],
  environment: ['JUNIE_SHIM_PATH'],
  commands: ['junie'],
  sources: [
    'https://github.com/JetBrains/koog/commit/84f95a6cc02e9a44a1bff49893a51241320b623c',
    'https://github.com/vercel/detect-agent/blob/main/agents.json',
    'https://github.com/unjs/std-env/blob/main/src/agents.ts',
    'https://github.com/JetBrains/junie',
    'https://github.com/metaworx/zoo-code-history-repair/blob/main/.aiassistant/tools/do-commit.ps1',
  ],
}
