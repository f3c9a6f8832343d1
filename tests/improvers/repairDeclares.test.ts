import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mended, told } from './wholeTree.ts'

const manifest = (more: object = {}) => ({
  name: 'app',
  private: true,
  dependencies: { left: '^1.0.0', zeta: '^2.0.0' },
  ...more,
})
const npm = (lucky: object, root: object = { dependencies: { left: '^1.0.0', zeta: '^2.0.0' } }) => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'app', ...root },
    'node_modules/left': { version: '1.2.3' },
    'node_modules/lucky': { version: '4.5.6', ...lucky },
    'node_modules/brought': { version: '1.0.0', dev: true, license: 'MIT' },
    'node_modules/zeta': { version: '2.0.0' },
  },
})
const SOURCE = { 'src/a.js': "import 'left'\nimport 'lucky'\n" }
const json = (text: string | undefined) => JSON.parse(text ?? 'null')

describe('an undeclared package is declared', () => {
  it('in its order, with the range that its neighbours have, and in the lock file alike', () => {
    const files = mended({ 'package.json': manifest(), 'package-lock.json': npm({}), ...SOURCE })
    assert.equal(
      files['package.json'],
      `${JSON.stringify(manifest({ dependencies: { left: '^1.0.0', lucky: '^4.5.6', zeta: '^2.0.0' } }), null, 2)}\n`,
    )
    const { packages } = json(files['package-lock.json'])
    assert.deepEqual(
      packages,
      npm({}, { dependencies: { left: '^1.0.0', lucky: '^4.5.6', zeta: '^2.0.0' } }).packages,
    )
  })

  it('and what only developers had is needed by everybody then', () => {
    const files = mended({
      'package.json': manifest(),
      'package-lock.json': npm({ dev: true, dependencies: { brought: '*' } }),
      ...SOURCE,
    })
    const { packages } = json(files['package-lock.json'])
    assert.deepEqual(packages['node_modules/lucky'], { version: '4.5.6', dependencies: { brought: '*' } })
    assert.deepEqual(packages['node_modules/brought'], { version: '1.0.0', license: 'MIT' })
  })

  it('for developers where only tests and tools import it', () => {
    const files = mended({
      'package.json': manifest({ devDependencies: { tool: '1.0.0' } }),
      'package-lock.json': npm({ dev: true }, { dependencies: {}, devDependencies: { tool: '1.0.0' } }),
      'test/a.test.js': "import 'lucky'\n",
      'vite.config.js': "import 'lucky'\n",
    })
    assert.deepEqual(json(files['package.json']).devDependencies, { lucky: '4.5.6', tool: '1.0.0' })
    assert.equal(json(files['package-lock.json']).packages['node_modules/lucky'].dev, true)
  })

  it('into a section that was not there, in the layout of the file', () => {
    const files = mended({
      'package.json': '{\n\t"name": "app",\n\t"private": true\n}\n',
      '.npmrc': 'save-prefix=~\n',
      'package-lock.json': npm({}, {}),
      'src/a.js': "import 'lucky'\n",
    })
    assert.equal(
      files['package.json'],
      '{\n\t"name": "app",\n\t"private": true,\n\t"dependencies": {\n\t\t"lucky": "~4.5.6"\n\t}\n}\n',
    )
    assert.deepEqual(json(files['package-lock.json']).packages[''].dependencies, { lucky: '~4.5.6' })
  })

  it('by what is installed where the repository keeps no lock file, and not where one is not read', () => {
    const files = { 'package.json': manifest(), '.npmrc': 'package-lock=false\n', ...SOURCE }
    const installed = (name: string) => (name === 'lucky' ? '7.0.1' : null)
    assert.deepEqual(json(mended(files, { installed })['package.json']).dependencies, {
      left: '^1.0.0',
      lucky: '^7.0.1',
      zeta: '^2.0.0',
    })
    assert.deepEqual(mended({ ...files, 'bun.lockb': 'x' }, { installed }), {})
    assert.deepEqual(mended(files), {}, 'its version is not known')
  })

  it("in yarn's lock file, of both formats", () => {
    const one =
      '# yarn lockfile v1\n\n\nleft@^1.0.0:\n  version "1.2.3"\n\nlucky@^4.0.0, lucky@~4.5.0:\n  version "4.5.6"\n\nzeta@^2.0.0:\n  version "2.0.0"\n'
    assert.equal(
      mended({ 'package.json': manifest(), 'yarn.lock': one, ...SOURCE })['yarn.lock'],
      one.replace('lucky@^4.0.0, ', 'lucky@^4.0.0, lucky@^4.5.6, '),
    )
    const two = `__metadata:\n  version: 8\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n  dependencies:\n    left: "npm:^1.0.0"\n    zeta: "npm:^2.0.0"\n  languageName: unknown\n\n"left@npm:^1.0.0":\n  version: 1.2.3\n\n"lucky@npm:^4.0.0":\n  version: 4.5.6\n\n"zeta@npm:^2.0.0":\n  version: 2.0.0\n`
    assert.equal(
      mended({ 'package.json': manifest(), 'yarn.lock': two, ...SOURCE })['yarn.lock'],
      two
        .replace('"lucky@npm:^4.0.0"', '"lucky@npm:^4.0.0, lucky@npm:^4.5.6"')
        .replace('    zeta:', '    lucky: "npm:^4.5.6"\n    zeta:'),
    )
  })

  it("in bun's lock file, which has commas at the end", () => {
    const lock =
      '{\n  "workspaces": {\n    "": {\n      "name": "app",\n      "dependencies": {\n        "left": "^1.0.0",\n        "zeta": "^2.0.0",\n      },\n    },\n  },\n  "packages": {\n    "left": ["left@1.2.3", ""],\n    "lucky": ["lucky@4.5.6", ""],\n    "zeta": ["zeta@2.0.0", ""],\n  },\n}\n'
    assert.equal(
      mended({ 'package.json': manifest(), 'bun.lock': lock, ...SOURCE })['bun.lock'],
      lock.replace('        "zeta"', '        "lucky": "^4.5.6",\n        "zeta"'),
    )
  })

  it('not where it takes judgement', () => {
    const unclear: [string, Record<string, unknown>][] = [
      [
        'imports of the program stand in two sections',
        { 'package.json': manifest({ devDependencies: { tool: '^1.0.0' } }), 'src/b.js': "import 'tool'\n" },
      ],
      ['only its types are used', { 'src/a.js': '', 'src/a.ts': "import type { T } from 'lucky'\n" }],
      ['npm would have to say who needs it', { 'package-lock.json': npm({ optional: true }) }],
      [
        'the older lock file says all of it twice',
        { 'package-lock.json': { ...npm({ dev: true }), lockfileVersion: 2 } },
      ],
      [
        'pnpm has to write its lock file',
        {
          'package-lock.json': undefined,
          'pnpm-lock.yaml':
            "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      left:\n        specifier: ^1.0.0\n        version: 1.2.3\n      zeta:\n        specifier: ^2.0.0\n        version: 2.0.0\n\npackages:\n\n  lucky@4.5.6:\n    resolution: {integrity: x}\n",
        },
      ],
    ]
    for (const [why, more] of unclear) {
      const files = Object.fromEntries(
        Object.entries({
          'package.json': manifest(),
          'package-lock.json': npm({}),
          ...SOURCE,
          ...more,
        }).filter(([, is]) => is !== undefined),
      )
      assert.deepEqual(mended(files), {}, why)
      assert.match(told(files).join('\n'), /undeclared-dependency/, why)
    }
  })
})

describe('a pointer to what was renamed is mended', () => {
  it('as it was written, for a file, a folder and a name without its ending', () => {
    const files = {
      'package-lock.json': { lockfileVersion: 3, packages: {} },
      'package.json': {
        name: 'lib',
        main: './lib/old',
        bin: './bin/old.js',
        scripts: { go: 'node tools/old.js --x' },
      },
      'tsconfig.json': '{ "include": ["src", "spec/**/*.ts"] }\n',
      'lib/new.js': '',
      'bin/new.js': '',
      'tools/new.js': '',
      'test/a.ts': '',
      'src/a.ts': '',
    }
    const movedTo = new Map([
      ['lib/old.js', 'lib/new.js'],
      ['bin/old.js', 'bin/new.js'],
      ['tools/old.js', 'tools/new.js'],
      ['spec', 'test'],
    ])
    const after = mended(files, { movedTo })
    assert.deepEqual(json(after['package.json']), {
      name: 'lib',
      main: './lib/new',
      bin: './bin/new.js',
      scripts: { go: 'node tools/new.js --x' },
    })
    assert.equal(after['tsconfig.json'], '{ "include": ["src", "test/**/*.ts"] }\n')
    assert.deepEqual(mended(files), {}, 'nobody knows where it went')
    assert.deepEqual(mended(files, { movedTo: new Map([['lib/old.js', null]]) }), {}, 'it was removed')
  })
})
