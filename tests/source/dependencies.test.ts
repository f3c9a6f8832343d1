import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classifyChange } from '../../src/source/classifyChange.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (path: string, before: string, after: string) => ({
  path,
  old: { mode: '100644', bytes: bytes(before) },
  new: { mode: '100644', bytes: bytes(after) },
})
const pack = (more: object) =>
  `${JSON.stringify({ name: 'a', version: '1.0.0', scripts: { test: 'x' }, ...more }, null, 2)}\n`
const before = pack({ dependencies: { left: '^1.0.0' } })

describe('a package that comes in', () => {
  const brings: Record<string, string> = {
    'a new one': pack({ dependencies: { left: '^1.0.0', right: '^2.0.0' } }),
    'one for development, in a field of its own': pack({
      dependencies: { left: '^1.0.0' },
      devDependencies: { right: '1' },
    }),
    'another version': pack({ dependencies: { left: '^2.0.0' } }),
    'one in the place of another': pack({ dependencies: { right: '1' } }),
  }
  for (const [what, after] of Object.entries(brings))
    it(what, () => {
      for (const files of [
        [file('package.json', before, after)],
        [file('package.json', before, after), file('package-lock.json', '{}', '{"a":1}')],
      ]) {
        const found = classifyChange(files)
        assert.equal(found.class, 'new_dependency', found.why)
        assert.match(found.why, /^brings in (?:left|right)/)
        // It steers all the same, so that nothing makes it automatic.
        assert.ok(found.steering.includes('package.json'))
      }
    })

  const others: Record<string, ReturnType<typeof file>[]> = {
    'a script beside it': [
      file(
        'package.json',
        before,
        pack({ scripts: { test: 'y' }, dependencies: { left: '^1.0.0', right: '1' } }),
      ),
    ],
    'a package that goes': [file('package.json', before, pack({ dependencies: {} }))],
    'a lock file alone': [file('package-lock.json', '{}', '{"a":1}')],
    'code beside it': [
      file('package.json', before, pack({ dependencies: { left: '2' } })),
      file('src/a.ts', 'a()', 'b()'),
    ],
    'a key that stands there twice': [
      file(
        'package.json',
        before,
        before.replace('"scripts"', '"scripts": { "test": "evil" }, "scripts"').replace('^1.0.0', '^2.0.0'),
      ),
    ],
    'no JSON': [file('package.json', before, `${pack({ dependencies: { left: '2' } })},`)],
    'dependencies that are a list': [file('package.json', before, pack({ dependencies: ['left'] }))],
    overrides: [
      file('package.json', before, pack({ dependencies: { left: '^1.0.0' }, overrides: { left: '2' } })),
    ],
    'another mode': [
      {
        ...file('package.json', before, pack({ dependencies: { left: '2' } })),
        new: { mode: '120000', bytes: bytes('x') },
      },
    ],
  }
  for (const [what, files] of Object.entries(others))
    it(`is not ${what}`, () => assert.equal(classifyChange(files).class, 'algorithm_change'))
})
