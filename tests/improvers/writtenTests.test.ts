import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runInNewContext } from 'node:vm'
import { flat, layOut } from '../../src/improvers/tests/layout.ts'
import { quoted, valueDoc } from '../../src/improvers/tests/value.ts'
import { type Runner, readPlaces, readStyle, writeTests } from '../../src/improvers/tests.ts'
import type { Frozen } from '../../src/model/frozen.ts'
import type { TestCase } from '../../src/model/testCase.ts'

const call = (name: string, args: Frozen[], outcome: TestCase['outcome']): TestCase => ({
  steps: [{ of: null, path: [name], does: 'call', args }],
  outcome,
})
const list = (...of: Frozen[]): Frozen => ({ $: 'array', of })
const cases = [
  call('pick', [list('a', 'b'), 1], { how: 'gives', value: 'b' }),
  call('pick', [list(1, 2), 0], { how: 'gives', value: list(1) }),
  call('pick', [list(), -1], {
    how: 'throws',
    error: { name: 'RangeError', message: "it's below 0", engine: false },
  }),
  call('pick', [], { how: 'settles', value: { $: 'undefined' } }),
  call('pick', [0], { how: 'refuses', error: { name: 'Error', message: 'none', engine: false } }),
]

/** What is written beside a test file, in its style. */
function written(sample: string, runner: Runner | null = null, of = cases): string {
  const style = readStyle({ path: 'a.test.js', text: sample }, runner)
  assert.ok(style)
  const file = { specifier: './pick.js', own: 'pick', exports: [{ name: 'pick', cases: of }] }
  return writeTests(file, style)?.text ?? ''
}

describe('a test file', () => {
  it('has no name twice, and none that nothing can be called', () => {
    const sample =
      "const test = require('node:test')\nconst { describe } = require('node:test')\nconst assert = require('node:assert')\ndescribe('a', () => { test('b', () => {}) })\n"
    const style = readStyle({ path: 'a.test.js', text: sample }, null)
    assert.ok(style)
    const about = (own: string, ...names: string[]) =>
      writeTests(
        {
          specifier: './it.js',
          own,
          exports: names.map(name => ({ name, cases: [call(name, [], { how: 'gives', value: 1 })] })),
        },
        style,
      )?.text
    assert.match(about('delete', 'default') ?? '', /^const deleteModule = require/m)
    assert.match(about('assert', 'default') ?? '', /assert\.strictEqual\(assertModule\(\), 1\)/)
    assert.match(about('pick', 'default', 'pick') ?? '', /^const pickModule = require/m)
    assert.match(about('pick', 'test', 'pick', 'class') ?? '', /^const \{ pick \} = require/m)
    assert.equal(about('pick', 'describe', 'delete'), undefined)
    assert.match(
      about('pick', 'pick') ?? '',
      /^const test = require\('node:test'\)\nconst \{ describe \} = require\('node:test'\)$/m,
    )
    const made: TestCase = {
      steps: [
        { of: null, path: ['Switch'], does: 'new', args: [] },
        { of: 0, path: ['on'], does: 'read', args: [] },
      ],
      outcome: { how: 'gives', value: true },
    }
    const text = writeTests(
      { specifier: './it.js', own: 'a', exports: [{ name: 'Switch', cases: [made] }] },
      style,
    )?.text
    assert.match(text ?? '', /const made = new Switch\(\)/)
  })

  it('is written for node:test as those beside it are', () => {
    const sample = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { one } from './one.js'

test('one', () => {
  assert.equal(one({ a: 1 }), 1)
})
`
    assert.equal(
      written(sample),
      `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pick } from './pick.js'

test('pick returns "b" for ["a", "b"], 1', () => {
  assert.equal(pick(['a', 'b'], 1), 'b')
})

test('pick returns [1] for [1, 2], 0', () => {
  assert.deepEqual(pick([1, 2], 0), [1])
})

test('pick throws RangeError for [], -1', () => {
  assert.throws(() => pick([], -1), {
    name: 'RangeError',
    message: "it's below 0",
  })
})

test('pick resolves to undefined', async () => {
  assert.equal(await pick(), undefined)
})

test('pick rejects with Error for 0', async () => {
  await assert.rejects(pick(0), { name: 'Error', message: 'none' })
})
`,
    )
  })

  it('is written for vitest with describe and should, where the others are', () => {
    const sample = `import { describe, expect, it } from 'vitest';
import { one } from './one';

describe('one', () => {
  it('should be one', () => {
    expect(one({ a: 1 })).toBe(1);
  });
});
`
    assert.equal(
      written(sample),
      `import { describe, expect, it } from 'vitest';
import { pick } from './pick.js';

describe('pick', () => {
  it('should return "b" for ["a", "b"], 1', () => {
    expect(pick(['a', 'b'], 1)).toBe('b');
  });

  it('should return [1] for [1, 2], 0', () => {
    expect(pick([1, 2], 0)).toEqual([1]);
  });

  it('should throw RangeError for [], -1', () => {
    expect(() => pick([], -1)).toThrow("it's below 0");
  });

  it('should resolve to undefined', async () => {
    expect(await pick()).toBeUndefined();
  });

  it('should reject with Error for 0', async () => {
    await expect(pick(0)).rejects.toThrow('none');
  });
});
`,
    )
  })

  it('is written for jest with its globals, in CommonJS', () => {
    const sample = `const { one } = require("./one");

test("one", () => {
    expect(one()).toBe(1);
});
`
    const text = written(sample, 'jest', cases.slice(0, 2))
    assert.equal(
      text,
      `const { pick } = require("./pick.js");

test("pick returns 'b' for ['a', 'b'], 1", () => {
    expect(pick(["a", "b"], 1)).toBe("b");
});

test("pick returns [1] for [1, 2], 0", () => {
    expect(pick([1, 2], 0)).toEqual([1]);
});
`,
    )
  })

  it("is written for mocha with chai's expect, which has no words for a promise that is refused", () => {
    const sample = `import { expect } from 'chai'
import { one } from './one.js'

describe('one', function () {
  it('is one', function () {
    expect(one()).to.equal(1)
  })
})
`
    assert.equal(
      written(sample, 'mocha', cases.slice(1)),
      `import { expect } from 'chai'
import { pick } from './pick.js'

describe('pick', () => {
  it('returns [1] for [1, 2], 0', () => {
    expect(pick([1, 2], 0)).to.deep.equal([1])
  })

  it('throws RangeError for [], -1', () => {
    expect(() => pick([], -1)).to.throw(RangeError, "it's below 0")
  })

  it('resolves to undefined', async () => {
    expect(await pick()).to.equal(undefined)
  })
})
`,
    )
  })

  it("is written for mocha with Node's or chai's assert", () => {
    const node = written(
      "const assert = require('assert')\ndescribe('a', () => { it('b', () => { assert.strictEqual(1, 1) }) })\n",
      'mocha',
      cases.slice(0, 3),
    )
    assert.match(node, /^const assert = require\('assert'\)\nconst \{ pick \} = require\('\.\/pick\.js'\)\n/)
    assert.match(node, / {4}assert\.strictEqual\(pick\(\['a', 'b'\], 1\), 'b'\)\n/)
    assert.match(node, /assert\.deepStrictEqual\(pick\(\[1, 2\], 0\), \[1\]\)/)
    const chai = written(
      "import { assert } from 'chai'\ndescribe('a', () => { it('b', () => { assert.equal(1, 1) }) })\n",
      'mocha',
      cases.slice(0, 3),
    )
    assert.match(chai, /^import \{ assert \} from 'chai'\n/)
    assert.match(chai, /assert\.strictEqual\(pick\(\['a', 'b'\], 1\), 'b'\)/)
    assert.match(chai, /assert\.deepEqual\(pick\(\[1, 2\], 0\), \[1\]\)/)
    assert.match(chai, /assert\.throws\(\(\) => pick\(\[\], -1\), RangeError, "it's below 0"\)/)
  })

  it('is written for ava', () => {
    const text = written(
      "import test from 'ava';\nimport {one} from './one.js';\n\ntest('one', t => {\n\tt.is(one({a: 1}), 1);\n});\n",
    )
    assert.equal(
      text,
      `import test from 'ava';
import {pick} from './pick.js';

test('pick returns "b" for ["a", "b"], 1', t => {
	t.is(pick(['a', 'b'], 1), 'b');
});

test('pick returns [1] for [1, 2], 0', t => {
	t.deepEqual(pick([1, 2], 0), [1]);
});

test('pick throws RangeError for [], -1', t => {
	t.throws(() => pick([], -1), {name: 'RangeError', message: "it's below 0"});
});

test('pick resolves to undefined', async t => {
	t.is(await pick(), undefined);
});

test('pick rejects with Error for 0', async t => {
	await t.throwsAsync(pick(0), {name: 'Error', message: 'none'});
});
`,
    )
  })

  it('is written for tap', () => {
    const text = written(
      "import t from 'tap'\nimport { one } from './one.js'\n\nt.test('one', async t => {\n  t.equal(one(), 1)\n})\n",
    )
    assert.match(text, /^import t from 'tap'\nimport \{ pick \} from '\.\/pick\.js'\n\n/)
    assert.match(
      text,
      /t\.test\('pick returns "b" for \["a", "b"\], 1', async t => \{\n {2}t\.equal\(pick\(\['a', 'b'\], 1\), 'b'\)\n\}\)\n/,
    )
    assert.match(text, /t\.strictSame\(pick\(\[1, 2\], 0\), \[1\]\)/)
    assert.match(text, /await t\.rejects\(pick\(0\), \{ name: 'Error', message: 'none' \}\)/)
  })

  it('makes an object of a class, does what went before, and states the last', () => {
    const of: TestCase = {
      steps: [
        { of: null, path: ['Queue'], does: 'new', args: [{ $: 'object', of: [['max', 2]] }] },
        { of: 0, path: ['push'], does: 'call', args: [7] },
        { of: 0, path: ['size'], does: 'read', args: [] },
      ],
      outcome: { how: 'gives', value: 1 },
    }
    const style = readStyle(
      {
        path: 'a.js',
        text: "import { test } from 'node:test'\nimport assert from 'node:assert'\n\ntest('a', () => {\n  assert(1)\n})\n",
      },
      null,
    )!
    const file = { specifier: './q.js', own: 'q', exports: [{ name: 'Queue', cases: [of] }] }
    assert.match(
      writeTests(file, style)!.text,
      /test\('Queue size returns 1 after push\(7\)', \(\) => \{\n {2}const queue = new Queue\(\{ max: 2 \}\)\n {2}queue\.push\(7\)\n {2}assert\.strictEqual\(queue\.size, 1\)\n\}\)/,
    )
  })

  it('does not read a value for nothing', () => {
    const read = { of: 0, path: ['size'], does: 'read' as const, args: [] }
    const about = (...between: TestCase['steps']): TestCase => ({
      steps: [{ of: null, path: ['Queue'], does: 'new', args: [] }, ...between, read],
      outcome: { how: 'gives', value: 0 },
    })
    const text = "import { test } from 'node:test'\nimport assert from 'node:assert'\ntest('a', () => {})\n"
    const style = readStyle({ path: 'a.js', text }, null)!
    const write = (of: TestCase) =>
      writeTests({ specifier: './q.js', own: 'q', exports: [{ name: 'Queue', cases: [of] }] }, style)
    assert.equal(write(about(read)), null)
    assert.ok(write(about()))
  })

  it('leaves out what nobody could follow, and is none where nothing is left', () => {
    const odd: Frozen[] = [
      { $: 'function', does: { kind: 'answers', of: [1, 2] } },
      { $: 'same', as: 0 },
      { $: 'symbol', name: 'a', how: 'fresh' },
      { $: 'object', of: [], bare: true },
      { $: 'array', of: [{ $: 'hole' }] },
    ]
    for (const value of odd) {
      assert.equal(valueDoc(value, { quote: "'", parens: false }), null, JSON.stringify(value))
      const text = written(
        "import { test } from 'node:test'\nimport assert from 'node:assert'\ntest('a', () => {})\n",
        null,
        [call('pick', [value], { how: 'gives', value: 1 })],
      )
      assert.equal(text, '', JSON.stringify(value))
    }
  })

  it('knows where each case stands', () => {
    const style = readStyle(
      {
        path: 'a.js',
        text: "import { test } from 'node:test'\nimport assert from 'node:assert'\ntest('a', () => {})\n",
      },
      null,
    )!
    const { text, places } = writeTests(
      { specifier: './a.js', own: 'a', exports: [{ name: 'pick', cases }] },
      style,
    )!
    assert.deepEqual(
      places.map(({ of }) => of),
      cases,
    )
    for (const { start, end } of places) assert.match(text.slice(start, end), /^test\([\s\S]*\}\)\n$/)
  })
})

describe('the style of tests', () => {
  it('is unknown where the runner is, or what states things', () => {
    const none = [
      "import tape from 'tape'\ntape('a', t => t.end())\n",
      "import { test } from 'uvu'\nimport * as assert from 'uvu/assert'\ntest('a', () => assert.is(1, 1))\n",
      "import expect from 'expect.js'\ndescribe('a', () => { it('b', () => { expect(1).to.be(1) }) })\n",
      'console.log(1)\n',
    ]
    for (const text of none) assert.equal(readStyle({ path: 'a.js', text }, null), null, text)
    assert.equal(readStyle({ path: 'a.js', text: none[2]! }, 'mocha'), null)
  })
})

describe('a value', () => {
  it('that is a function is said where its words say all that it does', () => {
    const say = (does: Extract<Extract<Frozen, object>, { $: 'function' }>['does'], parens = false) => {
      const doc = valueDoc({ $: 'function', does }, { quote: "'", parens })
      return doc && flat(doc, { spaced: true })
    }
    assert.equal(say({ kind: 'same' }), 'value => value')
    assert.equal(say({ kind: 'exceeds', than: 1 }, true), '(value) => value > 1')
    assert.equal(say({ kind: 'equals' }), '(a, b) => a === b')
    assert.equal(say({ kind: 'answers', of: ['a'], async: true }), "async () => 'a'")
    assert.equal(say({ kind: 'throws', message: 'no' }), null)
  })

  it('is quoted so that it reads back as it is', () => {
    for (const text of ['', "it's", 'a "b"', `'"`, '\\', 'a\nb', '\u0000', '\u2028', '\ud800', 'é', '\u200b'])
      for (const quote of ["'", '"'] as const)
        assert.equal(runInNewContext(quoted(text, quote)), text, JSON.stringify(text))
  })

  it('is broken over lines where it is too long for one', () => {
    const style = { quote: "'" as const, parens: false }
    const lines = { indent: '  ', width: 20, trailing: 'all' as const, spaced: true }
    const value: Frozen = {
      $: 'object',
      of: [
        ['name', 'a long text'],
        ['list', { $: 'array', of: [1, 2] }],
      ],
    }
    assert.equal(
      layOut(valueDoc(value, style)!, lines, 0, 0),
      "{\n  name: 'a long text',\n  list: [1, 2],\n}",
    )
    assert.equal(
      layOut({ open: 'f(', items: [valueDoc(value, style)!], close: ')' }, lines, 0, 0).split('\n')[0],
      'f({',
    )
  })
})

describe('the place of a test', () => {
  const file = (path: string, from: string) => ({ path, text: `import { a } from '${from}'\n` })
  const where = (tests: [string, string][], modules: string[], module: string, taken: string[] = []) => {
    const place = readPlaces(
      tests.map(([path, from]) => file(path, from)),
      new Set([...modules, module]),
    ).of(module, 'a', new Set(taken))
    return place && [place.path, place.specifier]
  }

  it('is beside the module where others are', () => {
    const tests: [string, string][] = [['src/a.spec.ts', './a']]
    assert.deepEqual(where(tests, ['src/a.ts'], 'src/b.ts'), ['src/b.spec.ts', './b'])
    assert.deepEqual(where(tests, ['src/a.ts'], 'src/x/b.ts'), ['src/x/b.spec.ts', './b'])
  })

  it('is in a folder of its own below, or beside the code, where others are', () => {
    assert.deepEqual(where([['src/__tests__/a.test.ts', '../a.js']], ['src/a.ts'], 'src/x/b.ts'), [
      'src/x/__tests__/b.test.ts',
      '../b.js',
    ])
    assert.deepEqual(where([['test/x/a.test.js', '../../src/x/a.js']], ['src/x/a.js'], 'src/y/b.js'), [
      'test/y/b.test.js',
      '../../src/y/b.js',
    ])
    assert.deepEqual(where([['tests/a.ts', '../lib/a.ts']], ['lib/a.ts'], 'lib/b.ts'), [
      'tests/b-a.ts',
      '../lib/b.ts',
    ])
  })

  it('is where tests are, when none is named like a module', () => {
    const tests: [string, string][] = [['test/basic.ts', '../source/index.js']]
    assert.deepEqual(where(tests, ['source/index.ts'], 'source/b.ts'), ['test/b-a.ts', '../source/b.js'])
    assert.equal(where([], [], 'source/b.ts'), null)
  })

  it('is another one where there is such a file', () => {
    const tests: [string, string][] = [['src/a.test.js', './a.js']]
    assert.deepEqual(where(tests, ['src/a.js'], 'src/a.js', ['src/a.test.js']), ['src/a-a.test.js', './a.js'])
    assert.equal(
      where(
        tests,
        [],
        'src/a.js',
        ['a', 'a-a', 'a-results'].map(one => `src/${one}.test.js`),
      ),
      null,
    )
  })
})
