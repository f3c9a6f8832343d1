import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AGENTS } from '../../src/agents/agents.ts'

const patterns = fileURLToPath(new URL('../../hooks/gate/patterns', import.meta.url))

/** A pattern that spells one text only, as that text; null for one that stands for several. */
function literal(pattern: string): string | null {
  const text = pattern.replace(/\\([.[\]+()])/g, '$1')
  return /[|?*]|\[[^b]|\(/.test(pattern.replace(/\\./g, '')) ? null : text
}

describe('the patterns of the sh hooks', () => {
  for (const agent of AGENTS.filter(({ kind }) => kind === 'agent')) {
    for (const email of agent.emails.map(literal).filter(text => text !== null)) {
      for (const line of [`Co-authored-by: Somebody <${email}>`, `improver-author: Somebody <${email}>`])
        it(`know ${line} of ${agent.name}`, () => {
          const { status } = spawnSync('grep', ['-qiE', '-f', patterns], { input: `${line}\n` })
          assert.equal(status, 0)
        })
    }
  }
})
