import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { types } from '../../src/checks/types.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

async function projectsOf(files: Files, changed: string) {
  const { head } = makeCandidate(files, {}, {})
  const compiler = await loadCompiler()
  const host = treeHost(compiler, head, [], new Map())
  const configs = listTree(head, path => /tsconfig[^/]*\.json$/.test(path))
  return findProjects(compiler, host, configs, [changed]).map(({ path }) => path)
}
const extend = (from: string, more: object = {}) => JSON.stringify({ extends: from, ...more })
const BASE = JSON.stringify({ compilerOptions: { strict: true, types: [] } })

test('a tsconfig that is there to be extended alone is checked only for what nothing else covers', async () => {
  const files = {
    'tsconfig.base.json': BASE,
    'tsconfig.build.json': extend('./tsconfig.base', { include: ['src'] }),
    'src/a.ts': 'export const a = 1\n',
    'tools/b.ts': 'export const b = 1\n',
  }
  assert.deepEqual(await projectsOf(files, 'src/a.ts'), ['tsconfig.build.json'])
  assert.deepEqual(await projectsOf(files, 'tools/b.ts'), ['tsconfig.base.json'])
  assert.deepEqual(await projectsOf(files, 'package.json'), ['tsconfig.base.json', 'tsconfig.build.json'])
  const { 'tools/b.ts': _, ...covered } = files
  assert.deepEqual(await projectsOf(covered, 'tsconfig.base.json'), ['tsconfig.build.json'])
})

test('one that is a project of its own counts, though others extend it', async () => {
  const files = {
    'tsconfig.json': BASE,
    'tsconfig.build.json': extend('./tsconfig.json', { include: ['src'] }),
    'src/a.ts': 'export const a = 1\n',
  }
  assert.deepEqual(await projectsOf(files, 'src/a.ts'), ['tsconfig.build.json', 'tsconfig.json'])
  const referenced = {
    'tsconfig.base.json': BASE,
    'tsconfig.json': JSON.stringify({ files: [], references: [{ path: './tsconfig.base.json' }] }),
    'tsconfig.build.json': extend('./tsconfig.base.json', { include: ['src'] }),
    'src/a.ts': 'export const a = 1\n',
  }
  assert.deepEqual(await projectsOf(referenced, 'src/a.ts'), ['tsconfig.base.json', 'tsconfig.build.json'])
})

test('one that chooses its files counts, though another extends it', async () => {
  for (const choice of [{ include: ['src'] }, { exclude: ['tools'] }, { files: ['src/a.ts'] }]) {
    const files = {
      'tsconfig.strict.json': JSON.stringify({ ...JSON.parse(BASE), ...choice }),
      'tsconfig.lax.json': extend('./tsconfig.strict.json', { include: ['src'] }),
      'src/a.ts': 'export const a = 1\n',
    }
    assert.deepEqual(await projectsOf(files, 'src/a.ts'), ['tsconfig.lax.json', 'tsconfig.strict.json'])
  }
})

test('a change that extends the tsconfig which would refuse it is not passed', async () => {
  const lax = extend('./tsconfig.strict.json', { compilerOptions: { strict: false }, include: ['src'] })
  const candidate = makeCandidate(
    { 'tsconfig.strict.json': BASE },
    { 'src/a.ts': 'export const a = 1\n' },
    { 'src/a.ts': 'export const a: string = null\n', 'tsconfig.lax.json': lax },
  )
  const result = await types.run(candidate, await makeContext())
  assert.equal(result.status, 'inconclusive', result.why)
  assert.match(result.why, /tsconfig\.strict\.json no longer covers/)
})

test('a circle among some projects hides no error of another', async () => {
  const project = (...references: string[]) =>
    JSON.stringify({
      compilerOptions: { composite: true, types: [] },
      include: ['*'],
      references: references.map(path => ({ path })),
    })
  const same = {
    'package.json': '{}',
    'node_modules/typescript/package.json': '{"name":"typescript","version":"0.0.7"}',
    // As tsc does: with a circle among those that it is given it builds none.
    'node_modules/typescript/bin/tsc': `const given = process.argv.filter(word => word.endsWith('.json'))
      const text = require('fs').readFileSync('a/a.ts', 'utf8')
      if (given.some(word => word[0] !== 'd')) console.log('error TS6202: in a circle'), process.exit(4)
      if (text.includes('WRONG')) console.log('d/d.ts(1,1): error TS9: wrong'), process.exit(2)`,
    'a/tsconfig.json': project('../b'),
    'b/tsconfig.json': project('../a'),
    'd/tsconfig.json': project('../a'),
    'd/d.ts': "import '../a/a'\n",
    'b/b.ts': 'export const b = 1\n',
  }
  const judge = async (after: string) =>
    types.run(
      makeCandidate(same, { 'a/a.ts': 'export const a = 1\n' }, { 'a/a.ts': after }),
      await makeContext(),
    )
  const wrong = await judge('export const a = 2 // WRONG\n')
  assert.equal(wrong.status, 'failed', wrong.why)
  assert.match(wrong.why, /d\/d\.ts: TS9/)
  const right = await judge('export const a = 2\n')
  assert.equal(right.status, 'passed', right.why)
})

test('projects that reference others are built at once, and new ones apart', async () => {
  const log = join(tempDir(), 'calls')
  const project = (include: string, ...references: string[]) =>
    JSON.stringify({
      compilerOptions: { composite: true, types: [] },
      include: [include],
      references: references.map(path => ({ path })),
    })
  const same = {
    'package.json': '{}',
    'node_modules/typescript/package.json': '{"name":"typescript","version":"0.0.7"}',
    'node_modules/typescript/bin/tsc': `require('fs').appendFileSync(${JSON.stringify(log)},
      process.argv.slice(2).filter(word => word.endsWith('.json')).join(' ') + '\\n')`,
    'a/tsconfig.json': project('*'),
    'b/tsconfig.json': project('*', '../a'),
    'c/tsconfig.json': project('*', '../a'),
    'b/b.ts': "import '../a/a'\n",
    'c/c.ts': "import '../a/a'\n",
  }
  const candidate = makeCandidate(
    same,
    { 'a/a.ts': 'export const a = 1\n' },
    {
      'a/a.ts': 'export const a = 2\n',
      'd/tsconfig.json': project('*', '../a'),
      'd/d.ts': "import '../a/a'\n",
    },
  )
  const result = await types.run(candidate, await makeContext())
  assert.equal(result.status, 'passed', result.why)
  const both = ['a/tsconfig.json', 'b/tsconfig.json c/tsconfig.json']
  const calls = readFileSync(log, 'utf8').trim().split('\n')
  assert.deepEqual(calls.sort(), [...both, ...both, 'd/tsconfig.json'].sort())
})
