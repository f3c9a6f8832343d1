import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shownLines } from '../../src/report/shownLines.ts'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

describe('why a hook could not decide', () => {
  it('keeps its lines and tabs, and loses what a terminal would obey', () => {
    assert.equal(shownLines('a\r\nb\tc\n'), 'a\nb\tc\n')
    assert.equal(shownLines('\u001b[2J\u009b\u202e\u200b\ra\u2028'), '?[2J????a?')
    assert.equal(shownLines('é 日本 👩 \u0301'), 'é 日本 👩 \u0301')
  })

  it('is told to who asks for what is not there, in any letters', () => {
    const repo = makeRepository()
    repo.commit('Begin')
    const { code, stderr } = improver(repo, 'verify', '\u001b[2J\u202e..HEAD')
    assert.equal(code, 2)
    assert.match(stderr, /\?\[2J\?/)
    assert.doesNotMatch(stderr, /[^\P{Cc}\n\t]|\p{Cf}/u)
  })
})
