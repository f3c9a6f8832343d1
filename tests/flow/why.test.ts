import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { why } from '../../src/flow/why/why.ts'
import type { Why } from '../../src/flow/why/whyFound.ts'
import { readChange } from '../../src/git/changes.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { changeKey, writeReceipts } from '../../src/ledger/receipts.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning, signEntryAs } from '../helpers/signingKey.ts'

const CLAUDE = 'Co-authored-by: Claude <noreply@anthropic.com>'
const ROB = 'Reviewed-by: Rob Roe <rob@example.org>'

/** Lines of code that no other file of these tests has. */
function code(word: string, count: number): string {
  const lines = Array.from(
    { length: count },
    (_, at) => `  const ${word}${at} = compute(${word}, ${at * 7}, 'the value of ${word} number ${at}')`,
  )
  return `export function ${word}(input: number) {\n${lines.join('\n')}\n  return ${word}${count - 1}\n}\n`
}

const LISTS = code('lists', 30)
const LENGTH = 33

const ask = async (repo: TestRepository, file: string, rev?: string): Promise<Why> =>
  why(await openRepository(repo.dir), { from: repo.dir, file, rev })

/** What the file's lines come to: `1-33 ai -> <subject of the source>`. */
function told(repo: TestRepository, { groups }: Why): string[] {
  const title = (oid: string | null) => (oid ? repo.git('log', '-1', '--format=%s', oid) : '-')
  return groups.map(
    ({ first, last, commit, source, origin, reviewed }) =>
      `${first}-${last} ${origin}${reviewed ? ' reviewed' : ''}: ${title(commit)}${source ? ` <- ${title(source)}` : ''}`,
  )
}

/** An entry about a commit as the verbs write it, but for what is given. */
async function entry(repo: TestRepository, commit: string, more: Partial<Entry>): Promise<Entry> {
  const opened = await openRepository(repo.dir)
  return {
    ...{ v: 1, kind: 'proposed', at: '2026-01-02T03:04:05Z', by: 'Jane Doe <jane@example.org>', clone: 'c' },
    repo: `root:${repo.git('rev-list', '--max-parents=0', 'HEAD')}`,
    commit: repo.git('rev-parse', commit),
    change: (await readChange(opened, repo.git('rev-parse', `${commit}^`), repo.git('rev-parse', commit)))
      .digest,
    tree: repo.git('rev-parse', `${commit}^{tree}`),
    data: {},
    ...more,
  } as Entry
}

const record = async (repo: TestRepository, ...entries: Entry[]) =>
  append(await openRepository(repo.dir), entries)

/** A project with an agent's proposal on a branch, which the ledger knows. */
async function project(more: Partial<Entry> = {}): Promise<TestRepository> {
  const repo = makeRepository()
  repo.commit('Start', { 'src/own.ts': code('own', 20), 'README.md': '# Lists\n' })
  repo.git('switch', '-q', '-c', 'ai/lists')
  repo.commit(`Add lists\n\n${CLAUDE}`, { 'src/lists.ts': LISTS })
  await record(repo, await entry(repo, 'HEAD', more))
  repo.git('switch', '-q', 'main')
  return repo
}

describe('who wrote the lines', () => {
  it("tells an agent's lines amid a person's and automation's, and by which agent", async () => {
    const repo = makeRepository()
    const lines = (...words: string[]) => words.map(word => `a line of ${word}, and a long one\n`).join('')
    repo.commit('Start', { 'a.txt': lines('one', 'two', 'three') })
    repo.commit(`Agent\n\n${CLAUDE}`, { 'a.txt': lines('one', 'an agent', 'two', 'three') })
    repo.commit(
      'deps',
      { 'a.txt': lines('one', 'an agent', 'two', 'three', 'a robot') },
      { author: 'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>' },
    )
    repo.write('a.txt', lines('mine', 'one', 'an agent', 'two', 'three', 'a robot'))
    const found = await ask(repo, 'a.txt')
    assert.deepEqual(told(repo, found), [
      '1-1 uncommitted: -',
      '2-2 human: Start',
      '3-3 ai: Agent',
      '4-5 human: Start',
      '6-6 automation: deps',
    ])
    const { lines: all, human, ai, automation, uncommitted, unreviewed, by_agent } = found
    assert.deepEqual([all, human, ai, automation, uncommitted, unreviewed], [6, 3, 1, 1, 1, 1])
    assert.deepEqual(by_agent, { 'Claude Code': 1 })
    assert.equal((await ask(repo, 'a.txt', 'HEAD')).lines, 5)
    assert.match(
      found.commits.find(({ origin }) => origin === 'ai')?.signals[0]?.what ?? '',
      /Co-authored-by/,
    )
  })

  it('follows a rename and a move, and goes by the policy of the repository', async () => {
    const repo = makeRepository()
    repo.commit('Start', {
      '.improver/policy.yaml':
        'version: 1\nextends: recommended@1\nbranches: { protected: [main] }\nattribution: { agents: [{ name: helper, emails: [helper@example.org] }] }\n',
      'src/own.ts': code('own', 12),
    })
    repo.commit('Helped', { 'src/lists.ts': LISTS }, { author: 'Helper <helper@example.org>' })
    repo.git('mv', 'src/lists.ts', 'src/sets.ts')
    repo.commit('Rename')
    repo.commit('Move', { 'src/own.ts': code('own', 12) + LISTS, 'src/sets.ts': 'export {}\n' })
    assert.deepEqual(told(repo, await ask(repo, 'src/own.ts')), ['1-15 human: Start', '16-48 ai: Helped'])
    assert.deepEqual((await ask(repo, 'src/own.ts:20')).by_agent, { helper: 1 })
  })

  it('knows a marked line, a squash that still has the trailers, and that a revert of a revert is a person’s', async () => {
    const repo = makeRepository()
    repo.commit('Start', { 'a.ts': 'export const a = 1\n' })
    repo.commit('Marked', { 'b.ts': '// AI-MODIFIED by something\nexport const bee = 2\n' })
    repo.commit(
      `Squash (#7)\n\n* Add lists\n\n    Improvement-Id: I00ff\n    Improver: external/helper@1\n`,
      { 'c.ts': LISTS },
    )
    assert.deepEqual(told(repo, await ask(repo, 'b.ts')), ['1-2 ai: Marked'])
    const found = await ask(repo, 'c.ts')
    assert.deepEqual(told(repo, found), [`1-${LENGTH} ai: Squash (#7)`])
    assert.deepEqual(found.commits[0]?.improvements, [
      { id: 'I00ff', improver: 'external/helper@1', state: 'merged' },
    ])
  })
})

describe('what a server keeps and nobody says', () => {
  it('is known by its receipts, of the commit and of the same change under another name', async () => {
    const repo = makeRepository()
    repo.commit('Start', { 'README.md': '# Lists\n' })
    const pushed = repo.commit('Nothing said', { 'src/lists.ts': LISTS })
    const opened = await openRepository(repo.dir)
    const { digest } = await readChange(opened, repo.git('rev-parse', 'HEAD^'), pushed)
    const receipt = '{"v":1,"at":1700000000,"by":"helper","ref":"refs/heads/ai/lists"}'
    await writeReceipts(opened, receipt, [pushed, changeKey(digest, opened)])
    assert.deepEqual(told(repo, await ask(repo, 'src/lists.ts')), [`1-${LENGTH} ai: Nothing said`])
    repo.git('commit', '-q', '--amend', '--reset-author', '-m', 'Mine')
    const found = await ask(repo, 'src/lists.ts')
    assert.deepEqual(told(repo, found), [`1-${LENGTH} ai: Mine`])
    assert.match(found.commits[0]?.signals[0]?.what ?? '', /the same change came first in a push of helper/)
    // Copied amid other work it is neither, and its content is known all the same.
    repo.git('reset', '-q', '--hard', 'HEAD^')
    repo.commit('Copied', { 'src/other.ts': `${code('mine', 4)}${LISTS}` })
    assert.deepEqual(told(repo, await ask(repo, 'src/other.ts')), [
      '1-7 human: Copied',
      `8-${LENGTH + 7} ai: Copied <- Nothing said`,
    ])
  })
})

describe('where a person’s lines are from', () => {
  const roads: Record<string, [(repo: TestRepository) => void, string[]]> = {
    'a squash without trailers': [
      repo => {
        repo.git('merge', '-q', '--squash', 'ai/lists')
        repo.commit('By hand')
      },
      [`1-${LENGTH} ai: By hand <- Add lists`],
    ],
    'a squash onto another base': [
      repo => {
        repo.commit('Meanwhile', { 'README.md': '# More\n' })
        repo.git('merge', '-q', '--squash', 'ai/lists')
        repo.commit('By hand')
      },
      [`1-${LENGTH} ai: By hand <- Add lists`],
    ],
    'a squash with a person’s commit beside it, told apart by line': [
      repo => {
        repo.git('switch', '-q', 'ai/lists')
        repo.commit('More by a person', { 'src/lists.ts': `${LISTS}${code('hers', 6)}` })
        repo.git('switch', '-q', 'main')
        repo.git('merge', '-q', '--squash', 'ai/lists')
        repo.commit('By hand')
      },
      [`1-${LENGTH} ai: By hand <- Add lists`, `${LENGTH + 1}-${LENGTH + 9} human: By hand`],
    ],
    'picked and amended under a person’s name, with an edit': [
      repo => {
        repo.git('cherry-pick', 'ai/lists')
        repo.write('src/lists.ts', LISTS.replace('lists 15', 'x').replace('number 15', 'number fifteen'))
        repo.git('commit', '-qa', '--amend', '--reset-author', '-m', 'Mine')
      },
      ['1-16 ai: Mine <- Add lists', '17-17 human: Mine', `18-${LENGTH} ai: Mine <- Add lists`],
    ],
    'copied in part': [
      repo =>
        repo.commit('Part', {
          'src/lists.ts': `${code('mine', 5)}${LISTS.split('\n').slice(4, 16).join('\n')}\n`,
        }),
      ['1-8 human: Part', '9-20 ai: Part <- Add lists'],
    ],
    'so few lines that they could be chance': [
      repo => repo.commit('Few', { 'src/lists.ts': `${LISTS.split('\n').slice(8, 13).join('\n')}\n` }),
      ['1-5 human: Few'],
    ],
    'kept, and only moved since': [
      repo => {
        repo.git('merge', '-q', '--squash', 'ai/lists')
        repo.commit('By hand')
        repo.commit('Edited', { 'src/lists.ts': `// a word of my own about the lists\n${LISTS}` })
      },
      ['1-1 human: Edited', `2-${LENGTH + 1} ai: By hand <- Add lists`],
    ],
  }
  for (const [name, [act, expected]] of Object.entries(roads))
    it(name, async () => {
      const repo = await project()
      act(repo)
      assert.deepEqual(told(repo, await ask(repo, 'src/lists.ts')), expected)
    })

  it('is not what the agent had from a person, nor an entry that lies', async () => {
    const repo = await project()
    const mine = repo.commit('Mine', { 'src/mine.ts': code('mine', 30) })
    repo.git('switch', '-q', '-c', 'ai/again')
    repo.commit(`Copy it\n\n${CLAUDE}`, { 'src/again.ts': code('mine', 30) })
    await record(repo, await entry(repo, 'HEAD', {}))
    repo.git('switch', '-q', 'main')
    // It says that the person's change is the agent's.
    await record(
      repo,
      await entry(repo, mine, { commit: repo.git('rev-parse', 'ai/lists'), improvement: 'I0bad' }),
    )
    const found = await ask(repo, 'src/mine.ts')
    assert.deepEqual(told(repo, found), ['1-33 human: Mine'])
    assert.deepEqual(
      found.commits.flatMap(({ improvements }) => improvements),
      [],
    )
  })

  it('says how it knows, and of a few lines that they may be', async () => {
    const repo = await project()
    repo.commit('Few', { 'src/few.ts': `${LISTS.split('\n').slice(8, 13).join('\n')}\n` })
    const few = await ask(repo, 'src/few.ts')
    const source = repo.git('rev-parse', 'ai/lists')
    assert.deepEqual(few.commits.find(({ title }) => title === 'Few')?.sources, [
      { commit: source, how: 'run', weak: true, lines: 5 },
    ])
    repo.git('reset', '-q', '--hard', 'HEAD^')
    repo.git('merge', '-q', '--squash', 'ai/lists')
    repo.commit('By hand')
    const found = await ask(repo, 'src/lists.ts')
    assert.deepEqual(found.commits.find(({ title }) => title === 'By hand')?.sources, [
      { commit: source, how: 'change', weak: false, lines: LENGTH },
    ])
  })
})

describe('who reviewed them', () => {
  it('is another person, on the commit or on its merge, and says how sure that is', async () => {
    const repo = makeRepository()
    repo.commit('Start', { 'a.ts': 'export const a = 1\n' })
    repo.commit(`One\n\n${CLAUDE}\n${ROB}`, { 'one.ts': code('one', 3) })
    repo.commit(`Two\n\n${CLAUDE}\nReviewed-by: Jane Doe <jane@example.org>`, { 'two.ts': code('two', 3) })
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit(`Three\n\n${CLAUDE}`, { 'three.ts': code('three', 3) })
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--no-ff', '-m', `Merge\n\n${ROB}`, 'topic')
    const [one, two, three] = [
      await ask(repo, 'one.ts'),
      await ask(repo, 'two.ts'),
      await ask(repo, 'three.ts'),
    ]
    assert.deepEqual([one.unreviewed, two.unreviewed, three.unreviewed], [0, 6, 0])
    assert.deepEqual(
      [one, two, three].map(({ commits }) =>
        commits[0]?.reviews.map(({ carrier, counts }) => [carrier, counts]),
      ),
      [[['trailer', true]], [['trailer', false]], [['merge', true]]],
    )
    assert.equal(one.commits[0]?.reviews[0]?.assurance, 'claimed')
  })

  it('stands in the ledger too, with what was proven and measured', { skip: noSigning }, async () => {
    const repo = makeRepository()
    const rob = makeRepository({ name: 'Rob Roe <rob@example.org>' })
    const key = giveSigningKey(rob)
    repo.commit('Start', {
      '.improver/policy.yaml': `version: 1\nextends: recommended@1\nbranches: { protected: [main] }\npeople: { jane: { emails: [jane@example.org] }, rob: { emails: [rob@example.org], keys: ['${key}'] } }\n`,
    })
    repo.commit(`Add\n\n${CLAUDE}\nImprovement-Id: I00aa\nImprover: external/helper@1`, { 'a.ts': LISTS })
    const by = 'Rob Roe <rob@example.org>'
    const common = { improvement: 'I00aa', ref: 'refs/heads/main' }
    const review = signEntryAs(rob, await entry(repo, 'HEAD', { ...common, kind: 'reviewed', by }))
    await record(
      repo,
      await entry(repo, 'HEAD', { ...common, data: { improver: 'external/helper@1' } }),
      await entry(repo, 'HEAD', { ...common, kind: 'reviewed', by: 'Sue Poe <sue@example.org>' }),
      await entry(repo, 'HEAD', {
        kind: 'validated',
        data: {
          checks: { syntax: { status: 'passed' }, tests: { status: 'passed' }, types: { status: 'failed' } },
        },
      }),
      await entry(repo, 'HEAD', {
        kind: 'benched',
        data: { cases: [{ case: 'find', outcome: 'better', change: -0.5, pairs: [1, 2, 3] }] },
      }),
      review,
    )
    const found = await ask(repo, 'a.ts')
    const [commit] = found.commits
    assert.equal(found.unreviewed, 0)
    assert.deepEqual(
      commit?.reviews.map(({ by: who, assurance, counts }) => [who, assurance, counts]).sort(),
      [
        ['Rob Roe <rob@example.org>', 'verified', true],
        ['Sue Poe <sue@example.org>', 'claimed', false],
      ],
    )
    assert.deepEqual(commit?.improvements, [{ id: 'I00aa', improver: 'external/helper@1', state: 'merged' }])
    // What Rob reviewed is found under another name too, and counts for whoever squashed it.
    repo.git('switch', '-q', '-c', 'other', 'HEAD^')
    repo.git('merge', '-q', '--squash', 'main')
    repo.commit('By hand')
    const squashed = await ask(repo, 'a.ts')
    assert.deepEqual(told(repo, squashed), [`1-${LENGTH} ai reviewed: By hand <- Add`])
    const text = improver(repo, 'why', 'a.ts')
    assert.equal(text.code, 0, text.stderr)
    for (const words of [
      /reviewed by Rob Roe <rob@example.org> \(verified\)/,
      /not counted: a review by Sue Poe/,
      /improvement I00aa of external\/helper@1/,
      /validated 2026-01-02, which nobody attests: syntax tests passed;\s+types failed/,
      /find better -50\.0 % \(3\s+pairs\)/,
      /brought by \w{7} of Jane Doe \(By hand\), which does not say so: it\s+makes\s+the\s+same\s+change/,
    ])
      assert.match(text.stdout, words)
    const { stdout } = improver(repo, 'why', 'a.ts')
    assert.ok(
      stdout.split('\n').every(line => line.length <= 80),
      stdout,
    )
  })
})

describe('why as a command', () => {
  it('takes one line, some, a place as compilers print it, a folder that one is in and a path with a colon', async () => {
    const repo = makeRepository()
    repo.commit('Start', { 'src/a.ts': LISTS, 'src/a:2': 'one\ntwo\nthree\n', 'src/a': 'one\ntwo\nthree\n' })
    const places: [string, string, [number, number] | null][] = [
      ['src/a.ts:2', 'src/a.ts', [2, 2]],
      ['src/a.ts:2-9', 'src/a.ts', [2, 9]],
      ['src/a.ts:2:14', 'src/a.ts', [2, 2]],
      ['src/a.ts:30-999', 'src/a.ts', [30, LENGTH]],
      ['src/a:2', 'src/a:2', null],
      ['src/a:2:3', 'src/a:2', [3, 3]],
      ['src/a:3', 'src/a', [3, 3]],
      ['./src/../src/a', 'src/a', null],
      [join(repo.dir, 'src/a'), 'src/a', null],
    ]
    for (const [file, path, range] of places) {
      const found = await ask(repo, file)
      assert.deepEqual([found.path, found.range], [path, range], file)
    }
    const opened = await openRepository(repo.dir)
    const inside = await why(opened, { from: join(repo.dir, 'src'), file: 'a.ts:3' })
    assert.equal(inside.path, 'src/a.ts')
    assert.match(inside.text?.join('\n') ?? '', /lists1/)
    assert.equal(improver({ ...repo, dir: join(repo.dir, 'src') }, 'why', '../src/a.ts').code, 0)
  })

  it('prints one document with --json, reads a bare repository, and prints nothing that a terminal obeys', () => {
    const repo = makeRepository()
    repo.commit('Start', { 'a.ts': 'one\n' })
    repo.commit(`Evil \u001b[31m title\n\n${CLAUDE}\u001b[2J`, { 'a.ts': 'one\n\u001b[31mtwo\u202e\n' })
    const { stdout, stderr, code } = improver(repo, 'why', 'a.ts', '--json')
    assert.deepEqual([code, stderr, JSON.parse(stdout).ai], [0, '', 1])
    for (const file of ['a.ts', 'a.ts:2', 'a.ts:1-2']) {
      const shown = improver(repo, 'why', file).stdout
      assert.doesNotMatch(shown, /[^\P{Cc}\n]|\u202e/u)
      assert.match(shown, /Evil \?\[31m title/)
    }
    const dir = join(tempDir(), 'bare')
    repo.git('clone', '-q', '--bare', repo.dir, dir)
    const bare = repositoryAt(dir, repo.env)
    assert.equal(improverJson<Why>(bare, 'why', 'a.ts').ai, 1)
    assert.equal(improverJson<Why>(bare, 'why', 'a.ts:1', 'HEAD^').human, 1)
  })

  it('stays short, whatever the file', () => {
    const repo = makeRepository()
    const lines: string[] = []
    for (let at = 0; at < 40; at += 1) {
      for (let more = 0; more < 3; more += 1)
        lines.splice(
          (at * 7 + more * 11) % (lines.length + 1),
          0,
          `line ${more} of number ${at}, and a long one`,
        )
      const title = `A change with a long title that says a lot about number ${at}`
      repo.commit(at % 2 ? `${title}\n\n${CLAUDE}\n${at % 4 === 1 ? ROB : ''}` : title, {
        'a.txt': `${lines.join('\n')}\n`,
      })
    }
    for (const file of ['a.txt', 'a.txt:5-90', 'a.txt:7']) {
      const shown = improver(repo, 'why', file).stdout.trimEnd().split('\n')
      assert.ok(shown.length <= 42, `${file}: ${shown.length} lines`)
      assert.deepEqual(
        shown.filter(line => line.length > 80),
        [],
        file,
      )
    }
    assert.match(
      improver(repo, 'why', 'a.txt').stdout,
      /those that nobody reviewed and then the newest first/,
    )
  })

  it('says what is wrong and what to do next', async () => {
    const repo = makeRepository()
    const run = (words: RegExp, ...args: string[]) => {
      const { code, stdout, stderr } = improver(repo, 'why', ...args)
      assert.deepEqual([code, stdout], [2, ''], stderr)
      assert.match(stderr, words)
      assert.match(stderr, /\n {2}next {2}git \S/)
    }
    run(/has no commit yet on refs\/heads\/main/, 'a.ts')
    repo.commit('Start', { 'src/a.ts': 'one\ntwo\n', empty: '', 'a.bin': 'x\0y\n' })
    repo.write('untracked', 'x\n')
    writeFileSync(join(repo.dir, 'gone'), '')
    mkdirSync(join(repo.dir, 'folder'))
    run(/src is a folder/, 'src')
    run(/is a folder/, '.')
    run(/folder is a folder/, 'folder')
    run(/there is no nowhere in the work tree/, 'nowhere')
    run(/there is no nowhere in HEAD/, 'nowhere:3', 'HEAD')
    run(/src\/a\.ts has 2 lines, and no such one/, 'src/a.ts:3')
    run(/names no lines/, 'src/a.ts:0')
    run(/names no lines/, 'src/a.ts:2-1')
    run(/a\.bin is a binary file/, 'a.bin')
    run(/empty is empty/, 'empty')
    run(/empty has 0 lines/, 'empty:1')
    run(/untracked is a file that git does not know yet/, 'untracked')
    run(/lies outside/, '../elsewhere')
    run(/no-such-rev names no commit/, 'src/a.ts', 'no-such-rev')
    repo.git('config', 'blame.ignoreRevsFile', 'missing')
    run(/git cannot read what blame\.ignoreRevsFile names/, 'src/a.ts')
  })
})
