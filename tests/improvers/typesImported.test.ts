import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { typed } from './typedFiles.ts'

const SHAPE =
  'export interface Shape { sides: number }\nexport function draw(shape: Shape) { return shape.sides }\n'
const TWICE = 'export const twice = (one) => draw(one) + draw(one)\n'

/** What stands before the function when its parameter was given a type. */
const imports = (before: string, files: Record<string, string> = { 'shape.ts': SHAPE }, path = 'a.ts') => {
  const { findings, texts } = typed({ [path]: before + TWICE, ...files })
  const now = texts[path]!
  if (!findings.length) {
    assert.equal(now, before + TWICE)
    return null
  }
  assert.match(now, /twice = \(one: Shape\) => draw/)
  return now.slice(0, now.indexOf('export const twice'))
}

describe('a type that a file does not import', () => {
  it('is imported as a type alone, behind its other imports and in their style', () => {
    assert.equal(
      imports("import { draw } from './shape'\n"),
      "import { draw } from './shape'\nimport type { Shape } from './shape'\n",
    )
    assert.equal(
      imports('import { draw } from "./shape"; // draws\r\n'),
      'import { draw } from "./shape"; // draws\r\nimport type { Shape } from "./shape";\r\n',
    )
  })

  it('joins what is imported as types of the same module', () => {
    const shape = { 'shape.ts': `${SHAPE}export type Other = string\nexport type { Other as More }\n` }
    const uses = 'export const other: Other = ""\n'
    assert.equal(
      imports(`import { draw } from './shape'\nimport type { Other } from './shape'\n${uses}`, shape),
      `import { draw } from './shape'\nimport type { Other, Shape } from './shape'\n${uses}`,
    )
    assert.equal(
      imports(`import { draw, type Other } from './shape'\n${uses}`, shape),
      `import { draw, type Other, type Shape } from './shape'\n${uses}`,
    )
  })

  it('comes from where it is declared, as other files are named', () => {
    const files = {
      'lib/shape.ts': 'export interface Shape { sides: number }\n',
      'lib/draw.ts':
        "import type { Shape } from './shape'\nexport function draw(shape: Shape) { return shape.sides }\n",
    }
    assert.equal(
      imports("import { draw } from './lib/draw'\n", files),
      "import { draw } from './lib/draw'\nimport type { Shape } from './lib/shape'\n",
    )
    assert.equal(
      imports("import { draw } from '../lib/draw.js'\n", files, 'src/a.ts'),
      "import { draw } from '../lib/draw.js'\nimport type { Shape } from '../lib/shape.js'\n",
    )
    assert.equal(
      imports(
        "import { draw } from '../lib'\n",
        {
          'lib/index.ts': "export { draw } from './draw'\nexport interface Shape { sides: number }\n",
          'lib/draw.ts':
            "import type { Shape } from './index'\nexport function draw(shape: Shape) { return shape.sides }\n",
        },
        'src/a.ts',
      ),
      "import { draw } from '../lib'\nimport type { Shape } from '../lib'\n",
    )
  })

  it('is not written where the module does not export it, or by default alone', () => {
    const before = "import { draw } from './shape'\n"
    assert.equal(imports(before, { 'shape.ts': SHAPE.replace('export interface', 'interface') }), null)
    assert.equal(
      imports("import draw from './shape'\n", {
        'shape.ts':
          'export default class Shape { sides = 1 }\nfunction draw(shape: Shape) { return shape.sides }\n',
      }),
      null,
    )
  })

  it('is not written where the name is another thing there', () => {
    const before = "import { draw } from './shape'\n"
    for (const other of [
      'export const Shape = 1\n',
      'interface Shape { other: string }\n',
      'class Shape {}\n',
    ])
      assert.equal(imports(before + other), null)
  })

  it('is not written in a file without imports, which may be no module', () => {
    const files = {
      'a.ts': 'function twice(one) { return one.sides + one.sides }\n',
      'shape.ts': `${SHAPE}`,
      'b.d.ts': "declare function twice(one: import('./shape').Shape): number\n",
    }
    assert.deepEqual(typed(files).findings, [])
  })

  it('is not written across packages, nor from tests', () => {
    const before = "import { draw } from './draw'\n"
    const draw = (from: string) =>
      `import type { Shape } from '${from}'\nexport function draw(shape: Shape) { return shape.sides }\n`
    const shape = 'export interface Shape { sides: number }\n'
    const at = 'packages/a/src/a.ts'
    const made = (path: string, from: string) =>
      imports(before, { 'packages/a/src/draw.ts': draw(from), [path]: shape }, at)
    assert.match(
      made('packages/a/lib/shape.ts', '../lib/shape') ?? '',
      /import type \{ Shape \} from '\.\.\/lib\/shape'/,
    )
    assert.equal(made('packages/b/src/shape.ts', '../../b/src/shape'), null)
    assert.equal(made('packages/a/test/shape.ts', '../test/shape'), null)
  })

  it('is found for what namesakes are, properties and what functions return, too', () => {
    const files = {
      'a.ts': `import { make } from './make'\nexport class Box {\n  private one: any\n  constructor() { this.one = make() }\n  get(): any { return make() }\n  all() { return [this.one] }\n}\n`,
      'make.ts':
        "import { Shape } from './shape'\nexport const make = () => new Shape()\nexport const keep = (of: Shape) => of\n",
      'shape.ts': 'export class Shape { sides = 1 }\n',
    }
    const { findings } = typed(files)
    assert.deepEqual(
      findings.map(({ rewrite, reason }) => [rewrite, reason]),
      [
        ['properties', 'one is Shape.'],
        ['returns', 'Box.get returns Shape.'],
      ],
    )
    for (const { data } of findings)
      assert.match(JSON.stringify(data), /import type \{ Shape \} from '\.\/shape'/)
  })
})
