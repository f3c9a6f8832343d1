import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Collected } from '../../src/flow/run/collectSource.ts'
import { editedFiles } from '../../src/flow/run/editedFiles.ts'
import { isFreePlace } from '../../src/flow/run/freePlace.ts'
import type { Mend } from '../../src/flow/run/groupFindings.ts'
import { textDigest } from '../../src/git/textDigest.ts'
import { tempDir } from '../helpers/gitRepository.ts'

describe('a place for a new file', () => {
  const tree = tempDir()
  mkdirSync(join(tree, 'test/real'), { recursive: true })
  symlinkSync(tempDir(), join(tree, 'test/away'))
  symlinkSync('nowhere', join(tree, 'test/loose.test.js'))
  writeFileSync(join(tree, 'test/a.test.js'), '')

  it('is free where nothing stands, in folders that there are and that there are not', () => {
    for (const path of ['b.js', 'test/b.test.js', 'test/real/b.test.js', 'test/new/deep/b.test.js'])
      assert.equal(isFreePlace(tree, path), true, path)
  })

  it('is not free where something stands, nor behind a link or a file, nor outside', () => {
    const taken = ['test/a.test.js', 'test/loose.test.js', 'test/away', 'test/real']
    for (const path of [...taken, 'test/away/b.test.js', 'test/a.test.js/b.js', '../b.js'])
      assert.equal(isFreePlace(tree, path), false, path)
  })

  it('is checked once more before it is written', () => {
    const collected: Collected = {
      source: { files: [{ path: 'src/a.js', text: 'a' }], tests: [], settings: [] },
      modes: new Map([['src/a.js', '100644']]),
      skipped: [],
      paths: new Set(['src/a.js', 'test/a.test.js', 'test/away']),
      links: new Set(['test/away']),
    }
    const files = (path: string, expects: string, improver = 'docs') =>
      editedFiles(
        [
          {
            finding: { improver },
            edits: [{ path, start: 0, end: 0, text: 'new', expects: textDigest(expects) }],
          } as unknown as Mend,
        ],
        collected,
      ).map(({ path: at, old, text }) => [at, old, text])
    assert.deepEqual(files('test/b.test.js', ''), [['test/b.test.js', null, 'new']])
    assert.deepEqual(files('src/a.js', ''), [['src/a.js', 'a', 'newa']])
    for (const path of ['test/a.test.js', 'test/away/b.test.js'])
      assert.throws(() => files(path, ''), /is no place for a new file/)
  })

  it('is within a test that is there for the improver of tests alone', () => {
    const collected: Collected = {
      source: { files: [], tests: [{ path: 'a.test.js', text: 'a' }], settings: [] },
      modes: new Map([['a.test.js', '100755']]),
      skipped: [],
      paths: new Set(['a.test.js']),
      links: new Set(),
    }
    const mend = (improver: string) =>
      ({
        finding: { improver },
        edits: [{ path: 'a.test.js', start: 1, end: 1, text: 'new', expects: textDigest('') }],
      }) as unknown as Mend
    assert.deepEqual(editedFiles([mend('tests')], collected), [
      { path: 'a.test.js', mode: '100755', old: 'a', text: 'anew' },
    ])
    for (const mends of [[mend('docs')], [mend('own:tests')], [mend('tests'), mend('docs')]])
      assert.throws(() => editedFiles(mends, collected), /is no place for a new file/)
  })
})
