import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { exportTree } from '../../src/git/exportTree.ts'
import { openRepository } from '../../src/git/repository.ts'
import { Failure } from '../../src/model/failure.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'

const into = () => join(tempDir(), 'out')

test('a tree is written whole: modes, links, odd names, attributes of export left aside', async () => {
  const repo = makeRepository()
  repo.write('run.sh', '#!/bin/sh\n')
  chmodSync(join(repo.dir, 'run.sh'), 0o755)
  symlinkSync('../nowhere', join(repo.dir, 'link'))
  const odd = ['a b', '-n', 'é', 'quo"te', "it's", 'tab\there', 'line\nbreak', '[x]', 'deep/er/file']
  for (const name of odd) repo.write(name, name)
  const tree = repo.commit('odd', {
    '.gitattributes': 'hidden export-ignore\nversion export-subst\n',
    hidden: 'here',
    version: '$Format:%H$',
  })
  const out = into()
  assert.deepEqual(await exportTree(await openRepository(repo.dir), tree, out), [])
  for (const name of odd) assert.equal(readFileSync(join(out, name), 'utf8'), name)
  assert.equal(readlinkSync(join(out, 'link')), '../nowhere')
  assert.equal(lstatSync(join(out, 'run.sh')).mode & 0o111, 0o111)
  assert.equal(readFileSync(join(out, 'hidden'), 'utf8'), 'here')
  assert.equal(readFileSync(join(out, 'version'), 'utf8'), '$Format:%H$')
})

test('nothing of the repository changes and nothing of its configuration runs', async () => {
  const repo = makeRepository()
  const proof = join(tempDir(), 'ran')
  repo.commit('base', { '.gitattributes': '*.bin filter=odd\n', 'a.bin': 'pointer', 'dir/b.txt': 'b' })
  const run = `sh -c 'echo x >> ${proof}; cat'`
  repo.git('config', 'filter.odd.smudge', run)
  repo.git('config', 'filter.odd.required', 'true')
  repo.git('config', 'filter.a=b.c.process', run)
  repo.git('config', 'core.fsmonitor', run)
  repo.git('config', 'core.sparseCheckout', 'true')
  repo.git('config', 'core.splitIndex', 'true')
  repo.git('config', 'core.autocrlf', 'true')
  const hooks = join(repo.dir, '.git/hooks')
  mkdirSync(hooks, { recursive: true })
  for (const hook of ['post-index-change', 'post-checkout']) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\necho ${hook} >> ${proof}\n`)
    chmodSync(join(hooks, hook), 0o755)
  }
  repo.write('.git/info/sparse-checkout', '/*\n!/dir/\n')
  repo.write('dir/b.txt', 'edited by the user')
  const files = () => readdirSync(join(repo.dir, '.git')).sort()
  const state = () => [
    files(),
    readFileSync(join(repo.dir, '.git/index')),
    readFileSync(join(repo.dir, '.git/HEAD')),
  ]
  const before = state()
  const out = into()
  await exportTree(await openRepository(repo.dir), 'HEAD', out)
  assert.deepEqual(state(), before)
  assert.equal(readFileSync(join(repo.dir, 'dir/b.txt'), 'utf8'), 'edited by the user')
  assert.equal(readFileSync(join(out, 'dir/b.txt'), 'utf8'), 'b')
  assert.equal(readFileSync(join(out, 'a.bin'), 'utf8'), 'pointer')
  assert.equal(existsSync(proof), false)
})

test('submodules are left out and named', async () => {
  const repo = makeRepository()
  const commit = repo.commit('first', { a: 'a' })
  repo.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub/module`)
  repo.git('commit', '-qm', 'with a submodule')
  const out = into()
  const left = await exportTree(await openRepository(repo.dir), 'HEAD', out)
  assert.deepEqual(
    left.map(one => one.path),
    ['sub/module'],
  )
  assert.deepEqual(readdirSync(join(out, 'sub/module')), [])
})

test('empty trees, bare and SHA-256 repositories, linked worktrees', async () => {
  const plain = makeRepository()
  plain.commit('empty')
  const empty = into()
  await exportTree(await openRepository(plain.dir), 'HEAD', empty)
  assert.deepEqual(readdirSync(empty), [])

  const wide = makeRepository({ sha256: true })
  wide.commit('one', { a: 'wide' })
  const linked = join(tempDir(), 'linked')
  wide.git('worktree', 'add', '-q', linked)
  const bare = join(tempDir(), 'bare')
  wide.git('clone', '-q', '--bare', wide.dir, bare)
  for (const dir of [wide.dir, linked, bare]) {
    const out = into()
    await exportTree(await openRepository(dir), 'HEAD', out)
    assert.equal(readFileSync(join(out, 'a'), 'utf8'), 'wide')
  }
})

test('a folder that holds something is refused, and an unknown tree', async () => {
  const repo = makeRepository()
  repo.commit('one', { a: 'a' })
  const open = await openRepository(repo.dir)
  await assert.rejects(exportTree(open, 'HEAD', repo.dir), Failure)
  await assert.rejects(exportTree(open, 'f'.repeat(40), into()))
})

test('no tree writes through a link, into .git or outside', async () => {
  const repo = makeRepository()
  const outside = tempDir()
  const blob = repo.commit('x', { x: 'x' }) && repo.git('rev-parse', 'HEAD:x')
  const entry = (mode: string, name: string, oid: string) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')])
  const tree = (...entries: Buffer[]) => {
    const file = join(outside, 'raw')
    writeFileSync(file, Buffer.concat(entries))
    return repo.git('hash-object', '-t', 'tree', '-w', '--literally', file)
  }
  writeFileSync(join(outside, 'target'), outside)
  const aim = repo.git('hash-object', '-w', join(outside, 'target'))
  const inner = tree(entry('100644', 'evil', blob))
  const open = await openRepository(repo.dir)
  // git itself refuses the names; of two entries of one name it keeps one, so nothing is written through.
  await assert.rejects(exportTree(open, tree(entry('40000', '.git', inner)), into()))
  await assert.rejects(exportTree(open, tree(entry('100644', '..', blob)), into()))
  await exportTree(open, tree(entry('120000', 'a', aim), entry('40000', 'a', inner)), into()).catch(() => {})
  assert.equal(existsSync(join(outside, 'evil')), false)
})
