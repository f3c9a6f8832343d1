import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { changedLines } from '../../../src/checks/differ/changedLines.ts'
import { editText } from '../../../src/checks/differ/editText.ts'
import { instrumentCalls } from '../../../src/checks/differ/instrumentCalls.ts'
import { markStatements } from '../../../src/checks/differ/markStatements.ts'
import { mutate } from '../../../src/checks/differ/mutate.ts'
import { parseModule } from '../../../src/checks/differ/parseModule.ts'
import { pickMutants } from '../../../src/checks/differ/pickMutants.ts'

const compiler = await loadCompiler()
const { ts } = compiler
const lines = (text: string) => new Set(text.split('\n').keys())

/** Runs TypeScript as a script whose last expression is its answer. */
function run(text: string, globals: object): unknown {
  return runInNewContext(ts.transpile(text, { target: ts.ScriptTarget.ES2022 }), globals)
}

/** Each must give the same with marks, calls told, and without. */
const PROGRAMS: Record<string, string> = {
  'statements without braces': 'let x = 0\nif (x === 0) x = 1\nelse x = 2\nfor (const n of [1, 2]) x += n\nx',
  'arrows in arrows': 'const add = (a: number) => (b: number) => a + b\nadd(1)(2)',
  'an arrow at the end of a statement': 'let f: () => number\nif (true) f = () => 3\nf()',
  'an arrow that gives an object': 'const make = (n: number) => ({ n })\nmake(2).n',
  'a derived class':
    'class A { at = 1 }\nclass B extends A { constructor(n: number) { super(); this.at = n } get() { return this.at } }\nnew B(4).get()',
  'a directive': "function strict() { 'use strict'; return this === undefined }\nstrict()",
  'a generator': 'function* two() { yield 1; yield 2 }\n[...two()].join()',
  'a switch':
    "const name = (n: number) => { switch (n) { case 1: return 'one'; default: return 'more' } }\nname(1) + name(2)",
  'a label': 'let n = 0\nouter: for (;;) { for (;;) { n++; break outer } }\nn',
  'default parameters': 'const f = (a = 1, { b = 2 } = {}) => a + b\nf() + f(3, { b: 1 })',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
  'a template': "const say = (n: number) => `${n > 1 ? `many ${n}` : 'one'}`\nsay(1) + say(2)",
  'an async arrow': 'const f = async () => 1\nf() instanceof Promise',
  'a getter': 'const o = { get n() { return 5 } }\no.n',
  'an empty body': 'function none() {}\nString(none())',
}

for (const [what, text] of Object.entries(PROGRAMS)) {
  test(`marks change nothing: ${what}`, () => {
    const passed: number[] = []
    const file = parseModule(compiler, 'a.ts', text)
    const { text: made, marked } = markStatements(compiler, file, lines(text), 10, 'passes')
    assert.deepEqual(run(made, { passes: (mark: number) => passed.push(mark) }), run(text, {}), made)
    const known = new Set(marked.map(one => one.mark))
    assert.ok(passed.length > 0 && passed.every(mark => known.has(mark)))
    assert.deepEqual(run(made, {}), run(text, {}), 'nobody listens')
  })

  test(`telling calls changes nothing: ${what}`, () => {
    const file = parseModule(compiler, 'a.ts', text)
    const made = instrumentCalls(compiler, 'a.ts', file, 'called')
    assert.deepEqual(run(made, { called: () => {} }), run(text, {}), made)
    assert.deepEqual(run(made, {}), run(text, {}), 'nobody listens')
  })

  test(`every mutant is another program that can be read: ${what}`, () => {
    const mutants = mutate(compiler, parseModule(compiler, 'a.ts', text), lines(text))
    for (const mutant of mutants) {
      const made = editText(text, [mutant])
      assert.notEqual(made, text)
      const { diagnostics = [] } = ts.transpileModule(made, { reportDiagnostics: true })
      assert.deepEqual(
        diagnostics.map(one => one.messageText),
        [],
        `${mutant.what}\n${made}`,
      )
    }
  })
}

test('calls are told with the site of the function, its arguments, and the object of a method', () => {
  const text =
    'class A { add(n: number) { return n } }\nconst twice = (n: number) => 2 * n\nnew A().add(3) + twice(4)'
  const told: [string, number, unknown[], boolean][] = []
  const file = parseModule(compiler, 'src/a.ts', text)
  run(instrumentCalls(compiler, 'src/a.ts', file, 'called'), {
    called: (module: string, site: number, args: ArrayLike<unknown>, self: unknown) =>
      told.push([module, site, Array.from(args), self !== undefined]),
  })
  assert.deepEqual(told, [
    ['src/a.ts', text.indexOf('add('), [3], true],
    ['src/a.ts', text.indexOf('(n: number) =>'), [4], false],
  ])
})

test('only statements on changed lines are marked, and what only declares is not', () => {
  const text = 'let a = 1\nfunction f() {\n  a = 2\n}\ntype T = 1\na = 3\n'
  const { marked } = markStatements(compiler, parseModule(compiler, 'a.ts', text), new Set([1, 2, 4]), 0, 'x')
  assert.deepEqual(
    marked.map(one => one.line),
    [2],
  )
})

test('types, imports and directives have no mutants', () => {
  const text =
    "'use strict'\nimport { a } from 'b'\nexport * from 'c'\ntype T = 1 | 'x'\ninterface I { n: 2 }\nlet x: 3\nenum E { A = 1 }\n"
  assert.deepEqual(mutate(compiler, parseModule(compiler, 'a.ts', text), lines(text)), [])
})

test('a method by the name of what every object has is a method like any other', () => {
  const text = 'a.toString()\nb.valueOf(c)\n'
  const made = mutate(compiler, parseModule(compiler, 'a.ts', text), lines(text))
  assert.ok(made.every(one => typeof one.text === 'string'))
})

test('lines that differ are told from both sides; white space at their ends is nothing', () => {
  const { gone, fresh } = changedLines('a\nb\nc\n', 'a\n  x\n  c\nd\n')
  assert.deepEqual([[...gone], [...fresh]], [[1], [1, 3]])
})

test('what two texts have in common comes to the same on both sides', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { gone, fresh } = changedLines(before.join('\n'), after.join('\n'))
      const kept = (list: string[], left: Set<number>) =>
        (list.length ? list : ['']).filter((_, at) => !left.has(at))
      assert.deepEqual(kept(before, gone), kept(after, fresh))
    }),
  )
})

test('all lines and statements have their share of the mutants that are tried', () => {
  const one = { path: 'a.ts', line: 1 }
  const marks = pickMutants(
    [1, 1, 1, 2].map(mark => ({ ...one, mark })),
    2,
  ).map(({ mark }) => mark)
  assert.deepEqual(marks, [1, 2])
  const all = [0, 0, 0, 0, 0, 7].map((line, at) => ({ path: 'a.ts', mark: null, line, at }))
  assert.deepEqual(
    pickMutants(all, 3).map(one => one.line),
    [0, 7, 0],
  )
  assert.equal(pickMutants(all, 40).length, 6)
})
