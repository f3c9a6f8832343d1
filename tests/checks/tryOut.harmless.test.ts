import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import { makeCandidate, makeContext } from './candidate.ts'
import { tried } from './tried.ts'

/** Refactorings that no caller notices, and beside each a change that one does. */
const LOAD = 'load: (n: number) => Promise<number>, n: number'
const TWICE = `export async function twice(${LOAD}): Promise<number> {
  const one = await load(n)
  return await load(one)
}
`

test('a needless await may go', async () => {
  const result = await tried(TWICE, TWICE.replace('return await', 'return'))
  assert.equal(result.status, 'passed', result.why)
})

test('an await that keeps an order may not', async () => {
  const result = await tried(TWICE, TWICE.replace('await load(n)', 'n + 0 * Number(load(n) === null)'))
  assert.equal(result.status, 'failed', result.why)
})

const GIVEN = `function full(text: string, options?: { loud?: boolean }): string {
  return options?.loud ? text.toUpperCase() : text
}
export function plain(text: string): string {
  const loud = { loud: false }
  return full(text, loud.loud ? loud : undefined)
}
`

test('what takes no options is not called with any, though the change reads some', async () => {
  const after = GIVEN.replace(
    'full(text, loud.loud ? loud : undefined)',
    'full(text, arguments.length > 1 ? { loud: true } : undefined)',
  )
  const result = await tried(GIVEN, after)
  assert.notEqual(result.status, 'failed', result.why)
})

const CLASS = `export class Amount {
  constructor(public n: number) {}
  twice(): number {
    return this.n * 2
  }
}
`
const EXTRACTED = CLASS.replace(
  'this.n * 2\n  }',
  'this.times(2)\n  }\n  times(by: number): number {\n    return this.n * by\n  }',
)

test('a class may get one more method', async () => {
  const result = await tried(CLASS, EXTRACTED)
  assert.equal(result.status, 'passed', result.why)
})

test('and may not lose one, nor say something else of itself', async () => {
  const gone = await tried(EXTRACTED, CLASS)
  assert.equal(gone.status, 'failed', gone.why)
  const text = await tried(
    CLASS,
    EXTRACTED.replace('times(by: number): number', 'toString(by = 2): any').replace('times', 'toString'),
  )
  assert.equal(text.status, 'failed', text.why)
})

const PIPE = `type Step = (n: number) => number
export function pipe(n: number, ...given: Step[]): number {
  const steps: Step[] & { sure?: boolean } = [...given]
  steps.sure = true
  for (let at = 0; at < steps.length; at++) n = steps[at]!(n)
  return n
}
`

test('a list from which functions are called may hold something else besides', async () => {
  const result = await tried(PIPE, PIPE.replaceAll('sure', 'certain'))
  assert.notEqual(result.status, 'failed', result.why)
})

test('the object on which a function is called may not', async () => {
  const call = PIPE.replace('steps[at]!(n)', 'steps[at]!.call({ at }, n)')
  const result = await tried(call, call.replace('{ at }', '{ place: at }'))
  assert.equal(result.status, 'failed', result.why)
})

test('CommonJS that requires what Node brings is tried out', async () => {
  const text = (path: string) =>
    `const { basename } = require('node:path')\nexports.name = path => basename(String(${path})).length + 1\n`
  const before = { 'a.js': text('path') }
  const after = {
    'a.js': text('path').replace('String(path)', "String(path).concat('')"),
  }
  const result = await behaviour.run(
    makeCandidate({ 'package.json': '{}' }, before, after),
    await makeContext(),
  )
  assert.match(result.why, /the same in \d+ runs of 1 exports/)
})

test('and so is a module that makes a require of its own', async () => {
  const own = (words: string) =>
    `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\nconst { basename } = require('node:path')\n${words}`
  const result = await behaviour.run(
    makeCandidate(
      { 'package.json': '{ "type": "module" }' },
      { 'a.js': own('export const size = path => basename(path + "").length + 1\n') },
      { 'a.js': own('export const size = path => basename(String(path)).length + 1\n') },
    ),
    await makeContext(),
  )
  assert.match(result.why, /the same in \d+ runs of 1 exports|showed/)
})

test('what notes of types in JavaScript leave out is seen all the same', async () => {
  const text = (other: string) => `/**
 * @param {string} text
 * @param {object} options
 */
exports.say = (text, options) => {
  const { loud } = options || { loud: ${other} }
  return loud ? text.toUpperCase() + '!' : text + '.'
}
`
  const result = await behaviour.run(
    makeCandidate({ 'package.json': '{}' }, { 'a.js': text('true') }, { 'a.js': text('false') }),
    await makeContext(),
  )
  assert.equal(result.status, 'failed', result.why)
})

const DERIVE = `import { pbkdf2 } from 'node:crypto'
export function derive(rounds: number): Promise<string> {
  return new Promise((done, fail) => {
    const many = 2_000 + (rounds > 3 ? 1 : 2)
    pbkdf2('word', 'salt', many, 8, 'sha256', (error, key) => (error ? fail(error) : done(key.toString('hex'))))
  })
}
`

test('what Node works out on another thread is waited for', async () => {
  const turned = DERIVE.replace('rounds > 3 ? 1 : 2', '!(rounds > 3) ? 2 : 1')
  const same = await tried(DERIVE, turned)
  assert.equal(same.status, 'passed', same.why)
  const other = await tried(DERIVE, DERIVE.replace('? 1 : 2', '? 1 : 3'))
  assert.equal(other.status, 'failed', other.why)
  assert.match(String(other.evidence?.before), /gives/)
})

const STREAM = `import { pbkdf2 } from 'node:crypto'
export async function* keys(rounds: number): AsyncGenerator<string> {
  for (const salt of ['pepper', 'salt'])
    yield await new Promise((done, fail) => {
      const many = 2_000 + (rounds > 3 ? 1 : 2)
      pbkdf2('word', salt, many, 8, 'sha256', (error, key) => (error ? fail(error) : done(key.toString('hex'))))
    })
}
`

test('an iterator is waited for as well while another thread works for it', async () => {
  const same = await tried(STREAM, STREAM.replace('rounds > 3 ? 1 : 2', '!(rounds > 3) ? 2 : 1'))
  assert.equal(same.status, 'passed', same.why)
  const other = await tried(STREAM, STREAM.replace('? 1 : 2', '? 1 : 3'))
  assert.equal(other.status, 'failed', other.why)
})

test('a promise that nothing can settle is one that never settles, at once', async () => {
  const before =
    'export function wait(n: number): Promise<number> { return new Promise(done => { if (n > 3) done(n) }) }'
  const same = await tried(before, before.replace('n > 3', '3 < n'))
  assert.equal(same.status, 'passed', same.why)
  const other = await tried(before, before.replace('n > 3', 'n > 4'))
  assert.equal(other.status, 'failed', other.why)
})
