import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { markLines, parseTrailers } from '../../src/git/trailers.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

const repo = makeRepository()

/** git's own reading, one `Key: value` a line. `--no-divider` because `---` means nothing to us. */
function gitTrailers(message: string): string[] {
  const args = ['interpret-trailers', '--parse', '--no-divider']
  const { stdout } = spawnSync('git', args, {
    cwd: repo.dir,
    env: repo.env,
    input: message,
    encoding: 'utf8',
  })
  // git keeps the carriage return inside a folded value; nothing else tells that value from ours.
  return stdout
    .replaceAll('\r', '')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.trimEnd())
}

const ours = (message: string) => parseTrailers(message).map(({ key, value }) => `${key}: ${value}`.trimEnd())

describe('parseTrailers and git agree on', () => {
  const same: [string, string, string[]][] = [
    ['one trailer', 'S\n\nReviewed-by: J <j@x>\n', ['Reviewed-by: J <j@x>']],
    ['several, after a body', 'S\n\nBody\n\nA: 1\nB-c: 2\n', ['A: 1', 'B-c: 2']],
    ['no space after the colon', 'S\n\nA:1\n', ['A: 1']],
    ['an empty value', 'S\n\nA:\nB: 2\n', ['A:', 'B: 2']],
    ['folded values', 'S\n\nA: one\n  two\n\tthree\nB: 2\n', ['A: one two three', 'B: 2']],
    [
      'the line of cherry-pick -x',
      `S\n\nA: 1\n(cherry picked from commit ${'a'.repeat(40)})\nB: 2\n`,
      ['A: 1', 'B: 2'],
    ],
    ['the subject, which has none', 'Reviewed-by: J <j@x>\n', []],
    ['a subject of several lines', 'S\nReviewed-by: J <j@x>\n', []],
    ['an earlier paragraph', 'S\n\nA: 1\n\nprose\n', []],
    ['blank lines at the end', 'S\n\nA: 1\n\n \n\n', ['A: 1']],
    ['CRLF', 'S\r\n\r\nA: 1\r\nB: 2\r\n', ['A: 1', 'B: 2']],
    ['no newline at the end', 'S\n\nA: 1', ['A: 1']],
    ['look-alike and invisible letters in keys', 'S\n\nRevi\u0435wed-by: J\n', []],
    ['a zero-width space in a key', 'S\n\nReviewed\u200b-by: J\n', []],
    ['a key with a space', 'S\n\nReviewed by: J\n', []],
    ['an indented first line', 'S\n\n A: 1\n', []],
    ['nothing', '', []],
    ['a link, which looks like one', 'S\n\nhttps://example.org\nA: 1\n', ['https: //example.org', 'A: 1']],
  ]
  for (const [name, message, expected] of same) {
    it(name, () => {
      assert.deepEqual(ours(message), expected)
      assert.deepEqual(gitTrailers(message), expected)
    })
  }

  it('any message made of trailers, prose and blank lines, unless it is one of the differences', () => {
    const line = fc.constantFrom(
      'A: 1',
      'Bc-d: e f',
      'X:',
      '  more',
      '\tmore',
      'prose here',
      'no colon',
      '',
      ' ',
      '---',
    )
    const noted = `(cherry picked from commit ${'b'.repeat(40)})`
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.constant(noted)), { maxLength: 9 }),
        fc.boolean(),
        (lines, crlf) => {
          const message = `Subject\n${lines.join('\n')}\n`.replaceAll('\n', crlf ? '\r\n' : '\n')
          const mine = ours(message)
          if (mine.length > 0) assert.deepEqual(gitTrailers(message), mine)
          // Where we see none, git may see some only in a paragraph that mixes in something else.
          else if (gitTrailers(message).length > 0) assert.ok(isMixed(lines), JSON.stringify(message))
        },
      ),
      { numRuns: 400 },
    )
  })
})

/** Whether the last paragraph has a line that is neither a trailer nor a continuation of one. */
function isMixed(lines: string[]): boolean {
  const text = lines.join('\n').trimEnd().split('\n')
  const last = text.slice(text.findLastIndex(line => line.trim() === '') + 1)
  let open = false
  for (const line of last) {
    if (/^[A-Za-z0-9-]+:/.test(line)) open = true
    else if (line.startsWith('(')) open = false
    else if (!/^\s/.test(line) || !open) return true
  }
  return false
}

describe('parseTrailers differs from git on purpose, seeing none where git sees', () => {
  const differences: [string, string][] = [
    [
      'a quarter of trailers in prose',
      'S\n\nprose\nmore prose\nSigned-off-by: J <j@x>\nReviewed-by: J <j@x>\n',
    ],
    ['comments between trailers', 'S\n\nA: 1\n# comment\nB: 2\n'],
    ['a blank before the colon', 'S\n\nReviewed-by : J <j@x>\n'],
    ['control characters in a value', 'S\n\nReviewed-by: J <j@x>\x1b[2K\rEvil\n'],
    ['a first paragraph behind blank lines', '\n\nReviewed-by: J <j@x>\n'],
  ]
  for (const [name, message] of differences) {
    it(name, () => {
      assert.deepEqual(ours(message), [])
      assert.notDeepEqual(gitTrailers(message), [])
    })
  }

  it('a divider: what stands behind it is part of the message', () => {
    const message = 'S\n\nA: 1\n---\n\nB: 2\n'
    assert.deepEqual(ours(message), ['B: 2'])
  })

  it('configured separators and keys: nothing in a repository changes how an approval is read', () => {
    repo.git('config', 'trailer.separators', ':#')
    repo.git('config', 'trailer.r.key', 'Reviewed-by')
    const message = 'S\n\nReviewed-by #J <j@x>\n'
    assert.notDeepEqual(gitTrailers(message), [])
    assert.deepEqual(ours(message), [])
    repo.git('config', '--unset', 'trailer.separators')
    repo.git('config', '--unset', 'trailer.r.key')
  })
})

describe('parseTrailers takes linear time on', () => {
  const hostile: [string, string][] = [
    ['a line of spaces', `S\n\nA: ${' '.repeat(500_000)}x\n`],
    ['half a million continuations', `S\n\nA: 1\n${' x\n'.repeat(500_000)}`],
    ['half a million blank lines', `S\n${'\n'.repeat(500_000)}A: 1\n`],
    ['a long key', `S\n\n${'A'.repeat(1_000_000)}\n`],
  ]
  for (const [name, message] of hostile)
    it(name, { timeout: 20_000 }, () => {
      parseTrailers(message)
      markLines(message)
    })
})

describe('markLines', () => {
  it('shows what a squash hides', () => {
    const message =
      'Squashed commit of the following:\n\ncommit 1\n\n    Subject\n\n    Assisted-by: Claude\n'
    assert.ok(markLines(message).includes('Assisted-by: Claude'))
    assert.ok(markLines('Title (#1)\n\n* Generated-by: X\n').includes('Generated-by: X'))
  })
  it('splits at everything that some reader shows as a line end', () => {
    for (const end of ['\r', '\v', '\f', '\x85', '\u2028', '\u2029', '\r\n'])
      assert.deepEqual(markLines(`a${end}b`), ['a', 'b'])
  })
})
