import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RED_TESTS, type RedTests, TYPE_ERRORS } from '../../src/improvers/repair.ts'
import { broken, told, wholeTree } from './wholeTree.ts'

const APP = { name: 'app', private: true, dependencies: { left: '^1.0.0' } }
const lock = (packages: object) => ({ lockfileVersion: 3, packages })
const LOCK = lock({
  '': { name: 'app', dependencies: { left: '^1.0.0' } },
  'node_modules/left': { version: '1.2.3' },
  'node_modules/lucky': { version: '4.5.6' },
})

describe('a package that nobody declares', () => {
  it('is told at its first import, as an error where the lock file does not know it and as luck where it does', () => {
    const files = {
      'package.json': APP,
      'package-lock.json': LOCK,
      'src/a.js': "import left from 'left'\nimport gone from 'gone/sub'\n",
      'src/b.js': "export { x } from 'lucky'\n",
      'src/c.cjs': "const lucky = require('lucky').thing\n",
    }
    assert.deepEqual(told(files), [
      'error undeclared-dependency src/a.js: gone is imported here and package.json does not name it, and package-lock.json has no such package',
      'warning undeclared-dependency src/b.js: lucky is imported here and 1 more file and package.json does not name it; it is only there since another dependency brings it (package-lock.json)',
    ])
  })

  it('is an error where pnpm keeps it apart, unless it is told not to', () => {
    const pnpm =
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      left:\n        specifier: ^1.0.0\n        version: 1.2.3\n\npackages:\n\n  lucky@4.5.6:\n    resolution: {integrity: x}\n"
    const files = { 'package.json': APP, 'pnpm-lock.yaml': pnpm, 'src/a.js': "import 'lucky'\n" }
    assert.match(
      told(files).join('\n'),
      /^error undeclared-dependency .* pnpm keeps it apart for the dependencies that bring it/,
    )
    assert.match(
      told({ ...files, '.npmrc': 'shamefully-hoist=true\n' }).join('\n'),
      /^warning undeclared-dependency/,
    )
  })

  const innocent: [string, Record<string, unknown>][] = [
    [
      'builtins',
      {
        'src/a.ts':
          "import 'node:fs'\nimport fs from 'fs/promises'\nimport 'bun:test'\nimport 'https://x.org/y.js'\n",
      },
    ],
    ['the package itself', { 'src/a.ts': "import 'app/sub'\n" }],
    ['imports of the package', { 'src/a.ts': "import '#internal'\n" }],
    [
      'paths of a tsconfig',
      {
        'tsconfig.json':
          '{ // why\n "compilerOptions": { "paths": { "lib/*": ["./src/*"], "~": ["./src/a.ts"] } } }',
        'src/a.ts': "import 'lib/x'\nimport '~/x'\n",
      },
    ],
    [
      'what stands below baseUrl',
      {
        'tsconfig.json': { compilerOptions: { baseUrl: './src' } },
        'src/a.ts': "import 'shared/x'\n",
        'src/shared/x.ts': '',
      },
    ],
    [
      'types from @types',
      {
        'package.json': {
          ...APP,
          dependencies: {},
          devDependencies: { '@types/estree': '1', '@types/a__b': '1' },
        },
        'src/a.ts': "import type { N } from 'estree'\nimport { M } from '@a/b'\n",
      },
    ],
    ['a workspace', { 'packages/b/package.json': { name: '@app/b' }, 'src/a.ts': "import '@app/b/x'\n" }],
    [
      'what the manifest above declares',
      { 'packages/b/package.json': { name: '@app/b' }, 'packages/b/src/a.ts': "import 'left'\n" },
    ],
    [
      'an ambient module',
      {
        'src/env.d.ts': "declare module 'virtual-pages' { export default 1 }\n",
        'src/a.ts': "import 'virtual-pages'\n",
      },
    ],
    [
      'an alias of a bundler',
      {
        'vite.config.ts':
          "export default { resolve: { alias: { shared: './src' } } }\nconst a = { 'ours': 1 }\n",
        'src/a.ts': "import 'ours/x'\n",
      },
    ],
    [
      'an alias of a runner',
      {
        'package.json': { ...APP, jest: { moduleNameMapper: { ours: './x' } } },
        'src/a.ts': "import 'ours'\n",
      },
    ],
    [
      'what may be missing on purpose',
      {
        'src/a.js':
          "try { require('maybe') } catch {}\nif (x) require('other')\nconst f = () => require('lazy')\nawait import('late')\n",
      },
    ],
    ['what only shows something', { 'examples/a.js': "import 'express'\n", 'docs/b.js': "import 'vue'\n" }],
    ['text', { 'src/a.js': "const s = \"import 'nothing'\"\n// import 'nothing'\n" }],
    [
      'a peer',
      {
        'package.json': { ...APP, peerDependencies: { react: '*' } },
        'src/a.js': "import 'react/jsx-runtime'\n",
      },
    ],
  ]
  for (const [what, files] of innocent)
    it(`is none of: ${what}`, () => {
      const base = { 'package.json': APP, 'package-lock.json': LOCK }
      const found = told({ ...base, ...files }).filter(one => one.includes('undeclared'))
      assert.deepEqual(found, [])
    })
})

describe('a package that only developers install', () => {
  const files = (manifest: object) => ({
    'package.json': {
      name: 'lib',
      version: '1.0.0',
      main: 'index.js',
      devDependencies: { chalk: '^5.0.0' },
      ...manifest,
    },
    '.npmrc': 'package-lock=false\n',
    'index.js': "require('./lib/colour')\n",
    'lib/colour.js': "const chalk = require('chalk')\n",
    'test/a.js': "require('chalk')\n",
  })

  it('is told where what is published cannot be loaded without it', () => {
    assert.deepEqual(told(files({})), [
      'error dev-dependency-shipped lib/colour.js: chalk is imported here, which package.json ships, and is only one of its devDependencies',
    ])
  })

  it('is none where nothing is published, it is a peer too, or the entry point is built', () => {
    assert.deepEqual(told(files({ private: true })), [])
    assert.deepEqual(told(files({ peerDependencies: { chalk: '*' } })), [])
    assert.deepEqual(told(files({ main: 'dist/index.js', scripts: { build: 'tsc' } })), [])
  })
})

describe('a lock file', () => {
  it('is missing where something is installed and nobody says that there shall be none', () => {
    assert.deepEqual(told({ 'package.json': APP }), [
      'warning missing-lock-file package.json: there is no lock file, so each install may bring other versions',
    ])
    assert.deepEqual(told({ 'package.json': APP, '.github/workflows/ci.yml': 'run: npm ci\n' }), [
      'error missing-lock-file package.json: there is no lock file, and .github/workflows/ci.yml installs from one',
    ])
    for (const more of [
      { '.npmrc': 'package-lock = false\n' },
      { '.gitignore': 'node_modules/\n*.lock\npackage-lock.json\n' },
      { 'yarn.lock': '# yarn lockfile v1\n\nleft@^1.0.0:\n  version "1.2.3"\n' },
      { 'package.json': { name: 'app' } },
    ])
      assert.deepEqual(told({ 'package.json': APP, ...more }), [])
  })

  const stale = (
    locked: Record<string, unknown>,
    dependencies: object = { left: '^1.0.0', right: '^2.0.0' },
  ) => told({ 'package.json': { ...APP, dependencies }, ...locked })

  it('is stale where a name is missing in it or the locked version does not do, whatever the package manager', () => {
    const none = [
      'error stale-lock-file package.json: dependencies asks for right@^2.0.0, and LOCK has it not',
    ]
    const as = (name: string) => none.map(one => one.replace('LOCK', name))
    assert.deepEqual(stale({ 'package-lock.json': LOCK }), as('package-lock.json'))
    assert.deepEqual(
      stale({ 'yarn.lock': '# yarn lockfile v1\n\nleft@^1.0.0, left@^1.1.0:\n  version "1.2.3"\n' }),
      as('yarn.lock'),
    )
    assert.deepEqual(
      stale({
        'pnpm-lock.yaml':
          "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      left:\n        specifier: ^1.0.0\n        version: 1.2.3\n",
      }),
      as('pnpm-lock.yaml'),
    )
    assert.deepEqual(
      stale({
        'bun.lock':
          '{ "workspaces": { "": { "dependencies": { "left": "^1.0.0", }, }, }, "packages": { "left": ["left@1.2.3", ""], }, }',
      }),
      as('bun.lock'),
    )
    assert.deepEqual(stale({ 'package-lock.json': LOCK }, { left: '^2.0.0' }), [
      'error stale-lock-file package.json: dependencies asks for left@^2.0.0, and package-lock.json was made for ^1.0.0',
    ])
  })

  it('is none where the locked version still does, or a range is of another kind', () => {
    for (const range of [
      '^1.2.0',
      '~1.2.0',
      '1.2.3',
      '>=1',
      '1.x',
      'latest',
      'npm:other@1',
      'file:../left',
      'github:a/b',
    ])
      assert.deepEqual(stale({ 'package-lock.json': LOCK }, { left: range }), [], range)
  })
})

describe('a key that leads nowhere', () => {
  const base = { 'package-lock.json': lock({}) }

  it('of a package.json is told where nothing makes the file', () => {
    const manifest = {
      name: 'lib',
      main: './lib/gone',
      bin: { lib: 'bin/here.js' },
      exports: { '.': { import: './gone.mjs', default: './index.js' }, './x/*': './nowhere/*.js' },
      files: ['lib', 'notes', '!lib/x'],
      scripts: {
        a: 'node tools/gone.js --x',
        b: 'NODE_ENV=x node ./tools/here.js && sh run.sh',
        c: 'cd x && node y.js',
      },
    }
    const files = {
      ...base,
      'package.json': manifest,
      'index.js': '',
      'lib/a.js': '',
      'bin/here.js': '',
      'tools/here.js': '',
    }
    assert.deepEqual(told(files), [
      'error dead-key package.json: main names ./lib/gone, which is not there',
      'error dead-key package.json: exports names ./gone.mjs, which is not there',
      'error dead-key package.json: exports names ./nowhere/*.js, which is not there',
      'error dead-script package.json: scripts.a names tools/gone.js, which is not there',
      'error dead-script package.json: scripts.b names run.sh, which is not there',
      'warning dead-key package.json: files names notes, which is not there',
    ])
    // A build may make what it points to, and what is left out is made by something.
    const built = { ...manifest, scripts: { build: 'tsc' } }
    assert.deepEqual(told({ ...files, 'package.json': built }), [])
    const movedTo = (to: string) => ({ movedTo: new Map([['lib/gone.js', to]]) })
    assert.deepEqual(told({ ...files, 'package.json': built }, movedTo('src/gone.ts')), [])
    assert.deepEqual(told({ ...files, 'package.json': built }, movedTo('lib/a.js')), [
      'error dead-key package.json: main names ./lib/gone, which is not there; history has it as lib/a.js now',
    ])
    assert.deepEqual(
      told({ ...files, '.gitignore': '/lib/gone.js\n*.mjs\nnowhere\nnotes/\n/tools/gone.js\nrun.sh\n' }),
      [],
    )
  })

  it('of a tsconfig is told, but for what tools write and patterns that match nothing yet', () => {
    const tsconfig = `{
      "extends": "./gone.json", // a comment
      "files": ["src/index.ts", "src/gone.ts"],
      "include": ["src", "test", "**/*.tsx", "next-env.d.ts", ".next/types/**/*.ts", "scripts/**/*"],
      "references": [{ "path": "./packages/gone" }, { "path": "./packages/a" }],
      "compilerOptions": { "paths": { "@/*": ["./src/*"], "old/*": ["./old/*"], "two": ["./x", "./y"] } },
    }`
    const files = {
      ...base,
      'package.json': { name: 'a' },
      'tsconfig.json': tsconfig,
      'src/index.ts': '',
      'packages/a/tsconfig.json': '{}',
    }
    assert.deepEqual(told(files), [
      'error dead-key tsconfig.json: extends names ./gone.json, which is not there',
      'error dead-key tsconfig.json: files names src/gone.ts, which is not there',
      'error dead-key tsconfig.json: references names ./packages/gone, which is not there',
      'warning dead-key tsconfig.json: include names test, which is not there',
      'warning dead-key tsconfig.json: include names scripts/**/*, which is not there',
      'warning dead-key tsconfig.json: old/* names ./old/*, which is not there',
    ])
  })
})

describe('what was seen by running', () => {
  const files = {
    'package.json': { name: 'app' },
    'src/a.ts': 'const x = 1\nfoo()\n',
    'test/a.test.js': "test('one', () => {})\ntest('two', () => {})\n",
  }
  const red: RedTests = {
    command: 'npm run test',
    isolated: true,
    red: ['test/a.test.js > group > two'],
    flaky: ['odd'],
    unnamed: null,
  }
  const error = {
    path: 'src/a.ts',
    start: 12,
    end: 15,
    code: 2304,
    message: "Cannot find name 'foo'.",
    mend: null,
  }

  it('comes first: red tests, then type errors, each at its place; and what is not sure comes last', () => {
    const all = broken(wholeTree({ ...files, 'src/b.ts': "import 'gone'\n" }), [
      { kind: TYPE_ERRORS, data: [error] },
      { kind: RED_TESTS, data: red },
    ])
    assert.deepEqual(
      all.map(({ level, rewrite, path, facts }) => `${level} ${rewrite} ${path} ${facts[0]!.from.start}`),
      [
        'error red-test test/a.test.js 28',
        'error type-error src/a.ts 12',
        'error undeclared-dependency src/b.ts 7',
        'warning flaky-test package.json 0',
      ],
    )
    assert.equal(new Set(all.map(({ fingerprint }) => fingerprint)).size, all.length)
    assert.ok(all.every(({ title }) => title.length <= 60))
  })

  it('keeps no edit of a test, whatever the compiler offers', () => {
    const at = (path: string) => ({
      ...error,
      path,
      mend: { title: 'Change it', fixes: [{ path, start: 0, end: 1, text: 'y' }] },
    })
    const all = broken(wholeTree(files), [
      { kind: TYPE_ERRORS, data: [at('src/a.ts'), at('test/a.test.js')] },
    ])
    assert.deepEqual(
      all.map(({ path, data }) => [path, Boolean(data.fixes)]),
      [
        ['src/a.ts', true],
        ['test/a.test.js', false],
      ],
    )
  })

  it('is told of the paths alone that were asked about', () => {
    const tree = wholeTree(files, { isWanted: path => path.startsWith('test') })
    const all = broken(tree, [
      { kind: TYPE_ERRORS, data: [error] },
      { kind: RED_TESTS, data: red },
    ])
    assert.deepEqual(
      all.map(({ path }) => path),
      ['test/a.test.js'],
    )
  })
})
