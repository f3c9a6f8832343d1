import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lint } from '../../../src/checks/security/lint.ts'
import { loadPeer } from '../../../src/checks/security/loadPeer.ts'
import { tempDir } from '../../helpers/gitRepository.ts'
import { edits, scanTrees, testTable } from './scan.ts'

const SLOW = 'export const slow = (x: string) => /^(a+)+$/.test(x)\n'
const HTML = 'export const show = (at: Element, x: string) => { at.innerHTML = x }\n'

testTable(lint, [
  ...edits('src/a.ts', [
    ['a pattern that never ends', '', SLOW, 'lint?'],
    ['a pattern that does', '', 'export const fine = (x: string) => /^a+$/.test(x)\n', ''],
    ['HTML from a value', '', HTML, 'lint?'],
    ['HTML from a text', '', "export const show = (at: Element) => { at.innerHTML = '<b></b>' }\n", ''],
    ['it was there on another line', SLOW, `// first\n${SLOW}`, ''],
    [
      'comments do not switch it off',
      '',
      `/* eslint-disable */\n// eslint-disable-next-line\n/* eslint security/detect-unsafe-regex: 0 */\n${SLOW}`,
      'lint?',
    ],
    [
      'other rules are none of ours',
      '',
      'var x = 1; export const y = (o: any, k: string) => { debugger; return o[k] == x }\n',
      '',
    ],
    ['what does not parse asks', '', 'export const = \n', 'unread?'],
  ]),
  ['JavaScript with JSX', {}, { 'src/a.jsx': `export const a = <b>{/^(a+)+$/.test(x)}</b>\n` }, 'lint?'],
  ['a test is left out', {}, { 'tests/a.test.ts': SLOW }, ''],
  ['a renamed file', { 'src/a.ts': SLOW }, { 'src/b.ts': SLOW }, ''],
])

test('eslint: no configuration of the repository is read', async () => {
  const trap = join(tempDir(), 'ran')
  const config = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(trap)}, ''); export default [{ ignores: ['**'] }]`
  const files = {
    'eslint.config.js': config,
    'eslint.config.mjs': config,
    '.eslintrc.cjs': `require('fs').writeFileSync(${JSON.stringify(trap)}, '')`,
    'node_modules/eslint-plugin-security/index.js': `require('fs').writeFileSync(${JSON.stringify(trap)}, '')`,
    'package.json': '{"type":"module","eslintConfig":{"root":true}}',
  }
  const scanned = await scanTrees(lint, files, { ...files, 'src/a.ts': SLOW })
  assert.ok('found' in scanned && scanned.found.length === 1, JSON.stringify(scanned))
  assert.ok(!existsSync(trap))
})

test('eslint: the parser for types is asked for where there are any', async () => {
  const without = async (name: Parameters<typeof loadPeer>[0]) =>
    name === '@typescript-eslint/parser' ? null : loadPeer(name)
  const typed = await scanTrees(lint, {}, { 'src/a.ts': 'let a: number' }, without)
  assert.ok('notRun' in typed && /npm install --save-dev @typescript-eslint\/parser/.test(typed.notRun))
  const plain = await scanTrees(lint, {}, { 'src/a.js': SLOW.replace(': string', '') }, without)
  assert.ok('found' in plain && plain.found.length === 1, JSON.stringify(plain))
})
