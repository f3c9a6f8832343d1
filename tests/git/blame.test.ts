import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blame, parseBlame } from '../../src/git/blame.ts'
import { openRepository } from '../../src/git/repository.ts'
import { unquotePath } from '../../src/git/unquotePath.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import '../helpers/propertySeed.ts'

const look = async (
  repo: TestRepository,
  path: string,
  rev: string | null = 'HEAD',
  range?: [number, number],
) =>
  blame(await openRepository(repo.dir), {
    rev: rev === null ? null : repo.git('rev-parse', rev),
    path,
    range,
  })

/** The subjects of the commits that the lines are of. */
const subjects = async (repo: TestRepository, path: string, rev: string | null = 'HEAD') =>
  (await look(repo, path, rev)).map(({ commit }) =>
    commit ? repo.git('log', '-1', '--format=%s', commit) : '-',
  )

/** Lines that are long enough for git to follow. */
const lines = (word: string, count: number) =>
  Array.from(
    { length: count },
    (_, at) => `the ${word} that is number ${at} of all the ${word}s in this file`,
  )
const text = (...parts: string[][]) => `${parts.flat().join('\n')}\n`

describe('who brought each line', () => {
  it('is who put it there, in any history of a file', async () => {
    const edit = fc.record({
      at: fc.nat(),
      take: fc.nat({ max: 3 }),
      put: fc.nat({ max: 4 }),
      rename: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async edits => {
        const repo = makeRepository()
        let path = 'file 0'
        // Every line is its own alone, so that it is known who brought it.
        let model = lines('first', 3).map(line => ({ line, by: '' }))
        const commit = (files: Record<string, string>) => repo.commit('a change', files)
        const first = commit({ [path]: text(model.map(({ line }) => line)) })
        model = model.map(({ line }) => ({ line, by: first }))
        for (const [number, { at, take, put, rename }] of edits.entries()) {
          if (rename && model.length) {
            const now = `file ${number + 1} "\tö`
            repo.git('mv', path, now)
            path = now
            repo.commit('a move')
          }
          const place = at % (model.length + 1)
          const fresh = lines(`edit ${number}`, put).map(line => ({ line, by: 'new' }))
          model.splice(place, take, ...fresh)
          const by = commit({ [path]: model.length ? text(model.map(({ line }) => line)) : '' })
          for (const one of fresh) one.by = by
        }
        const found = await look(repo, path)
        assert.deepEqual(
          found.map(({ commit, text: line, at }) => ({ line, by: commit, at })),
          model.map((one, index) => ({ ...one, at: index + 1 })),
        )
        // Where it stood there is where git has it.
        for (const { commit, path: there, was, text: line } of found)
          assert.equal(repo.git('show', `${commit}:${there}`).split('\n')[was - 1], line)
      }),
      { numRuns: 12 },
    )
  })

  it('follows moves within a file, from another file, and a copy into a new one', async () => {
    const repo = makeRepository()
    repo.commit('one', { 'a.txt': text(lines('one', 6)), 'b.txt': text(lines('other', 6)) })
    repo.commit('two', { 'a.txt': text(lines('one', 6), lines('two', 6)) })
    const [ones, twos] = [Array(6).fill('one'), Array(6).fill('two')]
    repo.commit('moved within', { 'a.txt': text(lines('two', 6), lines('one', 6)) })
    assert.deepEqual(await subjects(repo, 'a.txt'), [...twos, ...ones])
    repo.commit('moved over', {
      'a.txt': text(lines('one', 6)),
      'b.txt': text(lines('other', 6), lines('two', 6)),
    })
    assert.deepEqual(await subjects(repo, 'b.txt'), [...ones, ...twos])
    repo.commit('copied', { 'deep/c.txt': text(['a line of its own'], lines('two', 6)) })
    assert.deepEqual(await subjects(repo, 'deep/c.txt'), ['copied', ...twos])
    repo.commit('indented', { 'a.txt': text(lines('one', 6).map(line => `\t\t${line}`)) })
    assert.deepEqual(await subjects(repo, 'a.txt'), ones)
    const [line] = await look(repo, 'deep/c.txt', 'HEAD', [3, 3])
    assert.deepEqual([line?.path, line?.was, line?.at], ['a.txt', 8, 3])
  })

  it('is nobody as long as it is not committed', async () => {
    const repo = makeRepository()
    repo.commit('one', { 'a.txt': 'one\ntwo' })
    repo.write('a.txt', 'one\r\nmore\ntwo')
    repo.write('new.txt', 'new\n')
    repo.git('add', 'new.txt')
    assert.deepEqual(await subjects(repo, 'a.txt', null), ['one', '-', 'one'])
    assert.deepEqual(await subjects(repo, 'new.txt', null), ['-'])
    assert.deepEqual(await subjects(repo, 'a.txt'), ['one', 'one'])
    assert.deepEqual(
      (await look(repo, 'a.txt', null)).map(({ text: line }) => line),
      ['one\r', 'more', 'two'],
    )
  })
})

describe('nothing that a repository is set to alters who it was', () => {
  it('not blame.ignoreRevsFile, nor a mailmap, colours, dates or a replaced commit', async () => {
    const repo = makeRepository()
    const one = repo.commit('one', { 'a.txt': 'first line of them\nsecond line of them\n' })
    const two = repo.commit('two', { 'a.txt': 'first line of them\nanother line of them\n' })
    repo.write('ignored', `${two}\n`)
    repo.commit('three', { '.mailmap': 'Somebody Else <else@example.org> <jane@example.org>\n' })
    repo.git('config', 'blame.ignoreRevsFile', 'ignored')
    for (const [key, value] of [
      ['blame.markIgnoredLines', 'true'],
      ['blame.date', 'relative'],
      ['blame.coloring', 'repeatedLines'],
      ['blame.blankBoundary', 'true'],
      ['color.ui', 'always'],
      ['diff.renames', 'false'],
    ])
      repo.git('config', key!, value!)
    repo.git('replace', two, one)
    assert.deepEqual(
      (await look(repo, 'a.txt')).map(({ commit }) => commit),
      [one, two],
    )
    assert.deepEqual(
      (await look(repo, 'a.txt', null)).map(({ commit }) => commit),
      [one, two],
    )
  })

  it('not a textconv, and no filter of the work tree is run', async () => {
    const repo = makeRepository()
    const ran = join(repo.dir, 'ran')
    repo.commit('one', { 'a.txt': 'one line\n' })
    repo.commit('two', { 'a.txt': 'one line\ntwo lines\n' })
    writeFileSync(join(repo.dir, '.gitattributes'), '*.txt diff=evil filter=evil\n')
    repo.git('config', 'diff.evil.textconv', `touch "${ran}"; echo one line; :`)
    repo.git('config', 'filter.evil.clean', `touch "${ran}"; cat`)
    repo.git('config', 'filter.evil.required', 'true')
    assert.deepEqual(await subjects(repo, 'a.txt', null), ['one', 'two'])
    assert.deepEqual(await subjects(repo, 'a.txt'), ['one', 'two'])
    assert.equal(existsSync(ran), false)
  })
})

describe('the porcelain format', () => {
  const oid = 'a'.repeat(40)

  it('is read with a line that looks like a header, and without a last newline', () => {
    const output = `${oid} 1 1 2\nauthor x\nfilename "a\\"\\303\\266\\t"\n\t${oid} 9 9\n${oid} 2 2\n\tfilename b`
    assert.deepEqual(parseBlame(Buffer.from(output)), [
      { commit: oid, at: 1, was: 1, path: 'a"ö\t', text: `${oid} 9 9` },
      { commit: oid, at: 2, was: 2, path: 'a"ö\t', text: 'filename b' },
    ])
    assert.deepEqual(parseBlame(Buffer.alloc(0)), [])
    assert.throws(() => parseBlame(Buffer.from('fatal: what\n')), /git blame printed "fatal: what"/)
  })

  it('has paths in quotes as C does', () => {
    const printed: [string, string][] = [
      ['plain ö', 'plain ö'],
      ['"\\a\\b\\t\\n\\v\\f\\r\\"\\\\\\001"', '\x07\b\t\n\v\f\r"\\\x01'],
      ['"\\303\\266é"', 'öé'],
      ['"\\377"', '\uFFFD:ff'],
    ]
    for (const [one, path] of printed) assert.equal(unquotePath(Buffer.from(one)), path)
  })
})
