import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { agentMarks } from '../../src/agents/agentMarks.ts'
import { AGENTS } from '../../src/agents/agents.ts'
import { patternList } from '../../src/agents/patternList.ts'
import { markLines } from '../../src/git/trailers.ts'
import { tempDir } from '../helpers/gitRepository.ts'

const agents = AGENTS.filter(({ kind }) => kind === 'agent')
/** Some only set a variable. */
const marking = agents.filter(({ emails, marks, trailers }) => emails.length + marks.length + trailers.length)
const file = join(tempDir(), 'patterns')
writeFileSync(file, `${patternList(AGENTS).join('\n')}\n`)

function grepFinds(text: string): boolean {
  const { status, stderr } = spawnSync('grep', ['-aqiE', '-f', file], {
    input: text,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  assert.notEqual(status, 2, stderr)
  return status === 0
}

/** Text that a pattern matches, in random case. */
const matching = (pattern: string) =>
  fc
    .tuple(
      fc.stringMatching(new RegExp(`^(?:${pattern.replace(/^\^|(?<!\\)\$$/g, '')})$`)),
      fc.func(fc.boolean()),
    )
    .map(([text, upper]) => [...text].map((c, at) => (upper(at) ? c.toUpperCase() : c)).join(''))

const prose = fc.string({ unit: fc.constantFrom(...' abcdefghi:-<>@.\n\t*é\u00a0\u2028\r'), maxLength: 40 })
const identity = { name: 'Jane Doe', email: 'jane@example.org' }

/** A commit that carries one mark of one agent, somewhere. */
const marked = fc.constantFrom(...marking).chain(({ emails, names, marks, trailers }) =>
  fc.oneof(
    ...emails.map(pattern => matching(pattern).map(email => ({ email, name: 'X', line: '' }))),
    ...names.map(pattern => matching(pattern).map(name => ({ email: 'x@y', name: `Jane${name}`, line: '' }))),
    ...marks.map(pattern => matching(pattern).map(line => ({ ...identity, line }))),
    ...trailers.map(({ key, value }) =>
      fc.tuple(matching(value), fc.constantFrom(': ', ':', ' : ', ':\t')).map(([text, colon]) => ({
        ...identity,
        line: `${key}${colon}${text}`,
      })),
    ),
  ),
)

describe('patternList', () => {
  it('matches whatever an agent matches', () => {
    let hits = 0
    fc.assert(
      fc.property(
        marked,
        prose,
        prose,
        fc.constantFrom('', '    ', '* ', '\t'),
        (mark, before, after, indent) => {
          const message = `Subject\n\n${before}\n${indent}${mark.line}\n${after}`
          const author = { name: mark.name, email: mark.email }
          const found = agentMarks(agents)({ author, committer: identity, lines: markLines(message) })
          if (found.length === 0) return
          hits++
          assert.ok(
            grepFinds(`${author.name} <${author.email}>\n${message}\n`),
            JSON.stringify(found[0]?.text),
          )
        },
      ),
      { numRuns: 250 },
    )
    assert.ok(hits > 200, `only ${hits} of 250 samples carried a mark`)
  })

  it('is silent about plain commits, people named like agents, and automation', () => {
    for (const text of [
      'Jane Doe <jane@example.org>\nFix the cursor in the editor\n\nSigned-off-by: Jane <jane@example.org>\n',
      'Claude Monet <claude@monet.fr>\nPaint\n\nCo-authored-by: Claude Dupont <claude.dupont@example.org>\n',
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>\nBump x from 1 to 2\n',
    ])
      assert.equal(grepFinds(text), false, text)
  })

  it('holds only what grep -E reads as JavaScript does', () => {
    for (const pattern of patternList(AGENTS)) {
      assert.doesNotMatch(pattern, /\\[a-zA-Z0-9]|\(\?|\*\?|\+\?|\n/, pattern)
      assert.equal(grepFinds('') && pattern === '', false)
    }
    assert.equal(grepFinds('\n'), false, 'an empty pattern would match everything')
  })
})
