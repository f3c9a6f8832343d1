import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AGENTS } from '../../src/agents/agents.ts'
import { hookAgents, tagPatterns } from '../../src/agents/hookAgents.ts'
import { shells } from '../install/installation.ts'
import { factSamples } from './factSamples.ts'

const file = fileURLToPath(new URL('../../hooks/gate/agents', import.meta.url))
const inEnvironment = AGENTS.filter(({ environment }) => environment.length)

describe('the agents that the sh hooks know by their environment', () => {
  it('are those of the data (UPDATE_SNAPSHOTS=1 writes them)', () => {
    const text = hookAgents(AGENTS)
    if (process.env.UPDATE_SNAPSHOTS) writeFileSync(file, text)
    assert.equal(readFileSync(file, 'utf8'), text)
  })

  for (const { name, line } of shells().found) {
    const [shell = '', ...first] = line.split(' ')
    const agentIn = (env: NodeJS.ProcessEnv) => {
      const script = '. "$0"; printf "%s" "$improver_agent"'
      const { stdout, stderr } = spawnSync(shell, [...first, '-eu', '-c', script, file], {
        env,
        encoding: 'utf8',
      })
      assert.equal(stderr, '')
      return stdout
    }
    it(`in ${name}, each by each of its variables`, () => {
      assert.equal(agentIn({}), '')
      for (const agent of inEnvironment.filter(one => one.name !== 'an AI agent'))
        for (const variable of agent.environment) {
          assert.equal(agentIn({ [variable]: '1' }), agent.name)
          assert.equal(agentIn({ [variable]: '' }), '', 'set and empty says nothing')
        }
      const named = {
        goose: 'goose',
        'goose@1.2': 'goose',
        '1': 'AI agent',
        true: 'AI agent',
        '"; x': 'AI agent',
      }
      for (const [value, agent] of Object.entries(named)) assert.equal(agentIn({ AI_AGENT: value }), agent)
      assert.equal(agentIn({ AI_AGENT: 'x'.repeat(200) }), 'AI agent')
      assert.equal(agentIn({ AI_AGENT: 'a\nReviewed-by: Jane <jane@example.org>' }), 'a')
      assert.equal(agentIn({ AI_AGENT: 'crush', CRUSH: '1' }), 'Crush')
    })
  }

  const finds = (patterns: string[], text: string) =>
    spawnSync('grep', ['-qiE', '-e', patterns.join('\n')], { input: text }).status === 0
  for (const agent of inEnvironment) {
    it(`${agent.name}: its marks are known, and nobody else's`, () => {
      const patterns = tagPatterns(agent)
      for (const { message } of factSamples(agent))
        if (message) assert.ok(finds(patterns, `${message}\r\n`), message)
      for (const name of [agent.name, ...agent.commands])
        assert.ok(finds(patterns, `x\n\nAssisted-by: ${name}:model\n`), name)
      for (const text of [
        'Assisted-by: Jane <jane@example.org>',
        'Talk about the agent',
        'Co-authored-by: x <x@y.z>',
      ])
        assert.ok(!finds(patterns, `${text}\n`), text)
    })
  }
})
