import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import { makeCandidate, makeContext } from './candidate.ts'
import { SAME, tried } from './tried.ts'

const CLAMP = `export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
`

test('a function that gives something else fails, with the simplest call that shows it', async () => {
  const result = await tried(CLAMP, CLAMP.replace('Math.max(value, low)', 'Math.max(value, low + 1)'))
  assert.equal(result.status, 'failed', result.why)
  assert.match(String(result.evidence.call), /^clamp\(-?\d, -?\d, -?\d\)$/)
})

test('another way to the same results passes, and says how closely was looked', async () => {
  const after = `export function clamp(value: number, low: number, high: number): number {
  const atLeast = Math.max(value, low)
  return Math.min(atLeast, high)
}
`
  const result = await tried(CLAMP, after)
  assert.equal(result.status, 'passed', JSON.stringify(result.evidence))
  assert.match(result.why, /notice 7 of 7 wrong changes.*exercise 3 of 3 changed statements/)
})

test('a limit that moved by one is found, also where it is for a property that hardly ever is there', async () => {
  const before = `export function cookie(name: string, options: { path?: string; domain?: string; maxAge?: number } = {}): string {
  let text = name
  if (options.path) text += '; Path=' + options.path
  if (options.domain) text += '; Domain=' + options.domain
  if (typeof options.maxAge === 'number' && options.maxAge >= 0) {
    if (options.maxAge > 34560000) throw new Error('too long')
    text += '; Max-Age=' + options.maxAge
  }
  return text
}
`
  const result = await tried(before, before.replace('34560000', '34560001'))
  assert.equal(result.status, 'failed', result.why)
  assert.match(String(result.evidence.call), /34560001/)
})

const HANDED = `export function later(func: (n: number) => void): (n: number) => void {
  let count = 0
  return function (this: unknown, n: number) {
    count++
    func.apply(this, [n + count])
  }
}
`

test('what a function is called on, and hands through, is looked at', async () => {
  const result = await tried(HANDED, HANDED.replace('func.apply(this, [n + count])', 'func(n + count)'))
  assert.equal(result.status, 'failed', result.why)
  assert.match(String(result.evidence.call), /r1 = r0\.call\(\{.*\}, -?\d/)
})

test('handing it through in another way passes', async () => {
  const result = await tried(
    HANDED,
    HANDED.replace('func.apply(this, [n + count])', 'func.call(this, n + count)'),
  )
  assert.equal(result.status, 'passed', result.why)
})

test('what asks a function for the number of its parameters is looked at', async () => {
  const before = `export function curry(func: (...args: unknown[]) => unknown): (one: unknown) => unknown {
  if (func.length < 2) return func
  return one => func(one, one === 1)
}
`
  const result = await tried(before, before.replace('func(one, one === 1)', 'func(one === 1, one)'))
  assert.equal(result.status, 'failed', result.why)
})

test('a function that says what it is called on gets that', async () => {
  const before = `export function half(this: { size: number; min?: number }, by: number): number {
  const size = this.size / by
  return Math.max(this.min ?? 0, size)
}
`
  const result = await tried(before, before.replace('this.min ?? 0', 'this.min ?? 1'))
  assert.equal(result.status, 'failed', result.why)
  assert.match(String(result.evidence.call), /half\.call\(\{ "size": /)
  const same = await tried(before, before.replace('this.size / by', '(1 * this.size) / by'))
  assert.equal(same.status, 'passed', same.why)
})

test('what cannot be reached from any export is not passed', async () => {
  const dead = (n: number) =>
    `export function one(): number { return 1 }\nfunction never(): number {\n  return ${n}\n}\nif (one() > 1) never()\n`
  const result = await tried(dead(2), dead(3))
  assert.equal(result.status, 'inconclusive', result.why)
  assert.match(result.why, /exercise 0 of 2 changed statements: too few/)
})

test('what is gone and was never seen at work is not passed', async () => {
  const rare = '  if (n === 7919 * 6007) return 1\n'
  const before = `export function f(n: number): number {\n  const twice = n * 2\n${rare}  return twice\n}\n`
  const result = await tried(before, before.replaceAll('twice', 'double').replace(rare, ''))
  assert.equal(result.status, 'inconclusive', result.why)
  assert.match(result.why, /but nothing of src\/a\.ts:3/)
})

test('code that answers differently each time says nothing', async () => {
  const before = 'export function draw(): number {\n  return Math.random()\n}\n'
  const result = await tried(before, before.replace('Math.random()', 'Math.random() / 2'))
  assert.equal(result.status, 'inconclusive', result.why)
})

test('what tells dates apart that are near to each other is told apart itself', async () => {
  const before = `export function unitBetween(later: Date, earlier: Date): string {
  const hours = Math.abs(later.getTime() - earlier.getTime()) / 3_600_000
  if (hours < 1) return 'minute'
  if (hours < 24) return 'hour'
  return hours < 24 * 7 ? 'day' : 'week'
}
`
  for (const [was, is] of [
    ['hours < 1)', 'hours < 2)'],
    ['24 * 7', '24 * 8'],
    ["'hour'", "'our'"],
  ] as const) {
    const result = await tried(before, before.replace(was, is))
    assert.equal(result.status, 'failed', `${is}: ${result.why}`)
  }
})

test('an export that is gone is for a person', async () => {
  const result = await tried(`${CLAMP}export const gone = (): number => 1\n`, CLAMP)
  assert.equal(result.status, 'inconclusive', result.why)
  assert.match(result.why, /src\/a\.ts no longer exports gone/)
})

test('what cannot be loaded is not tried out, and says why', async () => {
  const missing = "import { odd } from 'not-installed'\nexport const one = (): number => odd + 1\n"
  const result = await tried(missing, missing.replace('+ 1', '+ 2'))
  assert.equal(result.status, 'inconclusive', result.why)
  assert.match(result.why, /could not be tried out: cannot be loaded.*not-installed/)
})

test('a function that moves to a file of its own passes', async () => {
  const round = (n: string) => `function half(n: number): number {\n  return n / 2\n}\n${n}`
  const before = {
    'src/a.ts': round('export function whole(n: number): number {\n  return half(n) * 2\n}\n'),
  }
  const after = {
    'src/a.ts':
      "import { half } from './half.ts'\nexport function whole(n: number): number {\n  return half(n) * 2\n}\n",
    'src/half.ts': `export ${round('')}`,
  }
  const same = {
    ...SAME,
    'tsconfig.json': SAME['tsconfig.json']!.replace(
      '"strict"',
      '"allowImportingTsExtensions":true,"noEmit":true,"strict"',
    ),
  }
  const result = await behaviour.run(makeCandidate(same, before, after), await makeContext())
  assert.equal(result.status, 'passed', result.why)
})

/** A difference that only a text of 3,001 characters shows: whatever notices wrong changes beside it did not see this one. */
const FAR = (first: string, far: number) => `declare const console: { log(text: string): void }
${first}
export function size(text: string): number {
  return text.length === 3001 ? ${far} : 2
}
`
for (const [what, first] of [
  ['prints while it is loaded', "console.log('up')"],
  ['sets a global while it is loaded', ';(globalThis as any).loaded = 1'],
  ['prints something else each time it is loaded', 'console.log(String(Math.random()))'],
  ['counts its calls', 'let calls = 0\nexport const count = (): number => ++calls'],
])
  test(`a module that ${what} does not pass for that`, async () => {
    const result = await tried(FAR(first!, 1), FAR(first!, 3))
    assert.equal(result.status, 'inconclusive', result.why)
  })

test('what loading a module prints is seen', async () => {
  const text = (words: string) => FAR(`console.log('${words}')`, 1)
  const result = await tried(text('up'), text('ready'))
  assert.equal(result.status, 'failed', result.why)
  assert.match(result.why, /loading it showed/)
})

test('what chance decides now and then is not taken for something that was noticed', async () => {
  const text = (far: number) =>
    `export const size = (text: string): number => text.length === 3001 ? ${far} : Math.random() < 0.03 ? 1 : 2\n`
  const result = await tried(text(1), text(3))
  assert.equal(result.status, 'inconclusive', result.why)
})
