import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockfiles } from '../../../src/checks/security/dependencies/lockfiles.ts'
import { type Case, scanTrees, testTable } from './scan.ts'

type Entry = { [key: string]: unknown }
const NPM = 'https://registry.npmjs.org'
const sha = (letter: string) => `sha512-${letter.repeat(86)}==`
const entry = (name: string, version = '1.0.0', more: Entry = {}): Entry => ({
  version,
  resolved: `${NPM}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`,
  integrity: sha('a'),
  ...more,
})
const lock = (packages: { [name: string]: Entry }) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries([
      ['', { name: 'root', version: '1.0.0' }],
      ...Object.entries(packages).map(([name, one]) => [`node_modules/${name}`, one]),
    ]),
  })
const A = entry('a')
const npm = (name: string, packages: { [name: string]: Entry }, brought: string): Case => [
  `npm: ${name}`,
  { 'package-lock.json': lock({ a: A }) },
  { 'package-lock.json': lock(packages) },
  brought,
]

const classic = (name: string, url: string, integrity = sha('a')) =>
  `# yarn lockfile v1\n\n\n${name}@^1.0.0:\n  version "1.0.0"\n  resolved "${url}"\n  integrity ${integrity}\n`
const YARN = 'https://registry.yarnpkg.com'
const berry = (key: string, resolution: string) =>
  `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n"${key}":\n  version: 1.0.0\n  resolution: "${resolution}"\n  checksum: 10c0/${'a'.repeat(64)}\n  languageName: node\n  linkType: hard\n`
const FIRST = classic('a', `${YARN}/a/-/a-1.0.0.tgz#abc`)

testTable(lockfiles, [
  npm('another layout of node_modules', { 'b/node_modules/a': A }, ''),
  npm('one less', {}, ''),
  npm('a new package', { a: A, '@x/b': entry('@x/b') }, 'dependency?'),
  npm('another version', { a: entry('a', '1.0.1', { integrity: sha('b') }) }, 'dependency?'),
  npm(
    'another host',
    { a: entry('a', '1.0.0', { resolved: 'https://evil.example/a/-/a-1.0.0.tgz' }) },
    'lock-elsewhere',
  ),
  npm(
    'the registry by its other name',
    { a: entry('a', '1.0.0', { resolved: 'https://registry.yarnpkg.com/a/-/a-1.0.0.tgz' }) },
    '',
  ),
  npm(
    'a host that only looks like it',
    { a: entry('a', '1.0.0', { resolved: 'https://registry.npmjs.org.evil.example/a/-/a-1.0.0.tgz' }) },
    'lock-elsewhere',
  ),
  npm(
    'a name before the host',
    { a: entry('a', '1.0.0', { resolved: 'https://registry.npmjs.org@evil.example/a.tgz' }) },
    'lock-elsewhere',
  ),
  npm(
    'not by https',
    { a: entry('a', '1.0.0', { resolved: 'http://registry.npmjs.org/a/-/a-1.0.0.tgz' }) },
    'lock-elsewhere',
  ),
  npm(
    "another package's address",
    { a: entry('a', '1.0.0', { resolved: `${NPM}/b/-/b-1.0.0.tgz` }) },
    'lock-elsewhere',
  ),
  npm('an alias says so', { a: A, c: entry('b', '1.0.0', { name: 'b' }) }, 'dependency?'),
  npm(
    'another integrity for the same version',
    { a: entry('a', '1.0.0', { integrity: sha('b') }) },
    'lock-elsewhere',
  ),
  npm(
    'no integrity where there was one',
    { a: entry('a', '1.0.0', { integrity: undefined }) },
    'lock-elsewhere',
  ),
  npm(
    'no integrity where all have one',
    { a: A, b: entry('b', '1.0.0', { integrity: undefined }) },
    'dependency? lock-elsewhere',
  ),
  npm(
    'from git',
    { a: A, b: { version: '1.0.0', resolved: 'git+ssh://git@github.com/x/b.git#abc' } },
    'dependency? lock-elsewhere',
  ),
  npm(
    'a script at install',
    { a: A, b: entry('b', '1.0.0', { hasInstallScript: true }) },
    'dependency? lock-told?',
  ),
  npm(
    'inside of its parent',
    { a: A, 'a/node_modules/b': { version: '1.0.0', inBundle: true } },
    'dependency?',
  ),
  npm('a folder of the workspace', { a: A, b: { resolved: 'packages/b', link: true } }, ''),
  [
    'npm: the list that older ones read',
    { 'package-lock.json': lock({ a: A }) },
    {
      'package-lock.json': lock({ a: A }).replace(
        /}$/,
        `,"dependencies":{"a":${JSON.stringify({ ...A, resolved: 'https://evil.example/a.tgz' })}}}`,
      ),
    },
    'lock-elsewhere',
  ],
  [
    'npm: from git, as a changed manifest says',
    { 'package-lock.json': lock({ a: A }), 'package.json': '{}' },
    {
      'package-lock.json': lock({
        a: A,
        b: { version: '1.0.0', resolved: 'git+ssh://git@github.com/x/b.git#abc' },
      }),
      'package.json': '{"dependencies":{"b":"github:x/b"}}',
    },
    'dependency? lock-told?',
  ],
  [
    'npm: from a registry that a changed configuration names',
    { 'package-lock.json': lock({ a: A }), '.npmrc': '' },
    {
      'package-lock.json': lock({
        a: A,
        '@x/b': entry('@x/b', '1.0.0', { resolved: 'https://npm.x.example/@x/b/-/b-1.0.0.tgz' }),
      }),
      '.npmrc': '@x:registry=https://npm.x.example/\n',
    },
    'dependency? lock-told?',
  ],
  [
    'yarn: from GitHub, as a changed manifest says',
    { 'yarn.lock': FIRST, 'package.json': '{}' },
    {
      'yarn.lock': `${FIRST}\n"b@github:x/b":\n  version "1.0.0"\n  resolved "https://codeload.github.com/x/b/tar.gz/abc"\n`,
      'package.json': '{"dependencies":{"b":"github:x/b"}}',
    },
    'dependency? lock-told?',
  ],
  [
    'npm: the homepage of a manifest allows nothing',
    { 'package-lock.json': lock({ a: A }), 'package.json': '{}' },
    {
      'package-lock.json': lock({ a: entry('a', '1.0.0', { resolved: 'https://evil.example/a.tgz' }) }),
      'package.json': '{"homepage":"https://evil.example/"}',
    },
    'lock-elsewhere',
  ],
  ['npm: a first lock file', {}, { 'package-lock.json': lock({ a: A }) }, 'dependency?'],
  ['npm: a lock file that is gone', { 'package-lock.json': lock({ a: A }) }, {}, 'lock-told?'],
  [
    'npm: what is no lock file',
    { 'package-lock.json': lock({ a: A }) },
    { 'package-lock.json': '{' },
    'unread?',
  ],
])

const yarn = (name: string, before: string, after: string, brought: string): Case => [
  `yarn: ${name}`,
  { 'yarn.lock': before },
  { 'yarn.lock': after },
  brought,
]
const BERRY = berry('a@npm:^1.0.0', 'a@npm:1.0.0')

testTable(lockfiles, [
  yarn('another host', FIRST, classic('a', 'https://evil.example/a.tgz#abc'), 'lock-elsewhere'),
  yarn("another package's address", FIRST, classic('a', `${YARN}/b/-/b-1.0.0.tgz#abc`), 'lock-elsewhere'),
  yarn('a comment', FIRST, `# more\n${FIRST}`, ''),
  yarn('another integrity', FIRST, classic('a', `${YARN}/a/-/a-1.0.0.tgz#abc`, sha('b')), 'lock-elsewhere'),
  yarn(
    'an alias',
    FIRST,
    `${FIRST}\n"c@npm:b@^1.0.0":\n  version "1.0.0"\n  resolved "${YARN}/b/-/b-1.0.0.tgz#abc"\n  integrity ${sha('a')}\n`,
    'dependency?',
  ),
  yarn(
    'of version 4: another version',
    BERRY,
    BERRY.replaceAll('1.0.0', '1.0.1').replace('^1.0.1', '^1.0.0'),
    'dependency?',
  ),
  yarn(
    'of version 4: another package',
    BERRY,
    berry('a@npm:^1.0.0', 'evil@npm:1.0.0'),
    'dependency? lock-elsewhere',
  ),
  yarn(
    'of version 4: an alias',
    BERRY,
    BERRY + berry('c@npm:b@^1.0.0', 'b@npm:1.0.0').replace(/^__meta[^"]*/, '\n'),
    'dependency?',
  ),
  yarn(
    'of version 4: another archive',
    BERRY,
    berry('a@npm:^1.0.0', 'a@npm:1.0.0::__archiveUrl=https%3A%2F%2Fevil.example%2Fa.tgz'),
    'lock-elsewhere',
  ),
  yarn(
    'of version 4: a folder of the workspace',
    BERRY,
    BERRY + berry('b@workspace:b', 'b@workspace:b').replace(/^__meta[^"]*/, '\n'),
    '',
  ),
])

const pnpm = (more: string) =>
  `lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: ${sha('a')}}\n${more}`
testTable(lockfiles, [
  [
    'pnpm: a new package',
    { 'pnpm-lock.yaml': pnpm('') },
    { 'pnpm-lock.yaml': pnpm(`  b@1.0.0:\n    resolution: {integrity: ${sha('b')}}\n`) },
    'dependency?',
  ],
  [
    'pnpm: from elsewhere',
    { 'pnpm-lock.yaml': pnpm('') },
    {
      'pnpm-lock.yaml': pnpm(
        `  b@1.0.0:\n    resolution: {integrity: ${sha('b')}, tarball: 'https://evil.example/b.tgz'}\n`,
      ),
    },
    'dependency? lock-elsewhere',
  ],
  [
    'pnpm: no integrity',
    { 'pnpm-lock.yaml': pnpm('') },
    { 'pnpm-lock.yaml': pnpm('  b@1.0.0:\n    resolution: {}\n') },
    'dependency? lock-elsewhere',
  ],
  [
    'pnpm: another integrity',
    { 'pnpm-lock.yaml': pnpm('') },
    { 'pnpm-lock.yaml': pnpm('').replace(sha('a'), sha('b')) },
    'lock-elsewhere',
  ],
  ['pnpm: in other words', { 'pnpm-lock.yaml': pnpm('') }, { 'pnpm-lock.yaml': `# more\n${pnpm('')}` }, ''],
  ['pnpm: what is no YAML', { 'pnpm-lock.yaml': pnpm('') }, { 'pnpm-lock.yaml': '{' }, 'unread?'],
])

test('lockfile-lint: says what to install where it is missing, and only where a lock file changed', async () => {
  const missing = await scanTrees(lockfiles, {}, { 'yarn.lock': FIRST }, async () => null)
  assert.ok('notRun' in missing && /npm install --save-dev lockfile-lint-api/.test(missing.notRun))
  assert.deepEqual(await scanTrees(lockfiles, {}, { 'a.ts': '' }, async () => null), { looked: 0, found: [] })
})
