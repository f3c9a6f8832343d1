import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { startModules } from '../../src/flow/check/startModules.ts'
import { tempDir } from '../helpers/gitRepository.ts'

function treeOf(files: Record<string, string>): string {
  const tree = tempDir()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  return tree
}

const modules = (files: Record<string, string>, changed: string[], head = files) =>
  startModules({ base: treeOf(files), head: treeOf(head), changed })

test('what a package gives away is started, as it stands or made into what Node reads', () => {
  const files = {
    'package.json': '{ "main": "./dist/index.js", "types": "./dist/index.d.ts", "exports": "./plain.mjs" }',
    'src/index.ts': '',
    'src/inner.ts': '',
    'plain.mjs': '',
  }
  assert.deepEqual(modules(files, ['src/inner.ts']), {
    what: 'entry points',
    plain: ['plain.mjs'],
    bundled: ['src/index.ts'],
  })
})

test('in a workspace it is the package of the changed file', () => {
  const files = {
    'package.json': '{ "main": "root.js" }',
    'root.js': '',
    'packages/a/package.json': '{ "main": "a.js" }',
    'packages/a/a.js': '',
    'packages/a/inner.js': '',
  }
  assert.deepEqual(modules(files, ['packages/a/inner.js'])?.plain, ['packages/a/a.js'])
})

test('where nothing is named the changed modules are, and only what both sides have', () => {
  const files = { 'package.json': '{}', 'a.js': '', 'gone.js': '', 'b.d.ts': '' }
  const { 'gone.js': _, ...head } = files
  assert.deepEqual(modules(files, ['a.js', 'gone.js', 'b.d.ts'], head), {
    what: 'changed modules',
    plain: ['a.js'],
    bundled: [],
  })
  assert.equal(modules(files, ['README.md']), null)
})
