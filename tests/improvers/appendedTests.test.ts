import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appendTests } from '../../src/improvers/tests/append.ts'
import { type Runner, readStyle } from '../../src/improvers/tests.ts'
import type { Frozen } from '../../src/model/frozen.ts'
import type { TestCase } from '../../src/model/testCase.ts'

const call = (name: string, args: Frozen[], value: Frozen): TestCase => ({
  steps: [{ of: null, path: [name], does: 'call', args }],
  outcome: { how: 'gives', value },
})
const twice = [{ name: 'twice', cases: [call('twice', [2], 4), call('twice', [0], 0)] }]

function append(text: string, exports = twice, specifier = './pick.js', runner: Runner | null = null) {
  const into = { path: 'pick.test.js', text }
  const style = readStyle(into, runner)
  assert.ok(style, 'the style can be read')
  return appendTests(into, { specifier, exports }, style)
}

const FLAT = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pick } from './pick.js'

test('one', () => {
  assert.equal(pick(1), 1)
})
`
const SUITE = `import { describe, expect, it } from 'vitest';
import { pick, zip } from './pick.js';

describe('pick', () => {
  it('is one', () => {
    expect(pick(1)).toBe(1);
  });
});
`

describe('tests that are put into a file', () => {
  it('stand at its end, and their names in its import', () => {
    const found = append(FLAT)
    assert.equal(
      found?.text,
      `${FLAT.replace('{ pick }', '{ pick, twice }')}
test('twice returns 4 for 2', () => {
  assert.equal(twice(2), 4)
})

test('twice returns 0 for 0', () => {
  assert.equal(twice(0), 0)
})
`,
    )
    assert.deepEqual(
      found?.places.map(({ start, end }) => found.text.slice(start, end)),
      ['4 for 2', '0 for 0'].map((words, at) => {
        const [is, given] = [
          [4, 2],
          [0, 0],
        ][at] as [number, number]
        return `test('twice returns ${words}', () => {\n  assert.equal(twice(${given}), ${is})\n})\n`
      }),
    )
  })

  it('have a describe of their own where those of other exports have', () => {
    assert.equal(
      append(SUITE)?.text,
      `${SUITE.replace('{ pick, zip }', '{ pick, twice, zip }')}
describe('twice', () => {
  it('returns 4 for 2', () => {
    expect(twice(2)).toBe(4);
  });

  it('returns 0 for 0', () => {
    expect(twice(0)).toBe(0);
  });
});
`,
    )
  })

  it('stand in the describe that is about their export, under names that are free', () => {
    const text = SUITE.replaceAll('pick(', 'twice(')
      .replace("'pick'", "'twice()'")
      .replace('{ pick, zip }', '{ twice }')
      .replace("'is one'", "'returns 4 for 2'")
    const found = append(text)
    assert.equal(
      found?.text,
      text.replace(
        '\n  });\n});\n',
        `\n  });

  it('returns 4 for 2 (2)', () => {
    expect(twice(2)).toBe(4);
  });

  it('returns 0 for 0', () => {
    expect(twice(0)).toBe(0);
  });
});
`,
      ),
    )
    assert.equal(found?.puts.length, 1)
  })

  it('stand within the describe of the module, beside or in those of its exports', () => {
    const text = (name: string) => `import { describe, expect, it } from 'vitest'
import {
  pick,
  twice,
} from './pick.js'

describe('the module', () => {
  describe('${name}', () => {
    it('is one', () => {
      expect(pick(1)).toBe(1)
    })
  })
})
`
    const own = append(text('twice'))?.text ?? ''
    assert.match(own, /toBe\(1\)\n {4}\}\)\n\n {4}it\('returns 4 for 2', \(\) => \{\n {6}expect/)
    const beside = append(text('pick'))?.text ?? ''
    assert.match(
      beside,
      /\n {2}\}\)\n\n {2}describe\('twice', \(\) => \{\n {4}it\('returns 4 for 2', \(\) => \{\n {6}expect/,
    )
    assert.ok(beside.endsWith('    })\n  })\n})\n'))
  })

  it('have their names in a line below what is had by require, which stays as it is', () => {
    const text = (clause: string) => `const { test } = require('node:test')
const assert = require('node:assert')
const ${clause} = require('./pick.js')

test('one', () => {
  assert.strictEqual(1, 1)
})
`
    for (const clause of ['{ pick }', 'picked']) {
      const below = `const ${clause} = require('./pick.js')\nconst { twice } = require('./pick.js')\n\ntest(`
      assert.ok(append(text(clause))?.text.includes(below), clause)
    }
    assert.equal(append(text('{ twice }'))?.puts.length, 1)
    assert.equal(append(text('{ pick = 1 }')), null)
  })

  it('have their names in lines of their own where they are many', () => {
    const names = ['aVeryLongNameOfAnExport', 'anotherLongNameOfAnExport', 'theLongestOfThem']
    assert.match(
      append(FLAT.replace('pick }', `${names.join(', ')} }`))?.text ?? '',
      /import \{\n {2}aVeryLongNameOfAnExport,\n {2}anotherLongNameOfAnExport,\n {2}theLongestOfThem,\n {2}twice,\n\} from '\.\/pick\.js'/,
    )
  })

  it('know the default export by the name that it has there', () => {
    const text = FLAT.replace('{ pick }', 'picked')
    const found = append(text, [{ name: 'default', cases: [call('default', [2], 4)] }])
    assert.match(found?.text ?? '', /assert\.equal\(picked\(2\), 4\)/)
    assert.equal(found?.puts.length, 1)
  })

  const refused: [why: string, text: string][] = [
    ['something is done before each', FLAT.replace("test('one'", "beforeEach(() => {})\n\ntest('one'")],
    ['something is mocked', `${FLAT}\nmock.timers.enable()\n`],
    ['the clock is another one', FLAT.replace('assert.equal', 'useFakeTimers(); assert.equal')],
    ['only some of it is run', FLAT.replace("test('one'", "test.only('one'")],
    ['the world is changed', FLAT.replace('assert.equal', "process.env.TZ = 'UTC'; assert.equal")],
    ['the name is that of something else', `${FLAT}\nconst twice = of => of\n`],
    [
      'the name is that of something else within',
      FLAT.replace('assert.equal', 'const twice = 1; assert.equal'),
    ],
    ['the export has another name there', FLAT.replace('{ pick }', '{ pick, twice as double }')],
    ['all of the module has one name', FLAT.replace('{ pick }', '* as all')],
    ['only the default export is had', FLAT.replace('{ pick }', 'pick')],
    ['the module is had twice', `${FLAT}import { zip } from './pick.js'\n`],
    ['the module is had from elsewhere', FLAT.replace('./pick.js', '../lib/pick.js')],
    ['only types are had', FLAT.replace('import { pick }', 'import type { pick }')],
    ['something is said among the names', FLAT.replace('{ pick }', '{ pick /* one */ }')],
    ['lines end in another way', FLAT.replaceAll('\n', '\r\n')],
    ['it has no one meaning', `${FLAT}\n)`],
  ]
  for (const [why, text] of refused)
    it(`are not where ${why}`, () => {
      assert.equal(append(text), null)
      assert.ok(append(FLAT))
    })

  it('are behind a describe that does something before each of its tests', () => {
    const text = SUITE.replace("'pick'", "'twice'").replace("  it('is", "  beforeEach(() => {});\n\n  it('is")
    assert.match(append(text)?.text ?? '', /\n\}\);\n\ndescribe\('twice', \(\) => \{\n {2}it\('returns/)
  })
})
