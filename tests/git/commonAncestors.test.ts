import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { commonAncestors } from '../../src/git/commonAncestors.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/** Commits by their number, each with the numbers of its parents. */
function build(test: TestRepository, parents: number[][], refs = parents.length): string[] {
  const stream = parents.flatMap((own, n) => [
    `commit refs/heads/c${n % refs}\nmark :${n + 1}\ncommitter X <x@x> ${1_700_000_000 + n} +0000\ndata 0\n`,
    ...own.map((parent, at) => `${at ? 'merge' : 'from'} :${parent + 1}\n`),
    '\n',
  ])
  execFileSync('git', ['fast-import', '--quiet', '--export-marks=marks'], {
    cwd: test.dir,
    env: test.env,
    input: stream.join(''),
  })
  return readFileSync(join(test.dir, 'marks'), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split(' '))
    .sort(([a = ''], [b = '']) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([, oid]) => oid!)
}

describe('what many commits have in common', () => {
  test('is an ancestor of each of them, and the best one along a line of any length', async () => {
    const repo = makeRepository()
    const size = 3_000
    const line = build(
      repo,
      Array.from({ length: size }, (_, n) => (n ? [n - 1] : [])),
      1,
    )
    const real = await openRepository(repo.dir)
    const opened: Repository = {
      ...real,
      run(args, options) {
        assert.ok(args.join(' ').length < 30_000, 'the shortest command line of a system')
        return real.run(args, options)
      },
    }
    assert.deepEqual(await commonAncestors(opened, line.slice(10).reverse()), [line[10]])
    assert.deepEqual(await commonAncestors(opened, line.slice(10, 20)), [line[10]])
    assert.deepEqual(await commonAncestors(opened, []), [])
    const other = repo.git('commit-tree', '-m', 'apart', '4b825dc642cb6eb9a060e54bf8d69288fbee4904')
    assert.deepEqual(await commonAncestors(opened, [...line.slice(10), other]), [])
  })

  test('is never more than that, however the histories cross, few or many', async () => {
    const history = fc
      .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 2, maxLength: 25 })
      .map(all => all.map((own, n) => [...new Set(n ? own.map(one => one % n) : [])]))
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        async (parents, picked) => {
          const repo = makeRepository()
          const oids = build(repo, parents)
          const asked = [...new Set(picked.map(one => oids[one % oids.length]!))]
          const opened = await openRepository(repo.dir)
          const reached = (oid: string) => new Set(repo.git('rev-list', oid).split('\n'))
          // The same commits again and again are many, and have the same in common.
          for (const commits of [asked, Array.from({ length: 400 }, () => asked).flat()])
            for (const common of await commonAncestors(opened, commits))
              for (const commit of asked) assert.ok(reached(commit).has(common))
          const few = await commonAncestors(opened, asked)
          const all = asked.map(reached)
          const shared = [...all[0]!].filter(one => all.every(set => set.has(one)))
          assert.equal(few.length > 0, shared.length > 0)
        },
      ),
      { numRuns: 12 },
    )
  })
})
