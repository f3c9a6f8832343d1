import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { append } from '../../src/ledger/append.ts'
import { entryLine } from '../../src/ledger/canonical.ts'
import type { Entry, EntryKind, Json } from '../../src/model/entry.ts'
import { COMMAND, improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { propose } from '../helpers/landing.ts'
import { entryOn, oidOf } from '../ledger/entries.ts'
import { openTestRepository, plantNotes } from '../ledger/openTestRepository.ts'

/** What a terminal obeys, hides or chokes on; and what breaks whoever takes it for text. */
const WORDS: Json[] = [
  '\u001b[2J\u001b]0;gone\u0007',
  '\u009b31mred',
  '\u202eevil\u2066\u200b\u061c',
  'two\nlines\r\u2028over\u2029',
  '\ud83d',
  '\u{e0041}\u{e0042}\u00ad',
  'x'.repeat(3_500),
  { toString: 1, valueOf: 1 },
  { toJSON: 'x', length: 3 },
  [[['deep']]],
  1e308,
  5e-324,
  -1,
  true,
  null,
]

/** Nothing but printable characters in lines of a bearable length. */
function assertTame(what: string, { code, stdout, stderr }: ReturnType<typeof improver>): void {
  assert.equal(code, 0, `${what}: ${stderr.slice(0, 500)}`)
  for (const line of `${stdout}${stderr}`.split('\n')) {
    assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]|[\p{Cf}]/u, what)
    assert.ok(line.length < 3_000, `${what}: a line of ${line.length} characters`)
  }
}

async function flooded(kinds: readonly EntryKind[], more: (word: Json) => Partial<Entry>) {
  const { test, repo, commit } = await openTestRepository()
  const id = propose(test, 'ai/x', { 'x.ts': '1\n' })
  const entries = WORDS.flatMap(word =>
    kinds.map(kind =>
      entryOn(kind === 'benched' ? commit : id, { kind, improvement: `I${'0'.repeat(39)}4`, ...more(word) }),
    ),
  )
  await append(repo, entries)
  return { test, commit, id }
}

describe('what strangers write', () => {
  it('breaks no ledger log, list or show, and moves no cursor in them', async () => {
    const kinds: EntryKind[] = [
      'proposed',
      'validated',
      'reviewed',
      'rejected',
      'overridden',
      'incident',
      'staged',
      'measured',
    ]
    const { test, id } = await flooded(kinds, word => ({
      by: typeof word === 'string' && word.startsWith('x') ? `${word} <x@x>` : 'Mallory <m@x>',
      data: {
        reason: word,
        title: word,
        class: word,
        improver: word,
        branch: word,
        base: word,
        what: 'undo',
        kept: word,
        checks: {
          [String(typeof word === 'string' ? word : 'types')]: { status: word, why: word },
          odd: word,
        },
        undo: { [`I${'0'.repeat(39)}4`]: { outcome: 'blocked', why: word, later: [word, word] } },
        findings: [word],
      },
    }))
    for (const args of [
      ['ledger', 'log'],
      ['ledger', 'log', id],
      ['list'],
      ['show', 'ai/x'],
      ['ledger', 'fsck'],
    ]) {
      assertTame(args.join(' '), improver(test, ...args))
      const json = improver(test, ...args, '--json')
      assert.equal(json.code, 0)
      JSON.parse(json.stdout)
    }
  })

  it('breaks no history of benchmarks', async () => {
    for (const part of [
      'file',
      'case',
      'outcome',
      'change',
      'between',
      'ns',
      'fingerprint',
      'base',
      'cpu',
    ] as const) {
      const { test } = await flooded(['benched'], word => ({
        data: {
          base: 'x',
          fingerprint: {
            cpu: 'x',
            cores: 2,
            ...(part === 'cpu' && { cpu: word, cores: word, system: word, method: word }),
          },
          cases: [
            { file: 'a', case: 'b', outcome: 'better', change: 0.1, between: [0, 1], ns: { candidate: 5 } },
            {
              file: 'a',
              case: 'b',
              outcome: 'better',
              change: 0.1,
              between: [0, 1],
              ns: { candidate: part === 'ns' ? word : 5 },
              ...(part === 'ns' ? {} : { [part]: word }),
            },
          ],
          ...(part === 'fingerprint' || part === 'base' ? { [part]: word } : {}),
        },
      }))
      assertTame(`bench log (${part})`, improver(test, 'bench', 'log'))
      JSON.parse(improver(test, 'bench', 'log', '--json').stdout)
    }
  })

  it('in names of branches and files, and in messages, stays on its line', async () => {
    const { test } = await openTestRepository()
    const branch = 'ai/\u009b31m\u202ex'
    propose(
      test,
      branch,
      { 'a\u001b[2J\u202e.ts': 'good\n', 'b.ts': 'evil()\rfine  \nlf\r\n' },
      { message: 'perf: \u001b[2J\u202e words' },
    )
    assertTame('list', improver(test, 'list'))
    const shown = improver(test, 'show', branch)
    assert.equal(shown.code, 0)
    assert.match(shown.stdout, /\+evil\(\)\?fine {2}\n/)
    assert.match(shown.stdout, /\+lf\r\n/, 'the end of a line stays')
    assert.doesNotMatch(shown.stdout.replaceAll('\r\n', '\n'), /[^\P{Cc}\n\t]|\p{Cf}/u)
    const refused = improver(test, 'show', 'I\u001b[2J\u202e')
    assert.equal(refused.code, 2)
    assert.doesNotMatch(refused.stderr, /[^\P{Cc}\n]|\p{Cf}/u)
  })

  it('is all in the JSON of the log, however much it is, and what is no entry as well', async () => {
    const { test, repo, commit } = await openTestRepository()
    await append(repo, [
      entryOn(oidOf(1), { data: { n: 1 } }),
      entryOn(oidOf(2), { data: { text: 'a\nb\u2028' } }),
    ])
    const two = JSON.parse(improver(test, 'ledger', 'log', '--json').stdout)
    assert.deepEqual(
      two
        .map((one: Entry) => one.data)
        .sort((a: Json, b: Json) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      [{ n: 1 }, { text: 'a\nb\u2028' }],
    )
    plantNotes(test, { [commit]: `no entry\n${entryLine(entryOn(commit))}\n` })
    const [odd, one] = JSON.parse(improver(test, 'ledger', 'log', '--json').stdout)
    assert.deepEqual([odd.unreadable, odd.line, one.commit], ['no JSON object', 'no entry', commit])
    const none = makeRepository()
    none.commit('Begin')
    assert.equal(improver(none, 'ledger', 'log', '--json').stdout, '[]\n')
    assert.equal(improver(none, 'ledger', 'log').stdout, '')
  })
})

describe('an answer that nobody can print', {
  skip: existsSync('/dev/full') ? false : 'no /dev/full here',
}, () => {
  for (const verb of ['ledger log', 'ledger log --json', 'ledger fsck', 'list', 'bench log'])
    it(`is told, and is no success (${verb})`, async () => {
      const { test, repo, commit } = await openTestRepository()
      await append(repo, [entryOn(commit)])
      const run = (to: string) =>
        spawnSync('sh', ['-c', `"$1" "$2" ${verb} ${to}`, 'sh', process.execPath, COMMAND], {
          cwd: test.dir,
          env: test.env,
          encoding: 'utf8',
        })
      const lost = run('> /dev/full')
      assert.equal(lost.status, 128)
      assert.match(lost.stderr, /ENOSPC/)
      const enough = run('| true')
      assert.deepEqual([enough.status, enough.stderr], [0, ''])
    })
})
