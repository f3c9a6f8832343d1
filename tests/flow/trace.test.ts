import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { AGENTS } from '../../src/agents/agents.ts'
import { gatherFacts } from '../../src/flow/gatherFacts.ts'
import { openRepository } from '../../src/git/repository.ts'
import { knownWith } from '../helpers/gateFacts.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

const AGENT = '\n\nCo-authored-by: Claude <noreply@anthropic.com>'

/** Lines of code that no other file of these tests has. */
function code(word: string, count: number): string {
  const lines = Array.from(
    { length: count },
    (_, at) => `  const ${word}${at} = compute(${word}, ${at * 7}, 'the value of ${word} number ${at}')`,
  )
  return `export function ${word}(input: number) {\n${lines.join('\n')}\n  return ${word}${count - 1}\n}\n`
}

const LISTS = code('lists', 30)

/** A project with an agent's open proposal, `src/lists.ts`, which the ledger speaks of. */
function project(): TestRepository & { proposal: string } {
  const repo = makeRepository()
  repo.commit('Start', { 'src/own.ts': code('own', 20), 'README.md': '# Lists\n', LICENSE: licence })
  repo.git('switch', '-q', '-c', 'ai/lists')
  const proposal = repo.commit(`Add lists${AGENT}`, { 'src/lists.ts': LISTS })
  note(repo, proposal)
  repo.git('switch', '-q', 'main')
  return { ...repo, proposal }
}

const licence = Array.from(
  { length: 20 },
  (_, at) => `You may copy this work under the terms number ${at}.`,
).join('\n')

function note(repo: TestRepository, commit: string): void {
  repo.git('notes', '--ref=improver/ledger', 'append', '-m', '{}', commit)
}

/** What the commits of a range are taken for, newest first: `run src/a.ts:3 12`, `human`, ... */
async function judged(repo: TestRepository, range = ['HEAD', '^main'], target = 'main'): Promise<string[]> {
  const opened = await openRepository(repo.dir)
  const told: string[] = []
  const options = { range, target: repo.git('rev-parse', target), secondReader: false, trace: true }
  for await (const { fact, origin } of gatherFacts(opened, { ...knownWith(), agents: AGENTS }, options)) {
    const { traced } = fact
    const weak = origin.evidence.some(one => one.weak) ? ' weak' : ''
    told.push(traced ? `${traced.of} ${traced.path}:${traced.line} ${traced.lines}${weak}` : origin.origin)
  }
  return told
}

describe('content of an open proposal is known', () => {
  const roads: Record<string, [(repo: TestRepository) => void, string[]]> = {
    'squashed without its trailers': [
      repo => {
        repo.git('merge', '-q', '--squash', 'ai/lists')
        repo.commit('Add lists by hand')
      },
      ['file src/lists.ts:1 33'],
    ],
    'picked, and committed again under a person’s name': [
      repo => {
        repo.git('cherry-pick', 'ai/lists')
        repo.git('commit', '-q', '--amend', '--reset-author', '-m', 'Add lists')
      },
      ['file src/lists.ts:1 33'],
    ],
    'reset and committed in two halves': [
      repo => {
        const [first, second] = [LISTS.split('\n').slice(0, 16), LISTS.split('\n').slice(16)]
        repo.commit('One half', { 'src/lists.ts': `${first.join('\n')}\n` })
        repo.commit('The other', { 'src/lists.ts': [...first, ...second].join('\n') })
      },
      ['file src/lists.ts:1 33', 'run src/lists.ts:1 16'],
    ],
    'under another name': [
      repo => repo.commit('Add', { 'lib/deep/other.js': LISTS }),
      ['file lib/deep/other.js:1 33'],
    ],
    'indented and with other blanks': [
      repo =>
        repo.commit('Add', {
          'src/in.ts': `if (true) {\n${LISTS.replace(/^/gm, '\t\t').replaceAll(' = ', '  =  ').replace(/\n/g, '\r\n\r\n')}}\n`,
        }),
      ['run src/in.ts:2 33'],
    ],
    'in part, within a person’s file': [
      repo => {
        const part = LISTS.split('\n').slice(8, 20).join('\n')
        repo.commit('Change', { 'src/own.ts': `${code('own', 20)}function more() {\n${part}\n}\n` })
      },
      ['run src/own.ts:25 12'],
    ],
    'a few lines of it, which are only told': [
      repo => repo.commit('Add', { 'src/few.ts': LISTS.split('\n').slice(8, 13).join('\n') }),
      ['short src/few.ts:1 5 weak'],
    ],
    'brought by the resolution of a merge': [
      repo => {
        const base = repo.git('rev-parse', 'HEAD')
        repo.commit('Mine', { 'a.txt': 'a\n' })
        repo.git('switch', '-q', '-c', 'side', base)
        repo.commit('Theirs', { 'b.txt': 'b\n' })
        repo.git('merge', '-q', '--no-commit', '--no-ff', 'topic')
        repo.commit('Merge', { 'b.txt': LISTS })
      },
      ['file b.txt:1 33', 'human', 'human'],
    ],
  }
  for (const [name, [act, expected]] of Object.entries(roads))
    it(name, async () => {
      const repo = project()
      repo.git('switch', '-q', '-c', 'topic')
      act(repo)
      assert.deepEqual(await judged(repo), expected)
    })
})

describe('is no copy', () => {
  const honest: Record<string, (repo: ReturnType<typeof project>) => Promise<string[]> | string[]> = {
    'a person’s own work, however much': async repo => {
      repo.git('switch', '-q', '-c', 'topic')
      repo.commit('Mine', { 'src/mine.ts': code('mine', 40), 'src/own.ts': code('own', 22) })
      return judged(repo)
    },
    'what a person stacks on the proposal': async repo => {
      repo.git('switch', '-q', '-c', 'topic', 'ai/lists')
      repo.commit('More', {
        'src/lists.ts': LISTS.replace('compute', 'reckon'),
        'src/more.ts': code('more', 12),
      })
      repo.git('mv', 'src/lists.ts', 'src/sets.ts')
      repo.commit('Rename')
      repo.commit('Copy', { 'src/copy.ts': LISTS.replace('compute', 'reckon') })
      return judged(repo, ['HEAD', '^ai/lists'])
    },
    'a kept proposal that is moved, copied, taken out and put back': async repo => {
      repo.git('merge', '-q', '--ff-only', 'ai/lists')
      repo.git('switch', '-q', '-c', 'topic')
      repo.git('mv', 'src/lists.ts', 'src/moved.ts')
      repo.commit('Move')
      repo.commit('Copy', { 'src/copy.ts': `${code('other', 3)}${LISTS}` })
      repo.git('rm', '-q', 'src/moved.ts', 'src/copy.ts')
      repo.commit('Take out')
      repo.commit('Put back', { 'src/lists.ts': LISTS })
      return judged(repo)
    },
    'one that was squashed and kept': async repo => {
      repo.commit('Meanwhile', { 'README.md': '# Lists and more\n' })
      repo.git('merge', '-q', '--squash', 'ai/lists')
      repo.commit('Squashed, reviewed elsewhere')
      repo.git('switch', '-q', '-c', 'topic')
      repo.commit('Copy', { 'src/copy.ts': `${code('other', 3)}${LISTS}` })
      repo.git('rm', '-q', 'src/lists.ts', 'src/copy.ts')
      repo.commit('Take out')
      repo.commit('Put back', { 'src/lists.ts': LISTS })
      return judged(repo)
    },
    'a kept one of which a part went by a revert that was meant for something else': async repo => {
      repo.git('merge', '-q', '--ff-only', 'ai/lists')
      const half = LISTS.split('\n').slice(0, 14)
      repo.commit('Half of it', { 'src/lists.ts': `${half.join('\n')}\n}\n` })
      repo.git('revert', '--no-edit', 'HEAD')
      repo.git('revert', '--no-edit', 'HEAD')
      repo.git('switch', '-q', '-c', 'topic')
      repo.commit('The other half again', { 'src/more.ts': LISTS.split('\n').slice(14).join('\n') })
      return judged(repo)
    },
    'a person’s work that an agent brought back': async repo => {
      const old = code('old', 24)
      repo.commit('Mine', { 'src/old.ts': old })
      repo.commit('Not any more', { 'src/old.ts': 'export const none = 0\n' })
      note(repo, repo.commit(`Restore it${AGENT}`, { 'src/old.ts': `export const none = 0\n${old}` }))
      repo.git('revert', '--no-edit', 'HEAD')
      repo.git('switch', '-q', '-c', 'topic')
      repo.commit('Mine again', {
        'src/new.ts': `export const mine = 1\n${old}`,
        'src/old.ts': `${old}// mine\n`,
      })
      return judged(repo)
    },
    'what the agent had from a person': async repo => {
      repo.git('switch', '-q', 'ai/lists')
      note(repo, repo.commit(`Copy what is there${AGENT}`, { 'src/again.ts': code('own', 20) }))
      repo.git('switch', '-q', '-c', 'topic', 'main')
      repo.commit('Copy it as well', { 'src/twice.ts': `${code('own', 20)}export const one = 1\n` })
      return judged(repo)
    },
    'lock files, licences and what tools make': async repo => {
      const files = {
        'package-lock.json': code('lock', 30),
        'sub/LICENSE': licence,
        'dist/out.js': code('out', 30),
        'src/api.ts': `// Generated by a tool\n${code('api', 30)}`,
      }
      repo.git('switch', '-q', 'ai/lists')
      note(repo, repo.commit(`Add them${AGENT}`, files))
      repo.git('switch', '-q', '-c', 'topic', 'main')
      repo.commit('Add them too', files)
      return judged(repo)
    },
    'what git-improver’s own rewriters make of anybody’s code': async repo => {
      repo.git('switch', '-q', 'ai/lists')
      note(repo, repo.commit('Lint\n\nImprover: lint/no-var@1', { 'src/own.ts': code('lint', 20) }))
      repo.git('switch', '-q', '-c', 'topic', 'main')
      repo.commit('eslint --fix', { 'src/own.ts': code('lint', 20) })
      return judged(repo)
    },
    'one changed line amid lines that were there': async repo => {
      const changed = code('own', 20).replace('own7 = compute', 'own7 = reckon')
      repo.git('switch', '-q', 'ai/lists')
      note(repo, repo.commit(`Change one${AGENT}`, { 'src/own.ts': changed.replace('}\n', '} // end\n') }))
      repo.git('switch', '-q', '-c', 'topic', 'main')
      repo.commit('Change the same', { 'src/own.ts': changed })
      return judged(repo)
    },
  }
  for (const [name, act] of Object.entries(honest))
    it(name, async () => {
      const told = await act(project())
      assert.deepEqual([...new Set(told)], ['human'])
    })
})

describe('what was taken back', () => {
  it('is known when it comes again, by whatever road', async () => {
    const repo = project()
    repo.git('merge', '-q', '--ff-only', 'ai/lists')
    repo.git('revert', '--no-edit', 'HEAD')
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit('Again', { 'src/again.ts': `${code('other', 3)}${LISTS}` })
    assert.deepEqual(await judged(repo), ['run src/again.ts:7 33'])
  })

  it('also where the revert says nothing of it', async () => {
    const repo = project()
    repo.git('merge', '-q', '--ff-only', 'ai/lists')
    repo.git('revert', '--no-edit', 'HEAD')
    repo.git('commit', '-q', '--amend', '-m', 'Tidy up')
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit('Again', { 'src/lists.ts': `${code('other', 3)}${LISTS}` })
    assert.deepEqual(await judged(repo), ['run src/lists.ts:7 33'])
  })

  it('also after a squash onto another base', async () => {
    const repo = project()
    repo.commit('Meanwhile', { 'src/lists.ts': 'export const nothing = 0\n' })
    repo.commit('Squashed', { 'src/lists.ts': `export const nothing = 0\n${LISTS}` })
    repo.git('revert', '--no-edit', 'HEAD')
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit('Again', { 'src/lists.ts': `export const nothing = 1\n${LISTS}` })
    assert.deepEqual(await judged(repo), ['run src/lists.ts:2 33'])
  })
})

describe('roads round the comparison', () => {
  it('a commit in very small steps, of which each is too short', async () => {
    const repo = project()
    repo.git('switch', '-q', '-c', 'topic')
    const lines = LISTS.split('\n').slice(1, 31)
    for (let upTo = 3; upTo <= lines.length; upTo += 3)
      repo.commit(`Up to ${upTo}`, { 'src/steps.ts': `${lines.slice(0, upTo).join('\n')}\n` })
    const told = await judged(repo)
    assert.equal(told[0], 'run src/steps.ts:1 30')
    assert.ok(
      told.every(one => !one.startsWith('short')),
      told.join('; '),
    )
  })

  it('a file too large to be read, out of which the content is moved', async () => {
    const repo = project()
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit('Data', { 'data/all.txt': `${LISTS}${'x\n'.repeat(600_000)}` })
    repo.commit('Move', { 'src/moved.ts': `// moved\n${LISTS}`, 'data/all.txt': 'x\n' })
    assert.deepEqual(await judged(repo), ['run src/moved.ts:2 33', 'human'])
  })

  it('many copies of what the ref has, before the one that it has not', async () => {
    const repo = project()
    for (let at = 0; at < 30; at += 1) {
      const kept = repo.commit(`Kept ${at}${AGENT}`, { [`src/kept${at}.ts`]: code(`kept${at}x`, 60) })
      note(repo, kept)
    }
    repo.git('switch', '-q', '-c', 'topic')
    const files: Record<string, string> = { 'src/copy.ts': LISTS.split('\n').slice(4, 16).join('\n') }
    for (let at = 0; at < 30; at += 1) files[`lib/kept${at}.ts`] = `${code(`kept${at}x`, 60)}\n// copied\n`
    repo.commit('Copy', files)
    assert.deepEqual(await judged(repo), ['run src/copy.ts:1 12'])
  })

  it('letters that are no UTF-8 stop nothing', async () => {
    const repo = project()
    const bytes = Buffer.from(LISTS.replaceAll('  const', '\u00dcber \u00fcber const'), 'latin1')
    const write = (branch: string, message: string) => {
      repo.git('switch', '-q', '-c', branch, 'main')
      repo.write('src/old.ts', '')
      writeFileSync(join(repo.dir, 'src/old.ts'), bytes)
      return repo.commit(message)
    }
    note(repo, write('ai/old', `Old${AGENT}`))
    repo.git('switch', '-q', '-c', 'topic', 'main')
    repo.write('src/older.ts', '')
    writeFileSync(join(repo.dir, 'src/older.ts'), bytes.subarray(200))
    repo.commit('In part')
    assert.deepEqual(await judged(repo), ['run src/older.ts:2 29'])
  })

  it('a landing of very many files is looked through in bounded time and memory', async () => {
    const repo = project()
    const many: Record<string, string> = {}
    for (let at = 0; at < 400; at += 1) many[`src/m${at}.ts`] = code(`many${at}y`, 12)
    repo.git('switch', '-q', 'ai/lists')
    note(repo, repo.commit(`Many${AGENT}`, many))
    repo.git('switch', '-q', '-c', 'topic', 'main')
    const copied = Object.entries(many).map(([path, text]) => [
      path.replace('src/', 'lib/'),
      `${text}\n// mine\n`,
    ])
    repo.commit('Copies', Object.fromEntries(copied))
    const [told = ''] = await judged(repo)
    assert.match(told, /^run lib\/m\d+\.ts:1 15$/)
  })
})
