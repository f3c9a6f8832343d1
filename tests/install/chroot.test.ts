import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeRepository, sealedEnvironment, tempDir } from '../helpers/gitRepository.ts'
import { propose } from '../helpers/landing.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const recipe = /```sh\n([\s\S]*?)```/.exec(readFileSync(join(root, 'hooks/SERVER.md'), 'utf8'))?.[1] ?? ''
/** How we get into another root directory here, the first that works: chroot for root, bubblewrap for a user. */
const ENTER = [
  (dir: string) => ['env', '-i', 'PATH=/usr/bin:/bin', 'chroot', dir],
  (dir: string) => [
    'bwrap',
    '--bind',
    dir,
    '/',
    '--dev',
    '/dev',
    '--clearenv',
    '--setenv',
    'PATH',
    '/usr/bin:/bin',
  ],
]

/** The package as npm installs it, with what it needs to run hooks and `init`. */
function installPackage(at: string): void {
  for (const name of ['dist', 'hooks/gate', 'policies', 'package.json'])
    cpSync(join(root, name), join(at, 'git-improver', name), { recursive: true })
  const seen = new Set<string>()
  const add = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const from = join(root, 'node_modules', name)
    cpSync(from, join(at, name), { recursive: true, dereference: true })
    const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
    for (const one of Object.keys(dependencies)) add(one)
  }
  for (const name of ['commander', 'isomorphic-git', 'ts-morph', 'yaml', 'zod']) add(name)
}

function makeChroot(): { dir: string; enter: string[] } | string {
  if (process.platform !== 'linux') return 'chroots are tried on Linux'
  if (!existsSync(join(root, 'dist', 'hook.js'))) return 'dist/ is not built'
  const dir = tempDir('git-improver-chroot-')
  // Only root can make a device; bubblewrap brings its own.
  const script = `set -e\n${recipe.replace(/^\[ -e "\$root\/dev\/null.*$/m, '$& || :')}`
  const made = spawnSync('sh', ['-c', script], { env: { ...process.env, root: dir }, encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
  // A system whose /lib64 or /bin are links has the loader under either name.
  for (const name of ['usr/bin/sh', 'usr/bin/env']) {
    const plain = join(dir, name)
    if (!existsSync(plain) && existsSync(join(dir, 'bin', 'sh')) && name.endsWith('sh')) {
      mkdirSync(dirname(plain), { recursive: true })
      symlinkSync('/bin/sh', plain)
    }
  }
  for (const way of ENTER) {
    const [command = '', ...args] = way(dir)
    const tried = spawnSync(command, [
      ...args,
      '/bin/sh',
      '-c',
      'git --version && node --version && : > /dev/null',
    ])
    if (tried.status === 0) return { dir, enter: [command, ...args] }
  }
  return 'neither bubblewrap nor chroot can be used here'
}

describe('a chroot without Node installed system-wide', () => {
  const made = makeChroot()
  it('judges pushes by the recipe of hooks/SERVER.md, and refuses them clearly without Node', {
    skip: typeof made === 'string' && made,
  }, () => {
    if (typeof made === 'string') return
    const { dir, enter } = made
    const [command = '', ...args] = enter
    const inside = (...more: string[]) =>
      execFileSync(command, [...args, ...more], { encoding: 'utf8', stdio: 'pipe' })
    installPackage(join(dir, 'opt', 'node_modules'))
    const env = sealedEnvironment(tempDir())
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(dir, 'project.git')], { env })
    const init = '/opt/node_modules/git-improver/dist/git-improver.js'
    inside('node', init, '-C', '/project.git', 'init', '--server', '--yes')
    const hook = readFileSync(join(dir, 'project.git', 'hooks', 'pre-receive'), 'utf8')
    assert.match(hook, /^improver_home=\/opt\/node_modules\/git-improver$/m)
    assert.doesNotMatch(hook, new RegExp(dir))

    const jane = makeRepository()
    const receive = join(tempDir(), 'receive-pack')
    writeFileSync(
      receive,
      `#!/bin/sh\nexec ${enter.map(word => `'${word}'`).join(' ')} git receive-pack "$@"\n`,
    )
    chmodSync(receive, 0o755)
    const push = (...refs: string[]) =>
      jane.tryGit('push', `--receive-pack=${receive}`, 'file:///project.git', ...refs)
    jane.commit('Start', {
      '.improver/policy.yaml':
        'version: 1\nextends: solo@1\nbranches: { protected: [main] }\npeople: { jane: { emails: [jane@example.org] } }\nreviews: { assurance: claimed }\n',
      'src/a.ts': 'export const a = 1\n',
    })
    const first = push('main')
    assert.equal(first.code, 0, first.stderr)
    propose(jane, 'ai/x/a', { 'src/a.ts': 'export const a = 2\n' })
    const ai = push('ai/x/a', 'ai/x/a:main')
    assert.equal(ai.code, 1)
    assert.match(ai.stderr, /needs 1 review for main/)
    jane.commit('Mine', { 'src/b.ts': 'export const b = 2\n' })
    const mine = push('main')
    assert.equal(mine.code, 0, mine.stderr)

    const node = execFileSync('sh', ['-c', 'command -v node'], { encoding: 'utf8' }).trim()
    renameSync(join(dir, node), join(dir, 'node.away'))
    jane.commit('More', { 'src/b.ts': 'export const b = 3\n' })
    const without = push('main')
    assert.equal(without.code, 1)
    assert.match(
      without.stderr,
      /pre-receive refused: there is no node on PATH, and none at \S+; install Node\.js/,
    )
    assert.match(without.stderr, /in a chroot, inside it/)
    renameSync(join(dir, 'node.away'), join(dir, node))
    assert.equal(push('main').code, 0)
  })
})
