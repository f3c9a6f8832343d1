import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ts } from 'ts-morph'
import { describeSurface } from '../../../src/checks/inputs/describeSurface.ts'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'
import { makeScripts } from '../../../src/checks/inputs/makeScripts.ts'
import type { Surface } from '../../../src/checks/inputs/valueShape.ts'

/** What can be called of a module of one file. */
function surfacesOf(text: string): Surface[] {
  const host = ts.createCompilerHost({})
  const file = ts.createSourceFile('/a.ts', text, ts.ScriptTarget.ESNext, true)
  const own = { ...host, getSourceFile: (name: string) => (name === '/a.ts' ? file : undefined) }
  const program = ts.createProgram(['/a.ts'], { noLib: true, strict: true }, own)
  return describeSurface({ ts, checker: program.getTypeChecker() } as never, file)
}

const NAMES = Array.from({ length: 30 }, (_, at) => `m${at}`)
/** As the context of a server is: dozens of members, most of which give something that is as wide. */
const WIDE = `interface Deep { ${NAMES.map(name => `${name}(): { ${name}: unknown; list: Deep[] }`).join('; ')} }
interface Answer { ${NAMES.map(name => `${name}: { deep: Deep; any: unknown }`).join('; ')} }
export interface Context { ${NAMES.map(name => `${name}(key: string): Answer`).join('; ')} }
`

test('what is handed over for a wide type is no larger than a caller would take care to make', () => {
  const scripts = makeScripts(surfacesOf(`${WIDE}export function f(c: Context) {}`)[0]!, NO_WORDS, 100, 1)
  const sizes = scripts.flatMap(({ steps }) => steps.map(({ args }) => JSON.stringify(args).length))
  assert.ok(Math.max(...sizes) < 40_000, `${Math.max(...sizes)} characters`)
  // And still what the type says: an object whose first member can be called.
  const [first] = scripts[0]!.steps[0]!.args
  assert.match(JSON.stringify(first), /^\{"\$":"object","of":\[\["m0",\{"\$":"function"/)
})

test('names that only their own class can give are not made up', () => {
  const text = 'declare class A<T> { #own: T; open: number }\nexport function f(a: A<string>) {}'
  const scripts = makeScripts(surfacesOf(text)[0]!, NO_WORDS, 20, 1)
  assert.ok(scripts.every(script => !JSON.stringify(script).includes('#own')))
  assert.ok(scripts.some(script => JSON.stringify(script).includes('open')))
})
