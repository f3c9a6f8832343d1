import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { inTree, readProfile } from '../../src/checks/testing/profile.ts'
import type { Timed } from '../../src/model/profile.ts'
import { tempDir } from '../helpers/gitRepository.ts'

type Frame = [id: number, name: string, url: string, children?: number[]]

/** What V8 writes, of frames and of how many microseconds were sampled in each. */
function written(frames: Frame[], samples: Record<number, number>): string {
  return JSON.stringify({
    nodes: frames.map(([id, functionName, url, children = []]) => ({
      id,
      children,
      callFrame: { functionName, url, lineNumber: 0, columnNumber: 0, scriptId: '1' },
    })),
    samples: Object.keys(samples).map(Number),
    timeDeltas: Object.values(samples),
  })
}

function profileOf(...texts: string[]) {
  const dir = tempDir()
  for (const [at, text] of texts.entries()) writeFileSync(join(dir, `${at}.cpuprofile`), text)
  const { whole, files } = readProfile(dir, inTree('/tree'))
  return {
    whole,
    files: Object.fromEntries(files),
  }
}

const of = (files: Record<string, Timed[]>, path: string) =>
  (files[path] ?? []).map(({ name, self, total }) => `${name} ${self} ${total}`)

const A = 'file:///tree/src/a.ts'

describe('a profile', () => {
  it('says what a function takes by itself and with all that it calls', () => {
    const { whole, files } = profileOf(
      written(
        [
          [1, '(root)', '', [2]],
          [2, 'outer', A, [3, 4]],
          [3, 'inner', A],
          [4, 'push', ''],
        ],
        { 2: 10, 3: 30, 4: 60 },
      ),
    )
    assert.equal(whole, 100)
    assert.deepEqual(of(files, 'src/a.ts'), ['outer 10 100', 'inner 30 30'])
  })

  it('counts what calls itself once, and functions without a name or a line as part of all around them', () => {
    const { files } = profileOf(
      written(
        [
          [1, 'Tree.toString', A, [2, 3]],
          [2, 'toString', A, [4]],
          [3, '', A],
          [4, '', '/tree/src/b.ts'],
        ],
        { 1: 10, 2: 20, 3: 30, 4: 40 },
      ),
    )
    assert.deepEqual(of(files, 'src/a.ts'), ['toString 30 100'])
  })

  it('leaves out time in which nothing ran, dependencies, and half a file; processes are added up', () => {
    const one = written(
      [
        [1, '(root)', '', [2, 3, 4]],
        [2, '(idle)', ''],
        [3, 'load', 'file:///tree/node_modules/b/index.js'],
        [4, 'run', '/tree/src/a.ts'],
      ],
      { 2: 1000, 3: 5, 4: 7 },
    )
    const { whole, files } = profileOf(one, one, one.slice(0, 50))
    assert.equal(whole, 24)
    assert.deepEqual(of(files, 'src/a.ts'), ['run 14 14'])
  })
})
