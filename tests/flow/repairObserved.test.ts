import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { movedPaths } from '../../src/flow/run/movedPaths.ts'
import { readTypeErrors } from '../../src/flow/run/readTypeErrors.ts'
import { besideTheMend } from '../../src/flow/run/repairChecks.ts'
import { typeProjects } from '../../src/flow/run/typeProjects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

describe('what the probe of types printed', () => {
  const error = { path: 'src/a.ts', start: 1, end: 3, code: 2304, message: 'No.', mend: null }
  const line = (errors: unknown[], other: unknown[] = []) =>
    JSON.stringify({ project: 'tsconfig.json', errors, other })

  it('is read by its shape, beside whatever else was printed', () => {
    const mend = { title: 'Add\nimport', fixes: [{ path: 'src/a.ts', start: 0, end: 0, text: 'x' }] }
    assert.deepEqual(
      readTypeErrors(`hello\n${line([error, { ...error, mend }], ['TS1: x', 2])}\n{broken\n`),
      [
        {
          project: 'tsconfig.json',
          errors: [error, { ...error, mend: { ...mend, title: 'Add import' } }],
          other: ['TS1: x'],
        },
      ],
    )
  })

  it('is no error of a file outside of the tree, and half a mend is none', () => {
    const bad = [
      { ...error, path: '../a.ts' },
      { ...error, path: '/etc/passwd' },
      { ...error, start: 3, end: 1 },
      { ...error, code: '1' },
      null,
    ]
    assert.deepEqual(readTypeErrors(line(bad)), [{ project: 'tsconfig.json', errors: [], other: [] }])
    const half = {
      title: 'x',
      fixes: [
        { path: 'a.ts', start: 0, end: 0, text: 'x' },
        { path: '../b.ts', start: 0, end: 0, text: 'x' },
      ],
    }
    assert.deepEqual(readTypeErrors(line([{ ...error, mend: half }])), [
      { project: 'tsconfig.json', errors: [error], other: [] },
    ])
  })

  it('is a reason where it is nothing', () => {
    assert.equal(readTypeErrors(''), 'it said nothing that can be read')
    assert.equal(readTypeErrors('{"failed":"no compiler"}\n'), 'no compiler')
  })
})

describe('the projects that are looked at', () => {
  const file = (path: string, value: object) => ({ path, text: JSON.stringify(value) })
  it("are the top's, those that scripts check, and what these reference", () => {
    const all = [
      file('package.json', {
        scripts: { a: 'tsc -p tools && vitest', b: 'tsc --build packages/x/tsconfig.json', c: 'tsc --init' },
      }),
      file('packages/y/package.json', { scripts: { types: 'tsc --noEmit' } }),
      file('fixtures/z/package.json', { scripts: { types: 'tsc' } }),
      ...[
        'tsconfig.json',
        'tools/tsconfig.json',
        'packages/y/tsconfig.json',
        'fixtures/z/tsconfig.json',
        'other/tsconfig.json',
        'packages/w/tsconfig.json',
      ].map(path => file(path, {})),
      file('packages/x/tsconfig.json', { references: [{ path: '../w' }] }),
    ]
    assert.deepEqual(typeProjects(all), [
      'tsconfig.json',
      'tools/tsconfig.json',
      'packages/x/tsconfig.json',
      'packages/y/tsconfig.json',
      'packages/w/tsconfig.json',
    ])
  })
})

describe('behaviour beside a mend', () => {
  const result = (status: 'failed' | 'passed', before: string, after: string) => ({
    status,
    why: 'w',
    evidence: { call: 'f(0)', before, after },
  })
  it('is not run where the base threw a ReferenceError and no more, and fails for any other difference', () => {
    assert.equal(besideTheMend(result('failed', '0: throws ReferenceError: x', '0: 1')).status, 'not-run')
    for (const [before, after] of [
      ['0: 1', '0: 2'],
      ['0: throws TypeError: x', '0: 1'],
      ['0: throws ReferenceError: x', '0: throws ReferenceError: y'],
    ] as const)
      assert.equal(besideTheMend(result('failed', before, after)).status, 'failed', before)
    assert.equal(besideTheMend(result('passed', '', '')).status, 'passed')
  })
})

describe('where a path went to', () => {
  it('is read from the commits that removed it: a file, a folder, several steps, or nowhere', async () => {
    const repo = makeRepository()
    const long = (word: string) => Array.from({ length: 20 }, (_, at) => `${word} ${at}\n`).join('')
    repo.commit('Start', {
      'lib/a.js': long('a'),
      'spec/x.js': long('x'),
      'spec/y/z.js': long('z'),
      'gone.js': long('gone'),
      '-n.js': long('n'),
    })
    repo.git('mv', 'lib/a.js', 'lib/b.js')
    repo.commit('One', {})
    repo.git('mv', 'lib/b.js', 'lib/c.js')
    repo.git('mv', 'spec', 'test')
    repo.git('mv', '--', '-n.js', 'n.js')
    repo.git('rm', '-q', 'gone.js')
    repo.commit('Two', {})
    const there = new Set(['lib/c.js', 'test', 'n.js'])
    const moved = await movedPaths(
      await openRepository(repo.dir),
      repo.git('rev-parse', 'HEAD'),
      ['lib/a.js', 'spec', 'gone.js', 'never.js', '-n.js'],
      path => there.has(path),
    )
    assert.deepEqual(
      [...moved],
      [
        ['lib/a.js', 'lib/c.js'],
        ['spec', 'test'],
        ['gone.js', null],
        ['-n.js', 'n.js'],
      ],
    )
  })
})
