import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { describe, it } from 'node:test'
import { blobsWith } from '../../src/git/blobsWith.ts'
import { readChange } from '../../src/git/changes.ts'
import { readCommits } from '../../src/git/history.ts'
import { type ChangedFile, readRangeChanges } from '../../src/git/rangeChanges.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

async function changesOf(repo: Repository, ...range: string[]): Promise<Map<string, ChangedFile[]>> {
  const found = new Map<string, ChangedFile[]>()
  for await (const { commit, files } of readRangeChanges(repo, range)) found.set(commit, files)
  return found
}

/** The same by asking git for each commit and parent alone. */
async function oneByOne(repo: Repository, ...range: string[]): Promise<Map<string, ChangedFile[]>> {
  const found = new Map<string, ChangedFile[]>()
  for await (const { oid, tree, parents } of readCommits(repo, range)) {
    const sides = await Promise.all(
      (parents.length ? parents : [null]).map(async parent => (await readChange(repo, parent, tree)).files),
    )
    const files = (sides[0] ?? []).flatMap(({ path, new: now }) => {
      const olds = sides.map(side => side.find(file => file.path === path))
      return olds.every(file => file) ? [{ path, new: now, olds: olds.map(file => file?.old ?? null) }] : []
    })
    if (files.length) found.set(oid, files)
  }
  return found
}

describe('the changes of a range', () => {
  for (const sha256 of [false, true]) {
    it(`are those of each commit${sha256 ? ', with SHA-256' : ''}`, async () => {
      const made = makeRepository({ sha256 })
      made.commit('Root', { 'a.txt': 'a\n', 'b.txt': 'b\n', 'odd\nname\t": 1': 'x\n', ':colon': 'c\n' })
      made.git('commit', '-q', '--allow-empty', '-m', 'Nothing')
      made.git('mv', 'a.txt', 'moved.txt')
      made.commit('Move, remove and change', { ':colon': 'd\n' })
      made.git('update-index', '--chmod=+x', 'b.txt')
      made.git('commit', '-q', '-m', 'Mode')
      made.git('reset', '-q', '--hard')
      made.git('switch', '-q', '-c', 'side', 'HEAD~1')
      made.commit('Side', { 'b.txt': 'side\n', 'side.txt': '1\n' })
      made.git('switch', '-q', '-c', 'third', 'HEAD~1')
      made.commit('Third', { 'third.txt': '3\n' })
      made.git('switch', '-q', 'main')
      made.commit('Main', { 'b.txt': 'main\n', 'main.txt': '1\n' })
      made.tryGit('merge', '-q', 'side')
      made.commit('Merge by hand, with something of its own', { 'b.txt': 'both\n', 'own.txt': '1\n' })
      made.commit('More', { 'main.txt': '2\n' })
      made.git('merge', '-q', '--no-ff', '-m', 'As git merges', 'third')
      made.git('switch', '-q', '-c', 'octopus', 'HEAD~2')
      made.git('merge', '-q', '-m', 'Octopus', 'third', 'main~1')
      made.git('update-index', '--add', '--cacheinfo', `160000,${made.git('rev-parse', 'HEAD')},module`)
      made.git('commit', '-q', '-m', 'Submodule')
      const repo = await openRepository(made.dir)
      const expected = await oneByOne(repo, 'main', 'octopus')
      assert.ok(expected.size >= 8)
      assert.deepEqual(await changesOf(repo, 'main', 'octopus'), expected)
      assert.equal((await changesOf(repo, 'main', '^main')).size, 0)
    })
  }

  it('fail as a whole when the range does not exist or an object is missing', async () => {
    const made = makeRepository()
    made.commit('One', { 'a.txt': 'a\n' })
    const repo = await openRepository(made.dir)
    await assert.rejects(changesOf(repo, 'no-such-branch'), /no-such-branch/)
    const tree = made.git('rev-parse', 'HEAD^{tree}')
    rmSync(`${made.dir}/.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`)
    await assert.rejects(changesOf(repo, 'HEAD'), /failed with/)
  })
})

describe('a search of blobs', () => {
  it('finds the word across chunks, asks for each name once and leaves large ones alone', async () => {
    const made = makeRepository()
    const filler = 'x'.repeat(300_000)
    made.commit('Blobs', {
      with: 'a WORD here',
      without: 'word',
      large: `${filler}WORD`,
      larger: `WORD${filler}${filler}`,
      empty: '',
    })
    const repo = await openRepository(made.dir)
    const names = ['with', 'without', 'large', 'larger', 'empty'].map(path =>
      made.git('rev-parse', `HEAD:${path}`),
    )
    const missing = 'e'.repeat(40)
    const found = await blobsWith(repo, [...names, ...names, missing], 'WORD', 400_000)
    assert.deepEqual([...found].sort(), [names[0], names[2]].sort())
    assert.equal((await blobsWith(repo, [missing], 'WORD', 10)).size, 0)
    assert.equal((await blobsWith(repo, [], 'WORD', 10)).size, 0)
  })
})
