import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const RANGE = `import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { cpus, hostname } from 'node:os'

/** Numbers from one to another. */
export function range(from, to, step = 1) {
  if (step === 0) throw new RangeError('step must not be 0')
  const list = []
  for (let at = from; step > 0 ? at < to : at > to; at += step) list.push(at)
  return list
}

export function stamp() {
  return Date.now()
}

export function roll(sides) {
  return 1 + Math.floor(Math.random() * sides)
}

let total = 0
export function tally(by) {
  total += by
  return total
}

export async function later(value) {
  if (value === undefined) throw new Error('nothing to give')
  return [value]
}

export function isSaturday() {
  return new Date().getDay() === 6
}

export function machine() {
  return [process.platform, hostname(), cpus().length]
}

export function files() {
  return readdirSync('.').join()
}

export function save(text) {
  const path = '/tmp/saved'
  writeFileSync(path, String(text))
  rmSync(path)
  return true
}

export function load(name) {
  return readFileSync('/nowhere/' + name, 'utf8')
}

export async function noted(text) {
  const file = await open('/tmp/noted', 'w')
  await file.close()
  return [text]
}

export function month(date) {
  return date.getMonth()
}
`

function project(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

describe('exports that no test calls', () => {
  it('get tests in the style of those that there are, which notice wrong changes and pass each time', () => {
    const repo = project({ 'src/range.js': RANGE })
    const { improvements, dropped, findings, notes } = improverJson<RunResult>(repo, 'run', '--only', 'tests')
    assert.deepEqual(dropped, [])
    assert.deepEqual(notes, [])
    assert.deepEqual(
      findings.map(({ path, symbol }) => `${path} ${symbol}`),
      ['src/range.js range, later'],
    )
    const [{ branch, checks, class: name, files }] = improvements as [RunResult['improvements'][0]]
    assert.equal(name, 'algorithm_change')
    assert.deepEqual(files, ['test/range.test.js'])
    assert.equal(checks.tests?.status, 'passed')
    const text = repo.git('show', `${branch}:test/range.test.js`)
    assert.match(
      text,
      /^import assert from 'node:assert'\nimport \{ test \} from 'node:test'\nimport \{ later, range \} from '\.\.\/src\/range\.js'\n\ntest\('range returns /,
    )
    assert.match(text, /throws RangeError for .*, 0'/)
    assert.match(text, /await assert\.rejects\(later\(\), \{ name: 'Error', message: 'nothing to give' \}\)/)
    assert.doesNotMatch(text, /stamp|roll|month|tally|isSaturday|machine|files|save|load|noted/)
    assert.equal(repo.git('status', '--porcelain'), '')
    assert.equal(repo.git('diff', '--name-status', 'HEAD', branch), 'A\ttest/range.test.js')
    const message = repo.git('log', '-1', '--format=%B', branch)
    assert.match(message, /^Improver: tests\/uncovered@1$/m)
    assert.match(message, /pass in 20\s+of 20\s+runs/)
    assert.equal(improverJson<RunResult>(repo, 'run', '--only', 'tests').findings.length, 0, 'nothing twice')
  })

  it('get them in the test file of their module, and so do branches that no test reaches', () => {
    const repo = project({
      'src/size.js': `export function size(of) {
  if (of < 10) {
    return 'small'
  }
  if (of > 100) {
    const word = 'large'
    return word
  }
  return 'middle'
}

export function double(of) {
  return of > 1 ? of * 2 : of
}

export function well(of) {
  if (of > 1000) {
    return 'huge'
  }
  const [one, two, three, four] = [of + 1, of + 2, of + 3, of + 4]
  const low = one * two
  const high = three * four
  const both = low + high
  const rest = both % 7
  return rest
}
`,
      'test/size.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { size, well } from '../src/size.js'

test('size', () => {
  assert.equal(size(50), 'middle')
})

test('well', () => {
  assert.equal(well(1), 5)
})
`,
    })
    const { improvements, dropped, findings } = improverJson<RunResult>(repo, 'run', '--only', 'tests')
    assert.deepEqual(dropped, [])
    assert.deepEqual(
      findings.map(({ path, symbol }) => `${path} ${symbol}`),
      ['src/size.js size, double'],
    )
    const [{ branch, files }] = improvements as [RunResult['improvements'][0]]
    assert.deepEqual(files, ['test/size.test.js'])
    const text = repo.git('show', `${branch}:test/size.test.js`)
    const was = repo.git('show', 'HEAD:test/size.test.js')
    assert.ok(text.startsWith(was.replace('{ size, well }', '{ double, size, well }').trimEnd()), text)
    assert.match(
      text,
      /\n\ntest\('size returns "small" for -?\d+', \(\) => \{\n {2}assert\.strictEqual\(size\(/,
    )
    assert.match(text, /size returns "large" for/)
    assert.match(text, /double returns/)
    assert.doesNotMatch(text, /size returns "middle"|well returns/)
    const message = repo.git('log', '-1', '--format=%B', branch).replace(/\s+/g, ' ')
    assert.match(message, /No test calls double\. Tests never reach 3 of the 6 statements of size\./)
  })

  it('are each what no test calls: not what has no name to know it by, nor what is called by another or is there twice', () => {
    const repo = project({
      'src/plain.js': 'export default function (of) {\n  return of > 1 ? 2 : 3\n}\n',
      'src/own.js': 'export default function mine(of) {\n  return of > 1 ? 2 : 3\n}\n',
      'src/both.js':
        "export function both(of) {\n  return of === 'abc' ? 2 : 3\n}\nexport const called = function other() {\n  return 1\n}\nexport default both\n",
      'src/linked.js': "export function linked(of) {\n  return of === 'abc' ? 2 : 3\n}\n",
      'test/one.test.js': `import assert from 'node:assert'
import { test } from 'node:test'
import { called } from '../src/both.js'
import mine from '../src/own.js'
import plain from '../src/plain.js'

test('all', () => assert.equal(called() + mine(1) + plain(1), 7))
`,
    })
    symlinkSync('one.test.js', join(repo.dir, 'test/linked.test.js'))
    repo.git('add', '-A')
    repo.git('commit', '-m', 'Link')
    const { findings } = improverJson<RunResult>(repo, 'run', '--only', 'tests', '--dry-run')
    assert.deepEqual(
      findings.map(({ path, symbol }) => `${path} ${symbol}`),
      ['src/both.js both'],
    )
  })

  it('are told, and not written down, where what they do looks like a fault', () => {
    const repo = project({
      'package.json':
        '{ "name": "lib", "type": "module", "scripts": { "test": "node --import tsx --test" } }\n',
      'tsconfig.json':
        '{ "compilerOptions": { "strict": true, "allowJs": true, "noEmit": true }, "include": ["src"] }',
      'src/mean.ts': `/**
 * Says whose it is.
 *
 * @example
 * owner('a', 1) // => 'a has 1'
 */
export function owner(name: string, count: number): string {
  return name + ' owns ' + count
}

export function mean(list: number[]): number {
  return list.reduce((sum, one) => sum + one, 0) / list.length
}

export function first(list: string[]): string {
  return list[0] as string
}

export function show(one: { a: number }): string {
  return 'it is ' + one
}

export function lastOf(list: number[]): number {
  return list.sort()[list.length - 1] ?? 0
}

export function initial(name: string | null): string {
  return (name as string).slice(0, 1)
}

/** @throws {RangeError} for what is below 0 */
export function root(of: number): number {
  if (of < 0) throw new Error('below 0')
  return Math.sqrt(of)
}
`,
    })
    const { notes } = improverJson<RunResult>(repo, 'run', '--only', 'tests', '--dry-run')
    const told = (pattern: RegExp) =>
      assert.equal(notes.filter(note => pattern.test(note)).length, 1, `${pattern}\n${notes.join('\n')}`)
    told(
      /^src\/mean\.ts: owner\("a", 1\) does not give what the example in its documentation says; look at it/,
    )
    told(/^src\/mean\.ts: mean\(\[\]\) gives NaN/)
    told(/^src\/mean\.ts: first\(\[\]\) gives undefined, which is not of the type that it says it gives/)
    told(/^src\/mean\.ts: show\(.*\) gives a text with \[object Object\] in it/)
    told(/^src\/mean\.ts: lastOf\(.*\) alters its first argument/)
    told(/^src\/mean\.ts: initial\(null\) throws a TypeError of JavaScript's own, for what the types allow/)
    told(/^src\/mean\.ts: root\(-.*\) throws Error, and its documentation says RangeError/)
  })

  it('have their turn: what tests were proposed for is not looked at again, and the next module is', () => {
    const add = 'export function add(a, b) {\n  if (a > b) return a - b\n  return a + b\n}\n'
    const repo = project({ 'src/one.js': add, 'src/two.js': add.replaceAll('add', 'sum') })
    const modules = [1, 2, 3].map(() =>
      improverJson<RunResult>(repo, 'run', '--only', 'tests', '--limit', '1').improvements.map(
        ({ branch }) => branch,
      ),
    )
    assert.deepEqual(
      modules.map(branches => branches.length),
      [1, 1, 0],
    )
    assert.equal(new Set(modules.flat()).size, 2)
  })

  it('are not looked for where no tests run, nor where nobody asked', () => {
    const bare = project({ 'package.json': '{ "name": "lib", "type": "module" }\n', 'src/range.js': RANGE })
    const asked = improver(bare, 'run', '--only', 'tests', '--dry-run')
    assert.equal(asked.code, 0, asked.stderr)
    assert.match(asked.stdout, /^note {5}tests: package\.json has no test script$/m)
    const red = project({
      'test/red.test.js': "import { test } from 'node:test'\ntest('a', () => { throw new Error('no') })\n",
    })
    assert.match(
      improver(red, 'run', '--only', 'tests', '--dry-run').stdout,
      /^note {5}tests: 1 tests fail as it is: new ones would prove nothing$/m,
    )
    const { findings, notes } = improverJson<RunResult>(
      project({ 'src/range.js': RANGE }),
      'run',
      '--dry-run',
    )
    assert.deepEqual(
      findings.filter(one => one.improver === 'tests'),
      [],
    )
    assert.deepEqual(notes, [])
  })
})
