import { manifests } from '../../../src/checks/security/dependencies/manifests.ts'
import type { Files } from '../candidate.ts'
import { type Case, testTable } from './scan.ts'

const json = (value: object) => JSON.stringify(value, null, 2)
const edit = (name: string, before: object, after: object, brought: string): Case => [
  name,
  { 'package.json': json(before) },
  { 'package.json': json(after) },
  brought,
]
const dependencies = (value: object) => ({ name: 'a', dependencies: value })
const scripts = (value: object) => ({ name: 'a', scripts: value })

testTable(manifests, [
  edit(
    'a script that runs at install',
    scripts({ test: 'node t' }),
    scripts({ test: 'node t', postinstall: 'node x' }),
    'install-script',
  ),
  edit(
    'one that was there',
    scripts({ postinstall: 'node x' }),
    { ...scripts({ postinstall: 'node x' }), version: '2.0.0' },
    '',
  ),
  edit(
    'one that was there and runs something else',
    scripts({ install: 'node x' }),
    scripts({ install: 'node y' }),
    'manifest?',
  ),
  edit('one that is taken away', scripts({ postinstall: 'node x' }), scripts({}), 'manifest?'),
  edit('what judges is altered', scripts({ test: 'node t' }), scripts({ test: 'true' }), 'manifest?'),
  edit('a script with another name', scripts({}), scripts({ prepare: 'husky' }), 'manifest?'),
  edit('a new dependency', dependencies({ b: '1' }), dependencies({ b: '1', c: '1' }), 'dependency?'),
  edit('a new one from git', dependencies({}), dependencies({ c: 'github:x/c' }), 'dependency?'),
  edit('another version', dependencies({ b: '1' }), dependencies({ b: '2' }), 'dependency?'),
  edit(
    'another package by the same name',
    dependencies({ b: '1' }),
    dependencies({ b: 'npm:c@1' }),
    'dependency?',
  ),
  edit('one less', dependencies({ b: '1', c: '1' }), dependencies({ b: '1' }), ''),
  edit('in another order', dependencies({ b: '1', c: '1' }), dependencies({ c: '1', b: '1' }), ''),
  edit('to those of users', { devDependencies: { b: '1' } }, { dependencies: { b: '1' } }, 'dependency?'),
  edit('a release', { version: '1.0.0' }, { version: '1.0.1' }, ''),
  edit('what is told', {}, { description: 'x', keywords: ['y'], author: 'z', license: 'MIT' }, ''),
  edit(
    'what is run and published',
    { main: 'a.js', bin: 'b.js' },
    { main: 'c.js', bin: 'd.js' },
    'manifest?',
  ),
  edit('a pin that is taken away', { overrides: { b: '2' } }, {}, 'manifest?'),
  [
    'another layout',
    { 'package.json': json(dependencies({ b: '1' })) },
    { 'package.json': JSON.stringify(dependencies({ b: '1' })) },
    '',
  ],
  [
    'a manifest that is moved',
    { 'a/package.json': json(scripts({ install: 'x' })) },
    { 'b/package.json': json(scripts({ install: 'x' })) },
    '',
  ],
  ['a new one with a script', {}, { 'a/package.json': json(scripts({ install: 'x' })) }, 'install-script'],
  [
    'a fixture with a script',
    {},
    { 'tests/fixtures/package.json': json(scripts({ install: 'x' })) },
    'install-script?',
  ],
  ['one that is gone', { 'a/package.json': json(scripts({ install: 'x' })) }, {}, ''],
  ['what is no JSON', { 'package.json': '{}' }, { 'package.json': '{' }, 'unread?'],
  ['what is a list', { 'package.json': '{}' }, { 'package.json': '[1]' }, 'unread?'],
  [
    'names that every object has',
    { 'package.json': '{}' },
    { 'package.json': '{"__proto__":{"scripts":{"install":"x"}},"constructor":1}' },
    'manifest?',
  ],
])

const entry = (version: string, more: object = {}) => ({
  version,
  resolved: `https://registry.npmjs.org/c/-/c-${version}.tgz`,
  integrity: 'sha512-c',
  ...more,
})
const locked = (version: string, more: object = {}) =>
  json({ lockfileVersion: 3, packages: { '': {}, 'node_modules/c': entry(version, more) } })
/** Whether a package that the base's lock file has may be named. */
const named = (name: string, range: string, lock: string, brought: string, more: Files = {}): Case => [
  name,
  { 'package.json': json(dependencies({})), 'package-lock.json': lock, ...more },
  { 'package.json': json(dependencies({ c: range })), 'package-lock.json': lock, ...more },
  brought,
]
/** The same for another entry of the base. */
const lockedAs = (name: string, more: object, brought = 'dependency?') =>
  named(`the same ${name}`, '^1.2.3', locked('1.2.3', more), brought)
const COMMITTED = {
  'lib/new.js': '1',
  'lib/other.js': '2',
  'lib/new.test.js': '3',
  'moved/old.js': '4',
  'more/new.js': '5',
  'src/index.js': '6',
  'sub/run.js': '7',
  '.gitignore': 'built\n',
}
const pointer = (
  name: string,
  before: object,
  after: object,
  brought: string,
  [base, head]: Files[] = [{}, {}],
): Case => [
  name,
  { 'package.json': json(before), ...COMMITTED, ...base },
  { 'package.json': json(after), ...COMMITTED, ...base, ...head },
  brought,
]
const inWorkspace = (packages: object): Case[1] => ({
  'package-lock.json': json({ packages: { '': {}, 'node_modules/c': entry('1.2.3'), ...packages } }),
})

testTable(manifests, [
  named('a new name for what is locked at that version', '^1.2.3', locked('1.2.3'), ''),
  named('the same with another version', '^1.2.4', locked('1.2.3'), 'dependency?'),
  named('the same with whatever version', '*', locked('1.2.3'), 'dependency?'),
  lockedAs('for another package by that name', { name: 'd' }),
  lockedAs('for a link', { link: true }),
  lockedAs('for one from git', { resolved: 'git+ssh://git@example.com/c.git#1' }),
  lockedAs('for an archive of somebody', { resolved: 'https://example.com/c-1.2.3.tgz' }),
  lockedAs("for another package's archive", { resolved: 'https://registry.npmjs.org/d/-/d-1.2.3.tgz' }),
  lockedAs('for what comes inside of another', { inBundle: true }),
  lockedAs('without an integrity', { integrity: undefined }),
  lockedAs('for what only developers have', { dev: true }),
  lockedAs('for what some machines have', { optional: true }),
  named('the same beside a lock file that counts', '^1.2.3', locked('1.2.3'), 'dependency?', {
    'npm-shrinkwrap.json': json({ packages: { '': {} } }),
  }),
  named('the same beside that of another manager', '^1.2.3', locked('1.2.3'), 'dependency?', {
    'yarn.lock': '',
  }),
  [
    'what only developers have, for developers',
    { 'package.json': '{}', 'package-lock.json': locked('1.2.3', { dev: true }) },
    {
      'package.json': json({ devDependencies: { c: '^1.2.3' } }),
      'package-lock.json': locked('1.2.3', { dev: true }),
    },
    '',
  ],
  [
    'a new name that only the head has locked',
    { 'package.json': json(dependencies({})), 'package-lock.json': json({ packages: {} }) },
    { 'package.json': json(dependencies({ c: '^1.2.3' })), 'package-lock.json': locked('1.2.3') },
    'dependency?',
  ],
  [
    'a new name that the head locks no more',
    { 'package.json': json(dependencies({})), 'package-lock.json': locked('1.2.3') },
    {
      'package.json': json(dependencies({ c: '^1.2.3' })),
      'package-lock.json': json({ packages: { '': {} } }),
    },
    'dependency?',
  ],
  [
    'a new name in a workspace',
    { 'a/package.json': '{}', ...inWorkspace({ a: {} }) },
    { 'a/package.json': json(dependencies({ c: '^1.2.3' })), ...inWorkspace({ a: {} }) },
    '',
  ],
  [
    'a new name in a folder that the lock file does not install',
    { 'a/package.json': '{}', ...inWorkspace({}) },
    { 'a/package.json': json(dependencies({ c: '^1.2.3' })), ...inWorkspace({}) },
    'dependency?',
  ],
  [
    'a new name in a workspace that has another version',
    { 'a/package.json': '{}', ...inWorkspace({ a: {}, 'a/node_modules/c': entry('2.0.0') }) },
    {
      'a/package.json': json(dependencies({ c: '^1.2.3' })),
      ...inWorkspace({ a: {}, 'a/node_modules/c': entry('2.0.0') }),
    },
    'dependency?',
  ],
  pointer(
    'an entry point that was gone names what is there',
    { main: './lib/old.js' },
    { main: './lib/new.js' },
    '',
  ),
  pointer('an entry point follows into a folder', { main: 'old.js' }, { main: 'moved/old.js' }, ''),
  pointer('an entry point names another', { main: './lib/other.js' }, { main: './lib/new.js' }, 'manifest?'),
  pointer(
    'an entry point that was gone names what is not there either',
    { main: 'old.js' },
    { main: 'more.js' },
    'manifest?',
  ),
  pointer('and something of other name and folder', { main: 'old.js' }, { main: 'lib/new.js' }, 'manifest?'),
  pointer('and a test', { main: './lib/old.js' }, { main: './lib/new.test.js' }, 'manifest?'),
  pointer('and what is altered too', { main: 'lib/old.js' }, { main: 'lib/new.js' }, 'manifest?', [
    {},
    { 'lib/new.js': 'bad()' },
  ]),
  pointer(
    'an entry point that a build makes',
    { main: 'dist/index.js' },
    { main: 'src/index.js' },
    'manifest?',
  ),
  pointer('one that is ignored', { main: 'built/index.js' }, { main: 'src/index.js' }, 'manifest?'),
  pointer(
    'an export of another package',
    { browser: { fs: 'old.js' } },
    { browser: { fs: 'moved/old.js' } },
    'manifest?',
  ),
  pointer('a key that is no pointer', { type: 'commonjs' }, { type: 'module' }, 'manifest?', [
    { module: 'a file of that name' },
  ]),
  pointer('what is sent out', { files: ['old'] }, { files: ['lib'] }, 'manifest?'),
  pointer(
    'a script starts what is there where it started what was gone',
    scripts({ a: 'node lib/old.js -x' }),
    scripts({ a: 'node lib/new.js -x' }),
    '',
  ),
  pointer(
    'and does something else besides',
    scripts({ a: 'node lib/old.js' }),
    scripts({ a: 'node lib/new.js -e 1' }),
    'manifest?',
  ),
  pointer(
    'a script at install is never that',
    scripts({ install: 'node lib/old.js' }),
    scripts({ install: 'node lib/new.js' }),
    'manifest?',
  ),
  ...['prepare', 'prepublishOnly', 'test', 'pretest', 'postpack'].map(name =>
    pointer(
      `nor is ${name}`,
      scripts({ [name]: 'node lib/old.js' }),
      scripts({ [name]: 'node lib/new.js' }),
      'manifest?',
    ),
  ),
  pointer('a command is no file', scripts({ lint: 'eslint' }), scripts({ lint: 'lib/new.js' }), 'manifest?'),
  pointer('nor is an option', scripts({ a: 'node --test' }), scripts({ a: 'node lib/new.js' }), 'manifest?'),
  pointer(
    'what is written is not missing',
    scripts({ a: 'tsc --outFile lib/old.js' }),
    scripts({ a: 'tsc --outFile lib/new.js' }),
    'manifest?',
  ),
  pointer(
    'nor is what stands elsewhere',
    scripts({ a: 'cd sub && node run.js' }),
    scripts({ a: 'cd sub && node sub/run.js' }),
    'manifest?',
  ),
])
