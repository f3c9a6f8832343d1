import { editedTests } from '../../../src/checks/security/tested/editedTests.ts'
import { edits, testTable } from './scan.ts'

const IMPORT = "import { test, it, describe } from 'node:test'\nimport assert from 'node:assert'\n"
const ONE = "test('one', () => { assert.equal(f(1), 1) })\n"
const TWO = "test('two', () => {\n  const x = f(2)\n  assert.equal(x, 2)\n})\n"
const BOTH = IMPORT + ONE + TWO

testTable(editedTests, [
  ...edits('tests/a.test.ts', [
    ['one more test', IMPORT + ONE, BOTH, ''],
    [
      'one more assertion',
      BOTH,
      BOTH.replace('assert.equal(x, 2)', 'assert.equal(x, 2)\n  assert.ok(x)'),
      '',
    ],
    ['one more name of a module', BOTH, BOTH.replace('{ test,', '{ afterEach, test,'), ''],
    [
      'another layout',
      BOTH,
      BOTH.replaceAll("'", '"').replaceAll('{ assert', '{\n\n    assert').replaceAll(')\n', ');\n'),
      '',
    ],
    ['a comment', BOTH, `// more\n${BOTH}`, ''],
    ['in another order', BOTH, IMPORT + TWO + ONE, ''],
    ['an assertion less', BOTH, BOTH.replace('assert.equal(x, 2)', ''), 'test-edited?'],
    ['another value', BOTH, BOTH.replace('assert.equal(x, 2)', 'assert.equal(x, 3)'), 'test-edited?'],
    ['a test less', BOTH, IMPORT + ONE, 'test-edited?'],
    ['another name', BOTH, BOTH.replace("'two'", "'zwei'"), 'test-edited?'],
    [
      'an assertion in a condition',
      BOTH,
      BOTH.replace('assert.equal(x, 2)', 'if (x) { assert.equal(x, 2) }'),
      'test-edited?',
    ],
    [
      'an assertion whose error is caught',
      BOTH,
      BOTH.replace('assert.equal(x, 2)', 'try { assert.equal(x, 2) } catch {}'),
      'test-edited?',
    ],
    ['a return before it', BOTH, BOTH.replace('const x', 'return\n  const x'), 'test-edited?'],
    ['an exit', BOTH, `${BOTH}process.exit(0)\n`, 'test-edited?'],
    ['a mock of a module', BOTH, `${BOTH}vi.mock('../src/a.ts')\n`, 'test-edited?'],
    ['a mock in a new test', BOTH, `${BOTH}test('three', () => { vi.mock('x'); assert.ok(1) })\n`, ''],
    ['one of two is skipped', BOTH, BOTH.replace("test('two'", "test.skip('two'"), 'test-edited?'],
    ['one of two by an option', BOTH, BOTH.replace("'two', ", "'two', { skip: true }, "), 'test-edited?'],
    [
      'one of two where it depends',
      BOTH,
      BOTH.replace("'two', ", "'two', { skip: isWindows }, "),
      'test-edited?',
    ],
    ['all are skipped', BOTH, BOTH.replaceAll("test('", "test.skip('"), 'test-edited? test-off'],
    ['all are made plans', IMPORT + ONE, `${IMPORT}test.todo('one')\n`, 'test-edited? test-off'],
    [
      'all by their group',
      `describe('a', () => { ${ONE} })\n`,
      `describe.skip('a', () => { ${ONE} })\n`,
      'test-edited? test-off',
    ],
    [
      'all by the letter x',
      "it('one', () => { f() })\n",
      "xit('one', () => { f() })\n",
      'test-edited? test-off',
    ],
    ['a plan is added', BOTH, `${BOTH}test.todo('three')\n`, ''],
    ['a skipped one is added', BOTH, `${BOTH}test.skip('three', () => { f() })\n`, ''],
    [
      'one that was skipped',
      BOTH.replace('test(', 'test.skip('),
      `${BOTH.replace('test(', 'test.skip(')}// x\n`,
      '',
    ],
    ['one that was skipped runs', BOTH.replace('test(', 'test.skip('), BOTH, 'test-edited?'],
    ['only one', BOTH, BOTH.replace("test('two'", "test.only('two'"), 'test-edited? test-off'],
    ['only a new one', BOTH, `${BOTH}it.only('three', () => { f() })\n`, 'test-off'],
    ['one that is emptied', BOTH, `${IMPORT + ONE}test('two', () => {})\n`, 'test-edited? test-off'],
    [
      'a table of them',
      "it.each([1, 2])('n %d', n => { expect(n).toBe(n) })\n",
      "it.each([1])('n %d', n => { expect(n).toBe(n) })\n",
      'test-edited?',
    ],
    [
      'a pattern is no test',
      'export const a = x => /a/.test(x)\n',
      'export const a = x => /a/.test(x)\nexport const b = x => /b/.test(x)\n',
      '',
    ],
  ]),
  ['a renamed file', { 'tests/a.test.ts': BOTH }, { 'tests/b.test.ts': BOTH }, ''],
  [
    'a test that moved',
    { 'tests/a.test.ts': BOTH, 'tests/b.test.ts': IMPORT },
    { 'tests/a.test.ts': IMPORT + ONE, 'tests/b.test.ts': IMPORT + TWO },
    '',
  ],
  ['by a name that no runner finds', { 'tests/a.test.ts': BOTH }, { 'tests/a.old.ts': BOTH }, 'test-edited?'],
  ['a file that is gone', { 'tests/a.test.ts': BOTH }, {}, 'test-edited?'],
  ['a new file', {}, { 'tests/a.test.ts': BOTH }, ''],
  [
    'a new file that leaves all others out',
    {},
    { 'tests/a.test.ts': "it.only('x', () => { f() })\n" },
    'test-off',
  ],
  ['the code under test', { 'src/a.ts': BOTH }, { 'src/a.ts': '' }, ''],
  ['a snapshot with one more', { 'tests/a.snap': 'a\nb\n' }, { 'tests/a.snap': 'a\nc\nb\n' }, ''],
  ['a snapshot with another', { 'tests/a.snap': 'a\nb\n' }, { 'tests/a.snap': 'a\nc\n' }, 'test-edited?'],
  ['a fixture that is gone', { 'tests/fixtures/a.json': '{}' }, {}, 'test-edited?'],
  ['a fixture that moved', { 'tests/fixtures/a.json': '{}' }, { 'tests/fixtures/b.json': '{}' }, ''],
])
