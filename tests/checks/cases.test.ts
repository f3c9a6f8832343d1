import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Candidate, pickCases } from '../../src/checks/cases/pickCases.ts'
import { suspicion } from '../../src/checks/cases/suspicious.ts'
import { isMeasured, isUncovered } from '../../src/checks/cases/uncovered.ts'
import { writtenResults } from '../../src/checks/cases/writtenResults.ts'
import { loadCompiler } from '../../src/checks/compiler.ts'
import type { Surface } from '../../src/checks/inputs/valueShape.ts'
import { readExecuted } from '../../src/checks/testing/executed.ts'
import type { Frozen } from '../../src/model/frozen.ts'
import type { TestCase } from '../../src/model/testCase.ts'
import { tempDir } from '../helpers/gitRepository.ts'

describe('the cases that are kept', () => {
  const one = (cost: number, ...shows: string[]): Candidate => ({ cost, shows: new Set(shows) })

  it('are the plainest that show what all show, and none that the others make needless', () => {
    assert.deepEqual(pickCases([one(10, 'a'), one(12, 'a', 'b'), one(50, 'b')], 8), [1])
    assert.deepEqual(pickCases([one(10, 'a'), one(10, 'a'), one(10)], 8), [0])
    assert.deepEqual(pickCases([one(5, 'a', 'b'), one(5, 'b', 'c'), one(5, 'c', 'd')], 8), [0, 2])
    assert.deepEqual(pickCases([], 8), [])
  })

  it('show all of it where there is room, and none could be left out', () => {
    const candidate = fc.record({
      cost: fc.nat(100),
      shows: fc.uniqueArray(fc.constantFrom(...'abcdefgh')).map(list => new Set(list)),
    })
    fc.assert(
      fc.property(fc.array(candidate), all => {
        const picked = pickCases(all, 20)
        const shown = (places: number[]) => new Set(places.flatMap(at => [...all[at]!.shows]))
        const whole = shown([...all.keys()])
        assert.deepEqual([...shown(picked)].sort(), [...whole].sort())
        for (const at of picked) assert.ok(shown(picked.filter(other => other !== at)).size < whole.size)
      }),
    )
  })
})

describe('what looks like a fault', () => {
  const surface: Surface = { path: ['f'], kind: 'function', calls: [], members: [] }
  const say = (
    outcome: TestCase['outcome'],
    {
      doc = '',
      name = 'f',
      args = [] as Frozen[],
      altered = [] as number[],
      returns = null as never,
      typed = true,
    } = {},
  ) =>
    suspicion(
      {
        script: { steps: [{ of: null, path: [name], does: 'call', args }], waits: true },
        kept: { outcome, altered, waited: 0 },
        outcome,
      },
      { name, doc, returns, surface },
      typed,
    )
  const gives = (value: Frozen): TestCase['outcome'] => ({ how: 'gives', value })
  const throws = (name: string, engine: boolean): TestCase['outcome'] => ({
    how: 'throws',
    error: { name, message: '', engine },
  })
  const nan: Frozen = { $: 'number', is: 'NaN' }

  it('is NaN out of numbers, and not where NaN was given', () => {
    assert.equal(say(gives(nan), { args: [1] }), 'gives NaN')
    assert.equal(say(gives(nan), { args: [nan] }), null)
    assert.equal(say(gives(1)), null)
    const within = (one: Frozen): Frozen => ({ $: 'object', of: [['mean', one]] })
    assert.equal(say(gives(within(nan)), { args: [1] }), 'gives NaN within its result')
    assert.equal(say(gives(within(nan)), { args: [within(nan)] }), null)
    const none: Frozen = { $: 'date', ms: null }
    assert.equal(say(gives(none), { args: ['abc'] }), 'gives a date that is none')
    assert.equal(say(gives(none), { args: [none] }), null)
    assert.equal(say(gives({ $: 'date', ms: 0 })), null)
  })

  it('is undefined in a text, and not as a word of its own or where it was given', () => {
    assert.equal(say(gives('Hello undefined')), 'gives a text with undefined in it')
    assert.equal(say(gives({ $: 'array', of: ['is NaN now'] })), 'gives a text with NaN in it')
    assert.equal(say(gives('undefined')), null)
    assert.equal(say(gives('Hello undefined'), { args: [{ $: 'undefined' }] }), null)
  })

  it('is an object in a text, and not where one was given', () => {
    assert.match(say(gives('a [object Object]')) ?? '', /\[object Object\]/)
    assert.equal(say(gives('a [object Object]'), { args: ['[object Object]'] }), null)
  })

  it('is none that a made up function brings', () => {
    const made: Frozen = { $: 'function', does: { kind: 'same' } }
    for (const outcome of [gives(nan), gives('[object Object]'), throws('TypeError', true)])
      assert.equal(say(outcome, { args: [made] }), null)
  })

  it('is what is not of the type that is written down', () => {
    const returns = { is: 'string' } as never
    assert.match(
      say(gives({ $: 'undefined' }), { returns }) ?? '',
      /^gives undefined, which is not of the type/,
    )
    assert.equal(say(gives('a'), { returns }), null)
    assert.equal(say(gives({ $: 'undefined' }), { returns, typed: false }), null)
  })

  it("is an error of JavaScript's own where types allow the call, and none that was meant", () => {
    assert.match(say(throws('TypeError', true)) ?? '', /^throws a TypeError of JavaScript's own/)
    assert.equal(say(throws('TypeError', true), { typed: false }), null)
    assert.equal(say(throws('TypeError', false)), null)
    assert.equal(say(throws('RangeError', true)), null)
  })

  it('is another error than the documentation says', () => {
    const doc = '/** @throws {RangeError} below 0 */'
    assert.equal(say(throws('Error', false), { doc }), 'throws Error, and its documentation says RangeError')
    assert.equal(say(throws('RangeError', false), { doc }), null)
  })

  it('is an argument that is altered where neither name nor documentation say so', () => {
    const altered = [1]
    assert.match(say(gives(1), { altered }) ?? '', /^alters its second argument/)
    assert.equal(say(gives(1), { altered, name: 'sortBy' }), null)
    assert.equal(say(gives(1), { altered, doc: '/** Sorts in place. */' }), null)
  })
})

describe('what examples in a comment say', () => {
  it('is read behind the call and below it, where it can be read', async () => {
    const compiler = await loadCompiler()
    const surfaces: Surface[] = [{ path: ['f'], kind: 'function', calls: [], members: [] }]
    const read = (...lines: string[]) =>
      writtenResults(
        compiler,
        { name: 'f', doc: `/**\n * @example\n${lines.map(line => ` * ${line}\n`).join('')} */` },
        { surfaces },
      ).map(({ args, value }) => `${args} ${JSON.stringify(value)}`)
    assert.deepEqual(read('f(1) // => 2'), ['[1] 2'])
    assert.deepEqual(read("f('a', 1);", '// Returns: "b"'), ['["a",1] "b"'])
    assert.deepEqual(read('const list = 3', 'f(list) // => 4'), ['[3] 4'])
    assert.deepEqual(read('f(x => x + 1) // => 2'), [])
    assert.deepEqual(read('g(1) // => 2', 'f(1) // the first', 'f(1) // => something else'), [])
  })
})

describe('what tests call', () => {
  const write = (tree: string, ...result: { url: string; functions: object[] }[]) => {
    const folder = tempDir()
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ result }))
    writeFileSync(join(folder, 'b.json'), '{"result": [')
    return readExecuted(folder, tree)
  }
  const called = (functionName: string, count = 1) => ({ functionName, ranges: [{ count }] })

  it('is read by names from what V8 wrote, however the runner names files', () => {
    const tree = tempDir()
    mkdirSync(join(tree, 'src'))
    assert.deepEqual(
      write(
        tree,
        { url: `file://${tree}/src/a.ts?v=1`, functions: [called('one'), called('two', 0), called('')] },
        { url: `${tree}/src/a.ts`, functions: [called('Queue.push'), called('get size')] },
        { url: `file://${tree}/node_modules/x/i.js`, functions: [called('other')] },
        { url: 'node:fs', functions: [called('open')] },
        { url: 'file:///elsewhere/a.js', functions: [called('far')] },
      ),
      { 'src/a.ts': ['one', 'push', 'size'] },
    )
  })

  it('covers an export that is called, in its module or in what is made of it', () => {
    const modules = new Set(['src/a.ts', 'src/b.ts'])
    const of = (executed: Record<string, string[]>) =>
      isUncovered({ names: ['f', 'g'] }, 'src/a.ts', executed, modules)
    assert.equal(of({ 'src/a.ts': ['g'] }), false)
    assert.equal(of({ 'dist/index.js': ['f'] }), false)
    assert.equal(of({ 'src/b.ts': ['f'] }), true)
    assert.equal(of({}), true)
    const isTest = (path: string) => path.startsWith('test/')
    assert.equal(isMeasured({ 'test/a.js': ['f'] }, modules, isTest), false)
    assert.equal(isMeasured({ 'src/a.ts': [] }, modules, isTest), false)
    assert.equal(isMeasured({ 'src/a.ts': ['f'] }, modules, isTest), true)
    assert.equal(isMeasured({ 'dist/a.js': ['f'] }, modules, isTest), true)
  })
})
