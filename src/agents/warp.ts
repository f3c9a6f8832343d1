import type { Agent } from './agent.ts'

/** Its agent is called Oz. TERM_PROGRAM says only that the terminal is theirs, whoever types. */
export const warp: Agent = {
  name: 'Warp',
  kind: 'agent',
  emails: ['(oz-)?agent@warp\\.dev'],
  trailers: [{ key: 'Co-authored-by', value: '<(oz-)?agent@warp\\.dev>' }],
  marks: [],
  names: [],
  environment: ['OZ_RUN_ID'],
  commands: ['oz'],
  sources: [
    'https://github.com/ascorbic/am-i-vibing/blob/main/packages/am-i-vibing/src/providers.ts',
    'https://github.com/warpdotdev/warp/blob/master/crates/warp_cli/src/lib.rs',
    'https://www.skills.sh/amelnagdy/delegate-skills/warp-delegate',
    'https://github.com/warpdotdev/warp/issues/9215',
    'https://github.com/originalDanWilson/SuperDan',
  ],
}
