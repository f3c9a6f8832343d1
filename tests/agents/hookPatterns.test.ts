import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AGENTS } from '../../src/agents/agents.ts'
import { hookPatterns } from '../../src/agents/patternList.ts'
import { factSamples } from './factSamples.ts'

const patterns = fileURLToPath(new URL('../../hooks/gate/patterns', import.meta.url))

describe('the patterns of the sh hooks', () => {
  it('are what the agents make of them (UPDATE_SNAPSHOTS=1 writes them)', () => {
    const text = hookPatterns(AGENTS)
    if (process.env.UPDATE_SNAPSHOTS) writeFileSync(patterns, text)
    assert.equal(readFileSync(patterns, 'utf8'), text)
  })

  for (const agent of AGENTS.filter(({ kind }) => kind === 'agent')) {
    it(`know whatever ${agent.name} leaves behind`, () => {
      for (const { message, author } of factSamples(agent)) {
        const line = message ?? `improver-author: ${author}`
        const { status } = spawnSync('grep', ['-qiE', '-f', patterns], {
          input: `${line}\n`,
          env: { ...process.env, LC_ALL: 'C' },
        })
        assert.equal(status, 0, line)
      }
    })
  }
})
