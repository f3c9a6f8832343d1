import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { judge } from '../../../src/flow/measure/steadyMarks.ts'
import { unreached } from '../../../src/flow/measure/unreached.ts'
import { compiler, type Files, groundOf, placeFor, placesIn, proposalFor } from './benchmarkSubject.ts'

const MODULE = '{ "name": "x", "type": "module" }'
const WITH_MITATA = '{ "name": "x", "type": "module", "devDependencies": { "mitata": "1" } }'

/** Of a TypeScript module, or one in JavaScript, that stands alone. */
const proposed = (text: string, more: Files = {}, path = 'src/a.ts') =>
  proposalFor({ 'package.json': MODULE, ...more, [path]: text }, path)

describe('a benchmark that is proposed', () => {
  it('calls what leads to the places, with counted inputs, in the types that the module asks for', async () => {
    const one = await proposed(
      `export interface P { name: string; kind: 'a' | 'b'; tags: string[]; at: Date }
export const byTag = (people: P[], tags: Set<string>) => people.filter(one => /* HERE */ tags.has(one.tags[0]!))
export async function joined(names: readonly string[], by: string): Promise<string> {
  /* HERE */ return names.join(by)
}
`,
      { 'package.json': WITH_MITATA },
    )
    assert.deepEqual(
      [one?.path, one?.calls, one?.places.length],
      ['bench/a.bench.ts', ['byTag', 'joined'], 2],
    )
    const text = one!.text.replaceAll(/\[100, .*\]/g, '[SIZES]')
    assert.equal(
      text,
      `import { bench, run } from 'mitata'
import { byTag, joined } from '../src/a.js'

for (const size of [SIZES]) {
  const people = Array.from({ length: size }, (_, i) => ({
    name: \`name-\${i}\`,
    kind: 'a' as const,
    tags: Array.from({ length: 3 }, (_, j) => \`item-\${i + j}\`),
    at: new Date(i * 60_000),
  }))
  const tags = new Set(Array.from({ length: size }, (_, i) => \`item-\${i + size / 2}\`))
  bench(\`byTag with \${size} elements\`, () => byTag(people, tags))
}

for (const size of [SIZES]) {
  const names = Array.from({ length: size }, (_, i) => \`item-\${i}\`)
  bench(\`joined with \${size} names\`, () => joined(names, 'item'))
}

await run()
`,
    )
  })

  it('is JavaScript that says so where the repository has no library for it', async () => {
    const one = await proposed('export function f(ids: number[]) { /* HERE */ return ids.length }\n')
    assert.equal(one?.path, 'bench/a.bench.js')
    assert.match(
      one!.text,
      /^\/\/ Run by `git improver bench`, for which mitata need not be installed\.\nimport/,
    )
    assert.match(one!.text, /from '\.\.\/src\/a\.ts'/)
    const common = await proposalFor(
      {
        'package.json': '{}',
        'lib/a.js': 'exports.each = (list, fn) => list.map(one => { /* HERE */ return fn(one) })\n',
      },
      'lib/a.js',
    )
    assert.equal(common?.path, 'bench/a.bench.mjs')
    assert.match(common!.text, /each\(list, \(?value\)? => value\)/)
  })

  it('makes an object of a class first', async () => {
    const one = await proposed(`export class HTTPStore<T> {
  constructor(private all: T[], readonly name: string) {}
  find(ids: T[]): T[] {
    return ids.filter(id => /* HERE */ this.all.includes(id))
  }
}
`)
    assert.deepEqual(one?.calls, ['HTTPStore.find'])
    assert.match(one!.text, /const httpStore = new HTTPStore\(all, 'item'\)\n/)
    assert.match(one!.text, /bench\(`HTTPStore\.find with \$\{size\} ids`, \(\) => httpStore\.find\(ids\)\)/)
  })

  it('goes through what is exported to what is not, and takes a text where there is no list', async () => {
    const one = await proposed(`const inner = (words: string[]) => { /* HERE */ return words.length }
export const outer = (text: string) => inner(text.split(' '))
`)
    assert.match(one!.text, /const text = .*`word-\$\{i\}`\)\.join\(' '\)/)
    assert.match(one!.text, /outer with \$\{size\} words/)
  })

  it('is written as those that are there, in their folder and for their library', async () => {
    const there = `import { Bench } from "tinybench";
import { g } from "../src/b.mjs";
const bench = new Bench();
bench.add("g", () => g());
await bench.run();
`
    const files = { 'perf/b.bench.mjs': there, 'src/b.mjs': 'export const g = () => {};\n' }
    const one = await proposed(
      'export const f = list => { /* HERE */ return list.length };\n',
      files,
      'src/a.mjs',
    )
    assert.equal(one?.path, 'perf/a.bench.mjs')
    assert.match(
      one!.text,
      /^import \{ Bench \} from "tinybench";\nimport \{ f \} from "\.\.\/src\/a\.mjs";\n\nconst bench = new/,
    )
    assert.match(one!.text, / {2}bench\.add\(`f with \$\{size\} elements`, \(\) => f\(list\)\);\n/)
    assert.match(one!.text, /await bench\.run\(\);\nconsole\.table\(bench\.table\(\)\);\n$/)
  })

  it('gives vitest nothing back, and waits for a promise', async () => {
    const vitest = { 'package.json': '{ "devDependencies": { "vitest": "3" } }' }
    const one = await proposed(
      'export const f = async list => { /* HERE */ return list.length }\n',
      vitest,
      'src/a.mjs',
    )
    assert.match(one!.text, /bench\(`.*`, async \(\) => \{\n {4}await f\(list\)\n {2}\}\)\n\}\n$/)
  })
})

describe('no benchmark is proposed', () => {
  for (const [why, text] of Object.entries({
    'of what takes away its own input':
      'export function f(queue: string[]) { while (queue.length) { /* HERE */ queue.shift() } }',
    'of a place that the call does not come by':
      'export function f(list: number[]) { if (list.length > 1e9) { /* HERE */ return 1 } return 0 }',
    'of what throws': 'export function f(list: number[]) { /* HERE */ throw new Error(String(list.length)) }',
    'of what nothing can be made large of': 'export function f(n: number) { /* HERE */ return n }',
    'of what runs when the module is loaded':
      'export const f = (list: number[]) => list\nconst x = /* HERE */ f([1])',
    'of what no export leads to':
      'function f(list: number[]) { /* HERE */ return list }\nexport const g = 1\n',
    'of inputs that nobody can write down':
      'export async function f(list: AsyncIterable<string>, all: string[]) { /* HERE */ return all }',
  }))
    it(why, async () => assert.equal(await proposed(text), null))

  it('where the policy would not find it, or something stands there', () => {
    const files = { 'package.json': MODULE, 'src/a.ts': '', 'bench/a.bench.js': 'export {}\n' }
    assert.equal(placeFor(files, 'src/a.ts')?.path, undefined)
  })

  it('that is not the same work each time', () => {
    const ran = (...counts: number[]) => ({
      name: 'f',
      calls: counts.map(count => (count ? { 'a:1': count } : ({} as Record<string, number>))),
      shortestMs: 1,
    })
    assert.deepEqual(judge([ran(2, 2, 2)]), { marks: new Set(['a:1']), cases: ['f'], longestMs: 1 })
    assert.deepEqual(judge([ran(2, 0, 0)]), { why: 'f does not do the same in each call' })
    assert.deepEqual(judge([ran(2, 2), ran(0, 0)]), { why: 'f does not come by any of the places' })
    assert.deepEqual(judge([]), { why: 'it defines no benchmark' })
  })
})

describe('a place that no benchmark runs', () => {
  const TEXT = `export function f(list: number[]) { /* HERE */ return list.length }
export function g(list: number[]) {
  if (list.length > 2) /* HERE */ return list.map(one => /* HERE */ one + 1)
  else return list
}
`
  /** Which of the three places none of some benchmarks runs, by their order. */
  async function left(benchmarks: Files): Promise<number[]> {
    const files = {
      'package.json': MODULE,
      'src/a.ts': TEXT,
      'src/index.ts': "export * from './a.ts'\n",
      ...benchmarks,
    }
    const ground = await groundOf(files)
    const places = placesIn(TEXT)
    const found = await unreached(
      ground,
      compiler,
      new Map([['src/a.ts', places]]),
      Object.keys(benchmarks),
      () => {},
    )
    assert.ok(!existsSync(join(ground.tree, 'src/.bench')))
    return (found.get('src/a.ts') ?? []).map(one => places.indexOf(one))
  }
  const bench = (call: string) =>
    `import { bench } from 'mitata'\nimport { f, g } from '../src/index.ts'\nbench('it', () => ${call})\n`

  it('is one of code that benchmarks only lead to, too', async () => {
    assert.deepEqual(await left({}), [0, 1, 2])
    assert.deepEqual(await left({ 'bench/a.bench.ts': bench('f([1])') }), [1, 2])
    assert.deepEqual(await left({ 'bench/a.bench.ts': bench('g([1])') }), [0, 1, 2])
    assert.deepEqual(
      await left({ 'bench/a.bench.ts': bench('g([1, 2, 3])'), 'bench/b.bench.ts': bench('f([])') }),
      [],
    )
  })

  it('is none where a benchmark leads there that cannot be seen to its end', async () => {
    assert.deepEqual(await left({ 'bench/a.bench.ts': bench('{ throw new Error(String(f)) }') }), [])
    assert.deepEqual(await left({ 'bench/a.bench.ts': "import './nowhere.ts'\n" }), [0, 1, 2])
  })
})
