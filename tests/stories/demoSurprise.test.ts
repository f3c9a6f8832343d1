import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { tempDir } from '../helpers/gitRepository.ts'
import { play, Surprise } from './demo/play.ts'
import type { Step } from './demo/scene.ts'

/** Plays steps in an empty folder; gives what was told. */
function told(...steps: Step[]): string {
  const at = { dir: tempDir(), env: process.env }
  const stage = {
    folder: at.dir,
    players: { jane: at, rob: at },
    values: { thing: 'world' },
    signing: false,
    sandbox: 'none' as const,
  }
  let text = ''
  play([{ heading: 'A test', words: 'Hello {thing}.', steps }], stage, more => {
    text += more
  })
  return text
}

describe('the demo never pretends', () => {
  it('stops at a command that ends otherwise than told, and names it', () => {
    assert.throws(
      () => told({ who: 'rob', run: 'echo why; exit 3', exit: 1 }),
      (error: Error) =>
        error instanceof Surprise &&
        /"A test" did not go as told/.test(error.message) &&
        /rob\$ echo why; exit 3/.test(error.message) &&
        /ended with 3 and should have ended with 1/.test(error.message) &&
        /^ {2}why$/m.test(error.message),
    )
    assert.throws(() => told({ who: 'jane', run: 'exit 1' }), Surprise)
    assert.throws(() => told({ who: 'jane', run: 'true', exit: 1 }), Surprise)
  })

  it('stops at output that lacks a line, has a wrong one, or does not teach what it should', () => {
    assert.throws(() => told({ who: 'jane', run: 'echo a', says: [/b/] }), /did not say \/b\//)
    assert.throws(() => told({ who: 'jane', run: 'echo a >&2', silent: [/a/] }), /it said \/a\//)
    assert.throws(() => told({ who: 'jane', run: 'echo a', learn: { x: /(b)/ } }), Surprise)
  })

  it('shows commands as they are run, with what was learned before', () => {
    const text = told(
      { who: 'jane', run: 'echo "branch ai/x"', learn: { branch: /branch (\S+)/ } },
      { who: 'jane', run: 'echo {branch} {thing} {other}', says: [/^ai\/x world \{other\}$/m] },
    )
    assert.match(text, /== 1\. A test\n\nHello world\./)
    assert.match(text, /jane\$ echo ai\/x world \{other\}\n {2}ai\/x world \{other\}\n/)
  })

  it('shows as many lines as asked and says how many more there were', () => {
    assert.match(told({ who: 'jane', run: 'seq 5', show: 2 }), / {2}1\n {2}2\n {2}\.\.\. \(3 more lines\)\n/)
  })
})
