import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { AGENTS } from '../../src/agents/agents.ts'
import { type FactSample, factSamples } from '../agents/factSamples.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { installed } from './installation.ts'

/** What the hooks look for beside agents, and one sample of each fact that is known of an agent. */
const SAMPLES: FactSample[] = [
  { message: 'Initiated-by: Jane <jane@example.org>' },
  { author: 'git-improver[bot] <git-improver[bot]@users.noreply.github.com>' },
  { message: 'ASSISTED-BY: Claude:claude-x' },
  { message: 'improver: docs@1' },
  ...AGENTS.filter(({ kind }) => kind === 'agent').flatMap(factSamples),
]
const HUMAN: FactSample[] = [
  { message: 'Co-authored-by: Claude Monet <claude@monet.fr>' },
  { message: 'Signed-off-by: Bob <1234+bob@users.noreply.github.com>' },
  { message: 'The list is generated with a script' },
  { message: 'Made with love' },
  { message: 'Roadmap-id: 7' },
  { author: 'Abbott Bot <bot@example.org>' },
  { author: 'Junie Moon <junie@example.org>' },
  { author: 'Paul Gauthier <paul@aider.chat>' },
  { author: 'Robin <robin@cline.bot>' },
  { author: 'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>' },
]

const lines = readFileSync(new URL('../../hooks/gate/patterns', import.meta.url), 'utf8')
  .split('\n')
  .slice(0, -1)

describe('the pattern list', () => {
  it('has no empty line, which would match everything, and only patterns that grep reads', () => {
    assert.ok(lines.length > 5)
    for (const line of lines) {
      assert.notEqual(line.trim(), '')
      execFileSync('sh', ['-c', 'echo | grep -iE -e "$0" || test $? = 1', line])
    }
  })

  it('has a sample for each pattern', () => {
    const texts = SAMPLES.map(({ message, author }) => message ?? `improver-author: ${author}`)
    const own = /^\^improver-unreadable|^\^:\[0-7\]/
    for (const line of lines.filter(one => !own.test(one)))
      assert.ok(
        texts.some(text => new RegExp(line.replaceAll('[[:blank:]]', '[ \\t]'), 'i').test(text)),
        line,
      )
  })

  it('reaches Node from commit-msg, past its cheap first look, with every sample', async () => {
    const { repo, from } = await installed()
    const commit = ({ message, author }: FactSample) => {
      from.reset()
      repo.commit(`x\n\n${message ?? 'text'}`, {}, author ? { author } : {})
      return from.calls().length
    }
    for (const sample of SAMPLES) assert.equal(commit(sample), 1, JSON.stringify(sample))
    for (const sample of HUMAN) assert.equal(commit(sample), 0, JSON.stringify(sample))
  })
  it('reaches Node from pre-push, past its cheap first look, with every sample', async () => {
    const { repo, from } = await installed()
    const remote = makeRepository({ bare: true })
    repo.git('push', '-q', remote.dir, 'main')
    repo.git('remote', 'add', 'origin', remote.dir)
    repo.git('push', '-q', 'origin', 'main')
    const push = ({ message, author }: FactSample) => {
      from.reset()
      const as = author ? [`--author=${author}`] : []
      repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', `x\n\n${message ?? 'text'}`, ...as)
      repo.git('push', '-q', 'origin', 'main')
      return from.calls().length
    }
    for (const sample of SAMPLES) assert.equal(push(sample), 1, JSON.stringify(sample))
    for (const sample of HUMAN) assert.equal(push(sample), 0, JSON.stringify(sample))
  })
})
