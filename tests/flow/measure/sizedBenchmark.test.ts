import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { openModules } from '../../../src/checks/differ/moduleProgram.ts'
import { describeSurface } from '../../../src/checks/inputs/describeSurface.ts'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'
import { callsAt } from '../../../src/flow/measure/callsAt.ts'
import type { Binding } from '../../../src/flow/measure/madeValue.ts'
import { isSized, sizedBenchmark } from '../../../src/flow/measure/sizedBenchmark.ts'
import { tempDir } from '../../helpers/gitRepository.ts'

const compiler = await loadCompiler()

/** The exports of a module that lead to the place where `mark` stands in it. */
function callsIn(text: string, mark: string, path = 'src/subject.ts') {
  const dir = tempDir()
  mkdirSync(dirname(join(dir, path)))
  writeFileSync(join(dir, path), text)
  const modules = openModules(compiler, dir, { readable: [] }, [path], new Map())
  const file = modules.file(path)!
  return callsAt(compiler, file, describeSurface(modules, file), text.indexOf(mark))
}

const namesIn = (text: string, mark: string) =>
  callsIn(text, mark).map(({ surface, method }) => [...surface.path, ...(method?.path ?? [])].join('.'))

/** What the first of them is called with, by the benchmark that is made for it. */
function argumentsFor(
  text: string,
  size: number,
  seed = 1,
  bound: Binding = 'string',
  path = 'src/subject.ts',
) {
  const [call] = callsIn(text, 'HERE', path)
  const code = sizedBenchmark(path, call!, NO_WORDS, bound, [{ size, seed }])
  const own = code.replace(/^import .*$/gm, '')
  let made: unknown[] = []
  const module = new Proxy(
    {},
    {
      get:
        () =>
        (...args: unknown[]) =>
          (made = args),
    },
  )
  const bench = (name: string, body: () => Iterator<() => unknown>) => {
    assert.equal(name, `${size} elements, inputs ${seed}`)
    body().next().value()
  }
  new Function('bench', 'module', own)(bench, module)
  return made
}

describe('benchmarks that are made', () => {
  it('call with lists of the size that is asked for, and what is drawn is the same each time', () => {
    const code =
      'export function f(all: string[], some: Set<number>, by: { ids: number[] }, n: number) { /* HERE */ }\n'
    const [all, some, by, n] = argumentsFor(code, 100) as [string[], Set<number>, { ids: number[] }, number]
    assert.equal(all.length, 100)
    assert.ok(all.every(one => /^item-\d+$/.test(one)))
    assert.ok(some.size > 50 && by.ids.length === 100 && n === 100)
    assert.deepEqual(argumentsFor(code, 100), [all, some, by, n])
    assert.notDeepEqual(argumentsFor(code, 100, 2)[0], all)
  })

  it('have some elements in common between two lists, and not all', () => {
    const [a, b] = argumentsFor(
      'export const f = (a: string[], b: string[]) => { /* HERE */ }\n',
      1_000,
    ) as string[][]
    const common = a!.filter(one => b!.includes(one)).length
    assert.ok(common > 100 && common < 900, String(common))
  })

  it('make objects, texts, functions and what type parameters are taken for', () => {
    const code = `export function f<T>(list: { id: string; tags: string[]; more?: number }[], text: string, by: (one: string) => boolean, any: T[], kind: 'a' | 'b') { /* HERE */ }\n`
    const [list, text, by, any, kind] = argumentsFor(code, 50, 1, 'number') as [
      { id: string; tags: string[] }[],
      string,
      (one: string) => boolean,
      number[],
      string,
    ]
    assert.deepEqual([list.length, list[0]?.tags.length, Object.keys(list[0]!)], [50, 3, ['id', 'tags']])
    assert.equal(text.split(' ').length, 50)
    assert.equal(by('item-4'), true)
    assert.equal(by('item-5'), false)
    assert.equal(typeof any[0], 'number')
    assert.equal(kind, 'a')
  })

  it('hand over what the name of a parameter says, where it has no type', () => {
    const made = argumentsFor('export function f(items, text) { /* HERE */ }\n', 20, 1, 'string', 'src/a.js')
    assert.equal((made[0] as string[]).length, 20)
    assert.equal(typeof made[1], 'string')
  })

  it('know what can be made large', () => {
    assert.ok(isSized({ is: 'union', any: [{ is: 'number' }, { is: 'array', item: { is: 'number' } }] }))
    assert.ok(!isSized({ is: 'record', properties: [], index: null }))
  })
})

describe('the exports that lead to a place', () => {
  it('are the one that it stands in', () => {
    assert.deepEqual(namesIn('export function f() { /* HERE */ }\nexport function g() {}\n', 'HERE'), ['f'])
    assert.deepEqual(namesIn('export const f = () => [1].map(() => { /* HERE */ })\n', 'HERE'), ['f'])
    assert.deepEqual(namesIn('export class A { m() { /* HERE */ } n() {} }\n', 'HERE'), ['A.m', 'A.n'])
  })

  it('are those that name what it stands in, through others', () => {
    const text = `function inner() { /* HERE */ }
const middle = () => inner()
export function far() { return middle() }
export function near() { return inner() }
export function apart() {}
`
    assert.deepEqual(namesIn(text, 'HERE'), ['near', 'far'])
  })

  it('are none where nothing is exported', () => {
    assert.deepEqual(namesIn('function f() { /* HERE */ }\nexport {}\n', 'HERE'), [])
  })
})
