import assert from 'node:assert/strict'
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { withCopy } from '../../src/checks/copyTree.ts'
import { findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { lendDependencies } from '../../src/sandbox/lendDependencies.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { installedPackages, moveLocations } from '../../src/sandbox/pnpLocations.ts'
import { type Files, writeFiles } from '../checks/candidate.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIMITS } from './limits.ts'
import { pnpRuntime } from './pnpRuntime.ts'

const LOCAL = '.yarn/cache/local-npm-1.0.0-0123456789-10c0.zip'
const SHARED = 'shared-npm-1.0.0-abcdef0123.zip'

/** A work tree that Yarn installed, with one package of each kind, and an exported tree of what is committed. */
function project(committed: Files = {}) {
  const root = realpathSync(tempDir())
  const [workTree, exported] = [join(root, 'some/where/repo'), join(root, 'exported')]
  const needs = Object.fromEntries(
    ['lib', 'unpacked', 'local', 'shared', 'twofold'].map(name => [name, `npm:${name}`]),
  )
  const runtime = pnpRuntime({
    top: { at: './', needs },
    lib: { at: './packages/lib/', needs: { local: 'npm:local' } },
    unpacked: {
      at: './.yarn/unplugged/unpacked-npm-1/node_modules/unpacked/',
      needs: { local: 'npm:local' },
    },
    local: { at: `./${LOCAL}/node_modules/local/` },
    shared: { at: `../../../store/berry/cache/${SHARED}/node_modules/shared/` },
    twofold: {
      at: `./.yarn/__virtual__/twofold-virtual-12/4/store/berry/cache/${SHARED}/node_modules/shared/`,
    },
  })
  const own = {
    'package.json': '{"name":"top"}',
    'packages/lib/package.json': '{"name":"lib"}',
    'packages/lib/index.js': "module.exports = 'lib of the exported tree and ' + require('local')",
    ...committed,
  }
  writeFiles(workTree, {
    ...own,
    'packages/lib/index.js': "module.exports = 'lib of the user'",
    '.pnp.cjs': runtime,
    '.pnp.loader.mjs': 'export {}\n',
    '.yarn/unplugged/unpacked-npm-1/node_modules/unpacked/index.js':
      "module.exports = 'unpacked+' + require('local')",
    [LOCAL]: "module.exports = 'local'",
    secret: 'of the user',
  })
  writeFiles(join(root, 'store/berry/cache'), { [SHARED]: "module.exports = 'shared'" })
  writeFiles(exported, own)
  return { root, workTree, exported, runtime }
}

const ASK = "['lib', 'unpacked', 'local', 'shared', 'twofold'].map(name => require(name)).join(', ')"
const ANSWER = 'lib of the exported tree and local, unpacked+local, local, shared, shared'

for (const wanted of ['required', 'none'] as const) {
  const skip =
    wanted === 'required' && !findBubblewrap()
      ? 'bubblewrap is not installed (apt-get install bubblewrap)'
      : false
  const run = async (tree: string, readable: string[], code: string) => {
    const sandbox = await openSandbox(wanted)
    const command = ['node', '--require', './.pnp.cjs', '-p', code]
    const result = await sandbox.run(command, { ...LIMITS, cwd: tree, writable: [tree], readable })
    return result.stdout.trim() || result.stderr
  }

  test(`${wanted}: what Plug'n'Play finds, in an exported tree and in a copy of it`, { skip }, async () => {
    const { exported, workTree, runtime } = project()
    const readable = lendDependencies(workTree, [exported])
    assert.equal(await run(exported, readable, ASK), ANSWER)
    assert.deepEqual(lendDependencies(workTree, [exported]), readable)
    assert.equal(await run(exported, readable, ASK), ANSWER)
    // From which the archives are more steps away.
    await withCopy(exported, async copy => assert.equal(await run(copy, readable, ASK), ANSWER))
    assert.ok(lstatSync(join(exported, '.pnp.loader.mjs')).isFile())
    assert.equal(readFileSync(join(workTree, '.pnp.cjs'), 'utf8'), runtime)
    if (wanted === 'required')
      assert.match(
        await run(
          exported,
          readable,
          `require('fs').readFileSync(${JSON.stringify(join(workTree, 'secret'))})`,
        ),
        /ENOENT/,
      )
  })

  test(`${wanted}: what is committed comes from the tree, and what is not is lent`, { skip }, async () => {
    const { runtime } = project()
    const trees = project({ '.pnp.cjs': runtime, [LOCAL]: "module.exports = 'committed'" })
    const readable = lendDependencies(trees.workTree, [trees.exported])
    const answer = ANSWER.replaceAll(/(?<=and |\+)local|\blocal(?=,)/g, 'committed')
    assert.equal(await run(trees.exported, readable, ASK), answer)
  })
}

test('only what is a cache of Yarn is lent, whatever a committed runtime names', () => {
  const { exported, workTree, root } = project()
  const lent = lendDependencies(workTree, [exported]).map(path => relative(root, path))
  assert.deepEqual(lent.sort(), [
    'some/where/repo/.yarn/cache',
    'some/where/repo/.yarn/unplugged',
    'store/berry/cache',
  ])
  const folder = join(root, 'home')
  const at = (path: string) => `${relative(workTree, path)}/node_modules/x/`
  const zip = 'x-npm-1.0.0-0123456789.zip'
  writeFiles(folder, { [`papers/${zip}`]: '', 'cache/letter.zip': '', 'unplugged/x/y': '' })
  mkdirSync(join(folder, `inside/cache/${zip}`), { recursive: true })
  const named = [
    `papers/${zip}`,
    'cache/letter.zip',
    'unplugged/x',
    `inside/cache/${zip}`,
    `none/cache/${zip}`,
  ]
  const packages = named.map((path, n) => [`p${n}`, { at: at(join(folder, path)) }])
  writeFiles(exported, { '.pnp.cjs': pnpRuntime(Object.fromEntries(packages)) })
  assert.deepEqual(lendDependencies(workTree, [exported]), [])
})

test('no link of the tree is written through, and pnpm starts its own Plug’n’Play', () => {
  const trees = project()
  const target = join(trees.root, 'target')
  symlinkSync(target, join(trees.exported, '.pnp.cjs'))
  assert.deepEqual(lendDependencies(trees.workTree, [trees.exported]), [])
  assert.equal(existsSync(target), false)
  const loader = project()
  symlinkSync(target, join(loader.exported, '.pnp.loader.mjs'))
  lendDependencies(loader.workTree, [loader.exported])
  assert.equal(existsSync(target), false)
  const pnpm = project({ 'pnpm-lock.yaml': '' })
  assert.deepEqual(lendDependencies(pnpm.workTree, [pnpm.exported]), [])
  assert.equal(existsSync(join(pnpm.exported, '.pnp.cjs')), false)
})

test('places lead to the same packages from any folder, and back', () => {
  const { runtime, workTree } = project()
  const isThere = () => false
  for (const to of ['/a', '/a/b/c/d/e/f', join(workTree, 'deep/er')]) {
    const moved = moveLocations(runtime, workTree, to, isThere)
    assert.notEqual(moved, runtime)
    assert.deepEqual(installedPackages(moved, to), installedPackages(runtime, workTree))
    assert.match(moved, /"packageLocation": ".\/packages\/lib\/"/)
    const back = moveLocations(moved, to, workTree, isThere)
    assert.deepEqual(installedPackages(back, workTree), installedPackages(runtime, workTree))
  }
  assert.equal(installedPackages(runtime, workTree).length, 3)
})
