import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { behaviour } from '../../src/checks/behaviour.ts'
import { readyTest } from '../../src/checks/differ/readyTest.ts'
import { openTrialBench } from '../../src/checks/differ/trialBench.ts'
import type { Frozen } from '../../src/model/frozen.ts'
import type { TrialStep } from '../../src/model/trial.ts'
import { makeCandidate, makeContext } from './candidate.ts'
import { SAME } from './tried.ts'

/** A module, what of it is replaced by what, the calls that show it, and what the test that is written must say. */
type Kind = {
  of: string
  steps: TrialStep[]
  waits?: boolean
  text: string
  from: string
  to: string
  says: RegExp
  module?: string
}

const call = (name: string, ...args: Frozen[]): TrialStep => ({ of: null, path: [name], does: 'call', args })
const list = (...of: Frozen[]): Frozen => ({ $: 'array', of })
const object = (one: Record<string, Frozen>): Frozen => ({ $: 'object', of: Object.entries(one) })
const FIRST: Frozen = { $: 'function', does: { kind: 'same' } }

const KINDS: Kind[] = [
  {
    of: 'a value',
    steps: [call('clamp', 0, 0, 1)],
    text: 'export function clamp(value: number, low: number, high: number): number {\n  return Math.min(Math.max(value, low), high)\n}\n',
    from: 'Math.max(value, low)',
    to: 'Math.max(value, low + 1)',
    says: /const r0 = module\.clamp\(0, 0, 1\)\n {2}assert\.deepStrictEqual\(r0, 0\)/,
  },
  {
    of: 'an error that no longer comes',
    steps: [call('at', -2)],
    text: "export function at(n: number): number {\n  if (n < 0) throw new RangeError('below zero: ' + n)\n  return n\n}\n",
    from: "throw new RangeError('below zero: ' + n)",
    to: 'return 0',
    says: /assert\.throws\(\(\) => module\.at\(-\d\), \{ name: "RangeError", message: "below zero: -\d" \}\)/,
  },
  {
    of: 'an error in other words',
    steps: [call('at', -2)],
    text: "export function at(n: number): number {\n  if (n < 0) throw new RangeError('below zero')\n  return n\n}\n",
    from: 'below zero',
    to: 'too small',
    says: /message: "below zero"/,
  },
  {
    of: 'an error that is new',
    steps: [call('at', -2)],
    text: 'export function at(n: number): number {\n  if (n < 0) return 0\n  return n\n}\n',
    from: 'return 0',
    to: "throw new Error('below zero')",
    says: /assert\.deepStrictEqual\(module\.at\(-2\), 0\)/,
  },
  {
    of: 'what is added to an error',
    steps: [call('at', -2)],
    text: "export function at(n: number): number {\n  if (n < 0) throw Object.assign(new Error('no'), { code: 'E_LOW' })\n  return n\n}\n",
    from: 'E_LOW',
    to: 'E_DEEP',
    says: /"code": "E_LOW"/,
  },
  {
    of: 'an argument that is altered',
    steps: [call('sorted', list(3, 1, 2))],
    text: 'export function sorted(list: number[]): number {\n  list.sort((a, b) => a - b)\n  return list.length\n}\n',
    from: 'list.sort((a, b) => a - b)',
    to: 'list.slice().sort((a, b) => a - b)',
    says: /const a0_0 = \[.*\n.*\n? *assert\.deepStrictEqual\(a0_0, \[/,
  },
  {
    of: 'what it is called on',
    steps: [{ ...call('count', 2), on: object({ at: 1 }) }],
    text: 'export function count(this: { at: number }, by: number): void {\n  this.at += by\n}\n',
    from: 'this.at += by',
    to: 'this.at -= by',
    says: /const on0 = \{ "at": .*\n[\s\S]*assert\.deepStrictEqual\(on0, \{ "at"/,
  },
  {
    of: 'the calls of a callback, in their order',
    steps: [call('each', list(5, 6), FIRST)],
    text: 'export function each(list: number[], then: (one: number, at: number) => void): void {\n  for (let at = 0; at < list.length; at++) then(list[at]!, at)\n}\n',
    from: 'for (let at = 0; at < list.length; at++)',
    to: 'for (let at = list.length - 1; at >= 0; at--)',
    says: /assert\.deepStrictEqual\(calls, \[\[/,
  },
  {
    of: 'what a callback is called on',
    steps: [call('run', FIRST, object({ a: 1 }))],
    text: 'export function run(then: (n: number) => void, on: { a: number }): void {\n  then.call(on, 1)\n}\n',
    from: 'then.call(on, 1)',
    to: 'then.call({ ...on, b: 2 }, 1)',
    says: /assert\.deepStrictEqual\(selves, \[/,
  },
  {
    of: 'what comes of the answers of a function',
    steps: [
      call('pick', list(1, 2, 3, 4, 5), { $: 'function', does: { kind: 'answers', of: ['x', 'y', 'z'] } }),
    ],
    text: 'export function pick(list: number[], is: (one: number) => string): string {\n  return list.map(one => is(one)).join("-")\n}\n',
    from: 'join("-")',
    to: 'reverse().join("-")',
    says: /isDeepStrictEqual\(to, \[\.\.\.arguments\]\)/,
  },
  {
    of: 'a generator',
    steps: [call('upTo', 3)],
    text: 'export function* upTo(most: number): Generator<number> {\n  for (let n = 0; n < Math.min(most, 5); n++) yield n\n}\n',
    from: 'yield n',
    to: 'yield n + 1',
    says: /await itemsOf\(/,
  },
  {
    of: 'an async result',
    steps: [call('twice', 3)],
    text: 'export async function twice(n: number): Promise<number> {\n  return n + n\n}\n',
    from: 'return n + n',
    to: 'return n + n + 1',
    says: /const r0 = await module\.twice\(3\)\n {2}assert\.deepStrictEqual\(r0, 6\)/,
  },
  {
    of: 'a promise that is refused',
    steps: [call('at', -2)],
    text: "export async function at(n: number): Promise<number> {\n  if (n < 0) throw new TypeError('below zero')\n  return n\n}\n",
    from: "throw new TypeError('below zero')",
    to: 'return 0',
    says: /await assert\.rejects\(module\.at\(-\d\), \{ name: "TypeError", message: "below zero" \}\)/,
  },
  {
    of: 'one object that two calls share',
    steps: [call('of', 1), call('of', 1)],
    text: 'const known = new Map<number, { n: number }>()\nexport function of(n: number): { n: number } {\n  const one = known.get(n) ?? { n }\n  known.set(n, one)\n  return one\n}\n',
    from: 'known.set(n, one)',
    to: 'known.set(n, { ...one })',
    says: /assert\.deepStrictEqual\(r1 === r0, true\)/,
  },
  {
    of: 'an argument that is given back',
    steps: [call('hand', list(1))],
    text: 'export function hand(list: number[]): number[] {\n  return list\n}\n',
    from: 'return list',
    to: 'return [...list]',
    says: /assert\.deepStrictEqual\(r0 === a0_0, true\)/,
  },
  {
    of: 'the order of properties',
    steps: [call('pair', 1, 2)],
    text: 'export function pair(a: number, b: number): object {\n  return { a, b }\n}\n',
    from: '{ a, b }',
    to: '{ b, a }',
    says: /Object\.keys\(r0\), \["a", "b"\]/,
  },
  {
    of: 'an object of a class, by its method',
    steps: [
      { ...call('Counter'), does: 'new' },
      { ...call('add', 2), of: 0 },
      { ...call('add', 2), of: 0 },
    ],
    text: 'export class Counter {\n  #at = 0\n  add(n: number): number {\n    this.#at += n\n    return this.#at\n  }\n}\n',
    from: 'this.#at += n',
    to: 'this.#at = n',
    says: /const r0 = new module\.Counter\(\)/,
  },
  {
    of: 'a value, in JavaScript',
    steps: [call('loud', 'a')],
    module: 'lib/deep/a.js',
    text: "/** @param {string} text */\nexport function loud(text) {\n  return text.toUpperCase() + '!'\n}\n",
    from: "'!'",
    to: "'!!'",
    says: /import \* as module from '\.\/a\.js'/,
  },
  {
    of: 'an object that is handed over in two places',
    steps: [
      call('alike', {
        $: 'array',
        of: [
          { $: 'array', of: [1, { $: 'hole' }] },
          { $: 'same', as: 1 },
        ],
      }),
    ],
    text: 'export function alike(list: unknown[]): boolean {\n  return list[0] === list[1]\n}\n',
    from: '===',
    to: '!==',
    says: /let shared0\n.*\[\(shared0 = \[1, ,\]\), shared0\]/,
  },
  {
    of: 'two promises that nobody waits for meanwhile',
    steps: [call('late', 1), call('late', 2)],
    waits: false,
    text: 'let at = 0\nexport async function late(n: number): Promise<number> {\n  at += n\n  await null\n  return at\n}\n',
    from: 'await null\n  return at',
    to: 'const was = at\n  await null\n  return was',
    says: /const p0 = module\.late\(1\)\n {2}const p1 = module\.late\(2\)\n {2}const r0 = await p0/,
  },
  {
    of: 'what is no promise any more',
    steps: [call('one')],
    text: 'export function one(): unknown {\n  return Promise.resolve(1)\n}\n',
    from: 'Promise.resolve(1)',
    to: '1',
    says: /p0 instanceof Promise/,
  },
  {
    of: 'what is thrown and is no error',
    steps: [call('one')],
    text: "export function one(): unknown {\n  throw 'a word'\n}\n",
    from: 'a word',
    to: 'another',
    says: /assert\.deepStrictEqual\(error, "a word"\)/,
  },
  {
    of: 'the class of what comes',
    steps: [call('one')],
    text: 'export class A {}\nexport class B {}\nexport function one(): unknown {\n  return new A()\n}\n',
    from: 'return new A()',
    to: 'return new B()',
    says: /r0 instanceof module\.A/,
  },
]

/** Puts a text where it says that it is to stand, runs it as it says, and takes it out again. */
function run(tree: string, text: string): { code: number | null; says: string } {
  const [, file = '', command = ''] =
    /^\/\/ To stand beside the module, as (\S+)\. At the repository's top: (.*)$/m.exec(text) ?? []
  assert.match(command, /^node --import tsx --test /, text)
  writeFileSync(join(tree, file), text)
  const modules = join(tree, 'node_modules')
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), modules)
  try {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const [program = '', ...args] = command.split(' ')
    const { status, stdout, stderr } = spawnSync(program === 'node' ? process.execPath : program, args, {
      cwd: tree,
      env,
      encoding: 'utf8',
    })
    return { code: status, says: stdout + stderr }
  } finally {
    rmSync(modules)
    rmSync(join(tree, file))
  }
}

/** What is written for a counterexample, with both trees. */
async function written(
  { module = 'src/a.ts', text, from, to, steps, waits = true }: Omit<Kind, 'of' | 'says'>,
  alone = true,
) {
  assert.ok(text.includes(from))
  const candidate = makeCandidate(SAME, { [module]: text }, { [module]: text.replace(from, to) })
  const context = await makeContext()
  const subject = {
    module,
    surfaces: [],
    gone: [],
    harvest: { numbers: [], strings: [] },
    written: [],
    hidden: [],
  }
  const bench = openTrialBench(candidate, context, subject as never)
  try {
    const example = { script: { steps, waits }, before: '0: 1\n0: 2', after: '0: 3', alone }
    return { ...candidate, ready: await readyTest(bench, candidate, context, subject, example) }
  } finally {
    await bench.close()
  }
}

function passesAndFails({ base, head, ready }: { base: string; head: string; ready: string }): void {
  const [before, after] = [run(base, ready), run(head, ready)]
  assert.equal(before.code, 0, `${ready}\n${before.says}`)
  assert.equal(after.code, 1, `${ready}\n${after.says}`)
  assert.match(after.says, /# pass 0\n# fail 1/)
}

for (const kind of KINDS)
  test(`the test that is written passes before and fails after: ${kind.of}`, async () => {
    const found = await written(kind)
    assert.match(found.ready, kind.says)
    passesAndFails(found)
  })

test('what the behaviour check finds comes with such a test', async () => {
  const { text, from, to } = KINDS[1]!
  const candidate = makeCandidate(SAME, { 'src/a.ts': text }, { 'src/a.ts': text.replace(from, to) })
  const result = await behaviour.run(candidate, await makeContext())
  assert.equal(result.status, 'failed', result.why)
  const ready = String(result.evidence.test)
  assert.match(ready, /^ {2}assert\.throws\(/m)
  passesAndFails({ ...candidate, ready })
})

const NO_TEST = /^\/\/ This is no test: .*\n(?:\/\/ .*\n)+$/

const UNSTATED: (Omit<Kind, 'says'> & { alone?: boolean })[] = [
  {
    of: 'a call that never ended before',
    steps: [call('one')],
    text: 'export function one(): number {\n  while (true);\n}\n',
    from: 'while (true);',
    to: 'return 1',
  },
  {
    of: 'a promise that nothing settled before',
    steps: [call('one')],
    text: 'export function one(): Promise<void> {\n  return new Promise(done => setInterval(() => {}, 9))\n}\n',
    from: 'setInterval(() => {}, 9)',
    to: 'done()',
  },
  {
    of: 'what no test of values sees',
    steps: [call('one')],
    text: 'export function one(): void {\n  console.log(1)\n}\n',
    from: 'console.log(1)',
    to: 'console.log(2)',
  },
  {
    of: 'what shows itself behind other calls alone',
    steps: [call('one')],
    alone: false,
    text: 'export function one(): number {\n  return 1\n}\n',
    from: 'return 1',
    to: 'return 2',
  },
  {
    of: 'a name that the module makes anew each time',
    steps: [call('one')],
    text: 'export function one(): number {\n  return process.hrtime()[1] * 2 + 1\n}\n',
    from: '* 2 + 1',
    to: '* 2 + 0',
  },
]

for (const { alone = true, ...kind } of UNSTATED)
  test(`calls and comments, and no test that proves nothing: ${kind.of}`, async () => {
    const { ready } = await written(kind, alone)
    assert.match(ready, NO_TEST)
    assert.match(
      ready,
      /\/\/ {3}one\(\)\n\/\/ Before the change:\n\/\/ {3}0: 1\n\/\/ {3}0: 2\n\/\/ After it:\n\/\/ {3}0: 3\n/,
    )
  })
