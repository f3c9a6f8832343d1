import type { Agent } from './agent.ts'

/** People of its makers have addresses at continue.dev as well. */
export const continueDev: Agent = {
  name: 'Continue',
  kind: 'agent',
  emails: [
    '(noreply|agent)@continue\\.dev',
    '(230936708\\+)?continue\\[bot\\]@users\\.noreply\\.github\\.com',
  ],
  trailers: [
    { key: 'Co-authored-by', value: '<(noreply|agent)@continue\\.dev>' },
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?continue\\[bot\\]@users\\.noreply\\.github\\.com>' },
  ],
  marks: [
    '[^a-z]*generated with (\\[continue\\]|continue )\\(https?://(www\\.)?continue\\.dev[^ )]*\\)[ .]*',
  ],
  names: [],
  environment: [],
  commands: ['cn'],
  sources: [
    'https://github.com/continuedev/continue/commit/cffc9fb615',
    'https://github.com/continuedev/continue/blob/main/extensions/cli/src/systemMessage.ts',
    'https://github.com/continuedev/continue/blob/main/extensions/cli/package.json',
    'https://github.com/continuedev/continue/commit/38848092a5177a1663ea181680ede86cfefa3fb8',
    'https://github.com/continuedev/continue/commit/d865c2252250070c2a30ab736b34e175144bf0ce',
    'https://github.com/continuedev/continue/commit/0d21e1cbc4f0403e2c1b54df51d745f0966622c0',
  ],
}
