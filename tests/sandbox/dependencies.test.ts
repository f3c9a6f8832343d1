import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { findDependencies, readableOf } from '../../src/sandbox/dependencies.ts'
import { linkDependencies } from '../../src/sandbox/linkDependencies.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { type Files, writeFiles } from '../checks/candidate.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIMITS } from './limits.ts'

/** A work tree with its dependencies and an exported tree of it, whose own files say `exported`. */
function workspace(installed: Files, own: Files, links: Record<string, string> = {}) {
  const root = realpathSync(tempDir())
  const [workTree, exported] = [join(root, 'repo'), join(root, 'exported')]
  writeFiles(workTree, { ...own, ...installed })
  writeFiles(exported, own)
  for (const path of Object.keys(own).filter(path => path.endsWith('.js')))
    writeFiles(workTree, { [path]: "module.exports = 'of the user'" })
  for (const [at, to] of Object.entries(links)) {
    mkdirSync(dirname(join(workTree, at)), { recursive: true })
    symlinkSync(to.replace('<repo>', workTree), join(workTree, at))
  }
  return { workTree, exported }
}

const KINDS = ['required', 'none'] as const
for (const wanted of KINDS) {
  const skip =
    wanted === 'required' && !findBubblewrap()
      ? 'bubblewrap is not installed (apt-get install bubblewrap)'
      : false
  const run = async (trees: { workTree: string; exported: string }, code: string, cwd = '') => {
    const mounts = findDependencies(trees.workTree, trees.exported)
    linkDependencies(mounts, trees.workTree, trees.exported)
    const sandbox = await openSandbox(wanted)
    const result = await sandbox.run(['node', '-p', code], {
      ...LIMITS,
      cwd: join(trees.exported, cwd),
      writable: [trees.exported],
      readable: readableOf(mounts),
      mounts: [{ source: trees.exported, target: trees.workTree }],
    })
    return result.stdout.trim() || result.stderr
  }
  const pkg = (name: string) => JSON.stringify({ name, main: 'index.js' })

  test(`${wanted}: plain packages, scopes and what they depend on`, { skip }, async () => {
    const trees = workspace(
      {
        'node_modules/a/index.js': "module.exports = 'a+' + require('@s/b')",
        'node_modules/@s/b/index.js': "module.exports = 'b'",
      },
      { 'package.json': pkg('top'), 'index.js': "module.exports = 'exported'" },
    )
    assert.equal(await run(trees, "require('a')"), 'a+b')
  })

  test(`${wanted}: a package of the workspace is the exported one, from everywhere`, { skip }, async () => {
    for (const to of ['../../packages/p', '<repo>/packages/p']) {
      const trees = workspace(
        { 'node_modules/ext/index.js': "module.exports = require('@s/p')" },
        {
          'package.json': pkg('top'),
          'packages/p/package.json': pkg('@s/p'),
          'packages/p/index.js': "module.exports = 'exported'",
        },
        { 'node_modules/@s/p': to },
      )
      assert.equal(await run(trees, "require('@s/p')"), 'exported')
      // Without walls a dependency's own link can't be covered; in the sandbox it is.
      if (wanted === 'required') assert.equal(await run(trees, "require('ext')"), 'exported')
    }
  })

  test(`${wanted}: dependencies of a nested package, and pnpm's layout`, { skip }, async () => {
    const trees = workspace(
      {
        'node_modules/.pnpm/x@1/node_modules/x/index.js': "module.exports = 'x+' + require('y')",
        'node_modules/.pnpm/y@1/node_modules/y/index.js': "module.exports = 'y'",
      },
      {
        'package.json': pkg('top'),
        'packages/p/package.json': pkg('p'),
        'packages/p/index.js': "module.exports = 'exported'",
      },
      {
        'node_modules/.pnpm/x@1/node_modules/y': '../../y@1/node_modules/y',
        'packages/p/node_modules/x': '../../../node_modules/.pnpm/x@1/node_modules/x',
      },
    )
    assert.equal(await run(trees, "require('x')", 'packages/p'), 'x+y')
  })

  test(`${wanted}: commands of packages start, the workspace's own too`, { skip }, async () => {
    const trees = workspace(
      { 'node_modules/a/cli.js': "console.log('a')" },
      {
        'package.json': pkg('top'),
        'packages/p/package.json': pkg('p'),
        'packages/p/cli.js': "console.log('exported')",
      },
      {
        'node_modules/p': '../packages/p',
        'node_modules/.bin/a': '../a/cli.js',
        'node_modules/.bin/p': '../p/cli.js',
      },
    )
    const start = (name: string) =>
      `require('node:child_process').execFileSync('node', ['node_modules/.bin/${name}'], { encoding: 'utf8' })`
    assert.equal(await run(trees, start('a')), 'a')
    assert.equal(await run(trees, start('p')), 'exported')
  })

  test(`${wanted}: caches can be written and never reach the user's folder`, { skip }, async () => {
    const trees = workspace(
      { 'node_modules/a/index.js': '', 'node_modules/.cache/old': 'of the user' },
      { 'package.json': pkg('top') },
    )
    const write =
      "for (const d of ['.cache', '.vite/x', '.vitest']) { require('fs').mkdirSync('node_modules/' + d, { recursive: true }); require('fs').writeFileSync('node_modules/' + d + '/f', '') } 'written'"
    assert.equal(await run(trees, write), 'written')
    assert.deepEqual(readdirSync(join(trees.workTree, 'node_modules')).sort(), ['.cache', 'a'])
    assert.deepEqual(readdirSync(join(trees.workTree, 'node_modules/.cache')), ['old'])
  })
}

test('committed dependencies are left as they are, and a second look finds the same', () => {
  const committed = workspace(
    { 'node_modules/a/index.js': 'installed' },
    { 'package.json': '{}', 'node_modules/a/index.js': 'committed' },
  )
  assert.deepEqual(findDependencies(committed.workTree, committed.exported), [])
  const trees = workspace({ 'node_modules/a/index.js': '' }, { 'package.json': '{}' })
  const first = findDependencies(trees.workTree, trees.exported)
  linkDependencies(first, trees.workTree, trees.exported)
  assert.deepEqual(findDependencies(trees.workTree, trees.exported), first)
  linkDependencies(first, trees.workTree, trees.exported)
  assert.ok(existsSync(join(trees.exported, 'node_modules/a/index.js')))
  assert.equal(readFileSync(join(trees.workTree, 'package.json'), 'utf8'), '{}')
})

test('a link in the exported tree is never followed to look for dependencies', () => {
  const trees = workspace({ 'out/node_modules/a/index.js': '' }, { 'package.json': '{}' })
  symlinkSync(join(trees.workTree, 'out'), join(trees.exported, 'out'))
  assert.deepEqual(findDependencies(trees.workTree, trees.exported), [])
})
