import { manifests } from '../../../src/checks/security/dependencies/manifests.ts'
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

const locked = (version: string, more: object = {}) =>
  json({ lockfileVersion: 3, packages: { '': {}, 'node_modules/c': { version, ...more } } })
/** Whether a package that the base's lock file has may be named. */
const named = (name: string, range: string, lock: string, brought: string): Case => [
  name,
  { 'package.json': json(dependencies({})), 'package-lock.json': lock },
  { 'package.json': json(dependencies({ c: range })), 'package-lock.json': lock },
  brought,
]
const pointer = (name: string, before: object, after: object, brought: string): Case => [
  name,
  { 'package.json': json(before), 'lib/new.js': '1', 'lib/other.js': '2' },
  { 'package.json': json(after), 'lib/new.js': '1', 'lib/other.js': '2' },
  brought,
]

testTable(manifests, [
  named('a new name for what is locked at that version', '^1.2.3', locked('1.2.3'), ''),
  named('the same with another version', '^1.2.4', locked('1.2.3'), 'dependency?'),
  named('the same with whatever version', '*', locked('1.2.3'), 'dependency?'),
  named('the same for another package by that name', '^1.2.3', locked('1.2.3', { name: 'd' }), 'dependency?'),
  named('the same for a link', '^1.2.3', locked('1.2.3', { link: true }), 'dependency?'),
  [
    'a new name that only the head has locked',
    { 'package.json': json(dependencies({})), 'package-lock.json': json({ packages: {} }) },
    { 'package.json': json(dependencies({ c: '^1.2.3' })), 'package-lock.json': locked('1.2.3') },
    'dependency?',
  ],
  pointer(
    'an entry point that was gone names what is there',
    { main: './lib/old.js' },
    { main: './lib/new.js' },
    '',
  ),
  pointer('an entry point names another', { main: './lib/other.js' }, { main: './lib/new.js' }, 'manifest?'),
  pointer(
    'an entry point that was gone names what is not there either',
    { main: 'old.js' },
    { main: 'more.js' },
    'manifest?',
  ),
  pointer(
    'a script starts what is there where it started what was gone',
    scripts({ a: 'node old.js -x' }),
    scripts({ a: 'node lib/new.js -x' }),
    '',
  ),
  pointer(
    'and does something else besides',
    scripts({ a: 'node old.js' }),
    scripts({ a: 'node lib/new.js -e 1' }),
    'manifest?',
  ),
  pointer(
    'a script at install is never that',
    scripts({ install: 'node old.js' }),
    scripts({ install: 'node lib/new.js' }),
    'manifest?',
  ),
])
