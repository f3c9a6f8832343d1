import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { exportTree } from '../../src/git/exportTree.ts'
import { openRepository } from '../../src/git/repository.ts'
import { openWarmTree } from '../../src/git/warmTree.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import '../helpers/propertySeed.ts'

/** All that an export is: paths, types, modes, bytes, and where links lead. */
function listed(top: string, at = ''): string[] {
  return readdirSync(join(top, at))
    .sort()
    .flatMap(name => {
      const path = join(at, name)
      const file = join(top, path)
      const { mode, nlink } = lstatSync(file)
      const head = `${path} ${mode.toString(8)}`
      if (lstatSync(file).isSymbolicLink()) return [`${head} -> ${readlinkSync(file)}`]
      if (lstatSync(file).isDirectory()) return [head, ...listed(top, path)]
      return [`${head} ${nlink} ${readFileSync(file, 'latin1')}`]
    })
}

const repository = makeRepository()
const open = await openRepository(repository.dir)

type Entry = { path: string; kind: 'file' | 'executable' | 'link' | 'submodule'; text: string }

/** A tree with these entries; of two at one place the first is taken, and so it is with what needs a folder there. */
function treeOf(entries: Entry[]): string {
  const taken: string[] = []
  const lines = entries.flatMap(({ path, kind, text }) => {
    if (taken.some(one => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`))) return []
    taken.push(path)
    const mode = { file: '100644', executable: '100755', link: '120000', submodule: '160000' }[kind]
    if (kind === 'submodule') return [`${mode} ${'1'.repeat(40)}\t${path}`]
    writeFileSync(join(repository.dir, 'blob'), text)
    return [`${mode} ${repository.git('hash-object', '-w', '--no-filters', 'blob')}\t${path}`]
  })
  repository.git('read-tree', '--empty')
  for (const line of lines) {
    const [info = '', path = ''] = line.split('\t')
    repository.git('update-index', '--add', '--cacheinfo', `${info.replace(' ', ',')},${path}`)
  }
  return repository.git('write-tree')
}

const places = ['a', 'b', 'a/x', 'a/y/z', 'b/x', 'd é/x', '-n', '.gitattributes', 'a/.gitattributes']
const entry: fc.Arbitrary<Entry> = fc.record({
  path: fc.constantFrom(...places),
  kind: fc.constantFrom('file', 'file', 'file', 'executable', 'link', 'submodule'),
  text: fc.constantFrom('one\n', 'two\n', '* text eol=crlf\n', '* -text\n'),
})
/** The same file with as many bytes and the same time, to the nanosecond: only the time of change tells. */
function rewriteUnseen(file: string): void {
  const like = join(tempDir(), 'like')
  writeFileSync(like, '')
  execFileSync('touch', ['-r', file, like])
  writeFileSync(file, 'z'.repeat(statSync(file).size))
  execFileSync('touch', ['-r', like, file])
}

const harms: ((file: string, top: string) => void)[] = [
  file => rewriteUnseen(file),
  file => rmSync(file, { recursive: true }),
  file => chmodSync(file, 0o777),
  file => renameSync(file, `${file}-moved`),
  file => linkSync(file, `${file}-linked`),
  (file, top) => {
    rmSync(file, { recursive: true })
    symlinkSync(top, file)
  },
  file => writeFileSync(join(file, 'new'), 'new'),
  (_, top) => mkdirSync(join(top, 'made/deep'), { recursive: true }),
  (_, top) => writeFileSync(join(top, '.gitattributes'), '* text eol=crlf\n'),
  (_, top) => rmSync(top, { recursive: true }),
  file => {
    rmSync(file, { recursive: true })
    mkdirSync(file)
    writeFileSync(join(file, 'inside'), 'a folder now')
  },
]
const harm = fc.tuple(fc.constantFrom(...places), fc.nat(harms.length - 1))
// No entries: the same tree again.
const entries = fc.option(fc.array(entry, { maxLength: 7 }), { nil: null })
const round = fc.tuple(entries, fc.array(harm, { maxLength: 3 }))

test('whatever was done in it, the next tree is what a fresh export is: bytes, modes, links, folders', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 4 }), fc.boolean(), async (rounds, keep) => {
      const top = tempDir()
      const warm = openWarmTree(open, join(top, 'warm'), keep)
      let tree = treeOf([])
      for (const [at, [entries, done]] of rounds.entries()) {
        if (entries) tree = treeOf(entries)
        const fresh = join(top, `fresh-${at}`)
        await exportTree(open, tree, fresh)
        await warm.fill(tree)
        assert.deepEqual(listed(warm.path), listed(fresh))
        for (const [path, which] of done)
          try {
            harms[which]?.(join(warm.path, path), warm.path)
          } catch {
            // There is nothing of that kind at that place.
          }
      }
    }),
    { numRuns: 30 },
  )
})

test('only what differs is written, and everything where nothing may be kept', async () => {
  const one = repository.commit('one', { 'src/a.ts': 'a\n', 'src/b.ts': 'b\n', c: 'c\n' })
  const two = repository.commit('two', { 'src/a.ts': 'A\n' })
  const [warm, cold] = [true, false].map(keep => openWarmTree(open, join(tempDir(), 'tree'), keep))
  const all = await warm!.fill(one)
  assert.ok(all >= 3)
  assert.equal(await warm!.fill(one), 0)
  writeFileSync(join(warm!.path, 'src/b.ts'), 'B\n')
  mkdirSync(join(warm!.path, 'node_modules'))
  symlinkSync('/', join(warm!.path, 'node_modules/x'))
  assert.equal(await warm!.fill(two), 2)
  assert.equal(readFileSync(join(warm!.path, 'src/b.ts'), 'utf8'), 'b\n')
  assert.equal(existsSync(join(warm!.path, 'node_modules')), false)
  assert.equal(await cold!.fill(one), all)
  assert.equal(await cold!.fill(one), all)
})

test('a file that was written to is seen, whatever its times say', async () => {
  const tree = repository.commit('quiet', { quiet: 'quiet\n' })
  const warm = openWarmTree(open, join(tempDir(), 'tree'), true)
  await warm.fill(tree)
  rewriteUnseen(join(warm.path, 'quiet'))
  await warm.fill(tree)
  assert.equal(readFileSync(join(warm.path, 'quiet'), 'utf8'), 'quiet\n')
})

test('attributes that change alter files whose names and contents do not', async () => {
  const crlf = repository.commit('crlf', { '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'one\n' })
  const lf = repository.commit('lf', { '.gitattributes': '*.txt text eol=lf\n' })
  const warm = openWarmTree(open, join(tempDir(), 'tree'), true)
  for (const [tree, text] of [
    [crlf, 'one\r\n'],
    [lf, 'one\n'],
    [crlf, 'one\r\n'],
  ] as const) {
    await warm.fill(tree)
    assert.equal(readFileSync(join(warm.path, 'a.txt'), 'utf8'), text)
  }
})

test('nothing outside is written or removed through a link that was left in it', async () => {
  const outside = tempDir()
  writeFileSync(join(outside, 'x.ts'), 'mine')
  const tree = repository.commit('inside', { 'lib/x.ts': 'theirs\n' })
  const warm = openWarmTree(open, join(tempDir(), 'tree'), true)
  await warm.fill(tree)
  rmSync(join(warm.path, 'lib'), { recursive: true })
  symlinkSync(outside, join(warm.path, 'lib'))
  await warm.fill(tree)
  assert.equal(readFileSync(join(outside, 'x.ts'), 'utf8'), 'mine')
  assert.equal(readFileSync(join(warm.path, 'lib/x.ts'), 'utf8'), 'theirs\n')
  rmSync(warm.path, { recursive: true })
  symlinkSync(outside, warm.path)
  await warm.fill(tree)
  assert.equal(readFileSync(join(outside, 'x.ts'), 'utf8'), 'mine')
  assert.equal(lstatSync(warm.path).isDirectory(), true)
})

test('a tree that there is not is an error, and the folder serves the next one', async () => {
  const tree = repository.commit('fine', { fine: 'fine\n' })
  const warm = openWarmTree(open, join(tempDir(), 'tree'), true)
  await assert.rejects(warm.fill('f'.repeat(40)))
  await warm.fill(tree)
  await assert.rejects(warm.fill('f'.repeat(40)))
  await warm.fill(tree)
  assert.equal(readFileSync(join(warm.path, 'fine'), 'utf8'), 'fine\n')
})
