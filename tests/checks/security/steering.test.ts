import assert from 'node:assert/strict'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { readChanges } from '../../../src/checks/security/changes.ts'
import { steering } from '../../../src/checks/security/steering.ts'
import { unread } from '../../../src/checks/security/unread.ts'
import { makeCandidate } from '../candidate.ts'
import { type Case, testTable } from './scan.ts'

testTable(steering, [
  ['a workflow', {}, { '.github/workflows/ci.yml': 'on: push' }, 'steering?'],
  ['a workflow that is gone', { '.github/workflows/ci.yml': 'on: push' }, {}, 'steering?'],
  ['instructions for agents', { 'AGENTS.md': 'a' }, { 'AGENTS.md': 'b' }, 'steering?'],
  ['the policy', { '.improver/policy.yaml': 'a' }, { '.improver/policy.yaml': 'b' }, 'steering?'],
  [
    'a configuration in another layout',
    { 'eslint.config.js': 'export default [1]\n' },
    { 'eslint.config.js': 'export default [\n  1,\n]\n' },
    '',
  ],
  [
    'a configuration that says something else',
    { 'eslint.config.js': 'export default [1]\n' },
    { 'eslint.config.js': 'export default [2]\n' },
    'steering?',
  ],
  [
    'a body of a function in it',
    { 'a.config.js': 'export default () => { a() }\n' },
    { 'a.config.js': 'export default () => { b() }\n' },
    'steering?',
  ],
  ['JSON in another layout', { 'tsconfig.json': '{"a":1}' }, { 'tsconfig.json': '{ "a": 1 }\n' }, ''],
  ['manifests and lock files have their own', {}, { 'package.json': '{}', 'yarn.lock': '' }, ''],
  ['code', {}, { 'src/a.ts': '1' }, ''],
])

testTable(unread, [
  [
    'code and prose',
    {},
    { 'src/a.ts': '1', 'README.md': 'a', LICENSE: 'b', 'a.css': 'c', 'a.json': '{}' },
    '',
  ],
  ['another language', {}, { 'a.py': 'import os' }, 'unread?'],
  ['a script without an ending', {}, { run: '#!/bin/sh\nrm -rf ~' }, 'unread?'],
  ['in another layout', { 'a.vue': '<b> c</b>' }, { 'a.vue': '<b>\n  c</b>' }, ''],
  ['one that is gone', { 'a.py': 'import os' }, {}, ''],
  ['what is binary', {}, { 'a.bin': 'a\0b' }, 'unread?'],
  ['code that is binary', {}, { 'src/a.js': 'a\0b' }, 'unread?'],
  ['a picture', {}, { 'a.png': 'a\0b' }, ''],
  ['a bundle in one line', {}, { 'src/a.js': `x('${'a'.repeat(100_001)}')` }, 'unread?'],
  ['what is too large', {}, { 'src/a.js': 'a()\n'.repeat(600_000) }, 'unread?'],
  ['a lock file that is large', {}, { 'package-lock.json': `{"a":"${'a'.repeat(100_001)}"}` }, ''],
])

test('steering: a link is told and never followed, and a permission to execute is told', async () => {
  const candidate = makeCandidate({ 'a.sh': 'a' }, {}, {})
  symlinkSync('/etc/passwd', join(candidate.head, 'x.ts'))
  writeFileSync(join(candidate.head, 'a.sh'), 'a', { mode: 0o755 })
  const { chmodSync } = await import('node:fs')
  chmodSync(join(candidate.head, 'a.sh'), 0o755)
  const changes = readChanges({ ...candidate, changed: ['a.sh', 'x.ts'] })
  assert.ok(changes.files.every(({ path, after }) => path !== 'x.ts' || after.text === null))
  const tools = { compiler: await loadCompiler(), load: async () => null, patienceMs: 1, audit: false }
  const scanned = await steering.scan(changes, tools)
  assert.ok('found' in scanned)
  assert.deepEqual(
    scanned.found.map(({ path, what }) => `${path}: ${what}`),
    ['a.sh: may be executed now', 'x.ts: a symbolic link'],
  )
})

const tsconfig = (include: string) => `{\n  // why\n  "include": ["${include}"]\n}\n`
const base = { 'src/a.ts': '', 'test/a.ts': '', 'loose.json': '{}', 'strict.js': '' }
/** Whether a tsconfig may be altered so. */
const altered = (name: string, before: string, after: string, brought = 'steering?'): Case => [
  name,
  { ...base, 'tsconfig.json': before },
  { ...base, 'tsconfig.json': after },
  brought,
]
testTable(steering, [
  altered(
    'a tsconfig that names what is there where it named what is not',
    tsconfig('units/**/*'),
    tsconfig('src/**/*'),
    '',
  ),
  altered('a tsconfig that covers something else', tsconfig('src'), tsconfig('test')),
  altered('a tsconfig that covers less', tsconfig('units/**/*'), tsconfig('src/*')),
  altered('a base that is gone', '{"extends":"./old.json"}', '{"extends":"./loose.json"}', ''),
  altered('a base that a package has', '{"extends":"@a/strict"}', '{"extends":"./loose.json"}'),
  altered('what is left out', '{"exclude":["units"]}', '{"exclude":["src"]}'),
  altered('what a build makes', '{"include":["dist"]}', '{"include":["src"]}'),
  altered(
    'where types come from',
    '{"compilerOptions":{"typeRoots":["./units"]}}',
    '{"compilerOptions":{"typeRoots":["./src"]}}',
  ),
  altered(
    'what names stand for',
    '{"compilerOptions":{"baseUrl":"src","paths":{"a":["old.ts"]}}}',
    '{"compilerOptions":{"baseUrl":"src","paths":{"a":["a.ts"]}}}',
  ),
  altered(
    'something said twice',
    '{"compilerOptions":{"strict":true} // why\n}',
    '{"compilerOptions":{"plugins":[{"name":"x"}]},"compilerOptions":{"strict":true} // why\n}',
  ),
])
