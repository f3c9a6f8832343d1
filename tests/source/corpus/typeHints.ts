// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import type { ClassSample } from './classSample.ts'

type More = Partial<ClassSample>
/** A change of a whole file. */
const file = (what: string, before: string, after: string, more: More = {}): ClassSample => ({
  what,
  path: 'src/a.ts',
  before,
  after,
  ...more,
})
/** A change of a module that imports and exports something. */
const hint = (what: string, before: string, after: string, more: More = {}): ClassSample =>
  file(
    what,
    `import { b } from './b.js'\n\n${before}\n\nexport const c = b()\n`,
    `import { b } from './b.js'\n\n${after}\n\nexport const c = b()\n`,
    more,
  )
const maybe = (what: string, before: string, after: string, why: string, more: More = {}): ClassSample =>
  hint(what, before, after, { optional: true, why, ...more })
const TSX = { path: 'src/a.tsx' }

const LONG = `/** Adds up. */
export function addAll(first, second, third) {
  // In this order.
  return first + second + third
}`
const LONG_TYPED = `/** Adds up. */
export function addAll(
  first: number,
  second: number,
  third: number
): number {
  // In this order.
  return first + second + third
}`

/** Changes of types alone. Each must be recognised, unless it is optional. */
export const TYPE_HINTS: ClassSample[] = [
  hint(
    'a type beside a module that is declared elsewhere',
    "declare module './b' {\n  interface B { x: 1 }\n}\nexport let a = f()",
    "declare module './b' {\n  interface B { x: 1 }\n}\nexport let a: number = f()",
  ),
  hint(
    'a type beside a global that is declared',
    'declare global {\n  var one: number\n}\nexport let a = f()',
    'declare global {\n  var one: number\n}\nexport let a: number = f()',
  ),
  hint(
    'a type beside an interface with a note to a linter',
    'interface A<T> {\n  // eslint-disable-next-line a/b\n  b: T\n}\nexport let a = f()',
    'interface A<T, U = T> {\n  // eslint-disable-next-line a/b\n  b: T\n}\nexport let a = f()',
  ),
  hint(
    'the type of a member of a namespace of types',
    'export namespace JSX {\n  export interface A { b: string }\n}\nexport let a = f()',
    'export namespace JSX {\n  export interface A { b: B }\n  type B = 1 | 2\n}\nexport let a = f()',
  ),
  hint(
    'a type beside namespaces of types within each other',
    'namespace A.B {\n  namespace C {\n    type D = 1\n  }\n}\nexport let a = f()',
    'namespace A.B {\n  namespace C {\n    type D = 2\n  }\n}\nexport let a: A.B.C.D = f()',
  ),
  hint(
    'another type of what is stated of all',
    'declare global {\n  interface Request { json: { (): Promise<any> } }\n}\nexport let a = f()',
    'declare global {\n  interface Request { json<T>(): Promise<T> }\n}\nexport let a = f()',
  ),
  hint(
    'another type of what is stated of another module',
    "declare module './b' {\n  interface B { x: 1 }\n}\nexport let a = f()",
    "declare module './b' {\n  interface B { x: 1; y: 2 }\n}\nexport let a = f()",
  ),
  hint(
    'documentation of members of a new type',
    'export let a = f()',
    '/** An A. */\nexport interface A {\n  /**\n   * The B.\n   * @see https://example.org/b\n   */\n  b: string\n}\nexport let a: A = f()',
  ),
  file(
    'a type beside a note to a type checker at the end',
    'type A<T> = T extends 1 ? 2 : 3\n// @ts-expect-error - not yet\ntype B = A\nexport type { B }\n',
    'type A<T> = T extends 1 ? 2 : 4\n// @ts-expect-error - not yet\ntype B = A\nexport type { B }\n',
  ),
  file(
    'documentation of a type at the end',
    'export type A = 1\n\nexport type B = A\n',
    'export type A = 2\n\n/** What is\n * behind it. */\nexport type B = A\n',
  ),
  file(
    'a line comment before a type that is exported from elsewhere',
    "export { a } from './a'\n",
    "export { a } from './a'\n\n// What it gives back.\nexport type { A } from './a'\n",
  ),
  hint(
    'the type of a parameter that its documentation states',
    '/**\n * Calls it.\n * @param {(...args: any[]) => void} f What is called.\n */\nexport function g(f) {}',
    '/**\n * Calls it.\n * @param {...T[]} f What is called.\n */\nexport function g(f: T[]) {}',
  ),
  // Functions
  hint(
    'parameters',
    'export function f(x, y) {\n  return x + y\n}',
    'export function f(x: number, y: number) {\n  return x + y\n}',
  ),
  hint(
    'a return type',
    'export function f(x: number) {\n  return x\n}',
    'export function f(x: number): number {\n  return x\n}',
  ),
  hint('another type of a parameter', 'export function f(x: any) {}', 'export function f(x: unknown) {}'),
  hint(
    'types that go',
    'export function f(x: number): number {\n  return x\n}',
    'export function f(x) {\n  return x\n}',
  ),
  hint(
    'a parameter that may be left out',
    'export function f(x: number, y: number) {}',
    'export function f(x: number, y?: number) {}',
  ),
  hint('an optional parameter without a type', 'export function f(x) {}', 'export function f(x?) {}'),
  hint('a default with a type', 'export function f(x = 1) {}', 'export function f(x: number = 1) {}'),
  hint('the rest of the parameters', 'export function f(...x) {}', 'export function f(...x: string[]) {}'),
  hint(
    'parameters that are taken apart',
    'export function f({ x, y = 1 }) {}',
    'export function f({ x, y = 1 }: { x: string; y?: number }) {}',
  ),
  hint(
    'an array that is taken apart',
    'export function f([x, y]) {}',
    'export function f([x, y]: readonly [string, number]) {}',
  ),
  hint(
    'this',
    'export function f(x) {\n  return this.a + x\n}',
    'export function f(this: { a: number }, x: number) {\n  return this.a + x\n}',
  ),
  hint('this alone', 'export function f() {}', 'export function f(this: void) {}', {
    optional: true,
    why: 'other files list it with TypeScriptToLua, which reads void there',
  }),
  hint(
    'an arrow function',
    'export const f = (x, y) => x + y',
    'export const f = (x: number, y: number): number => x + y',
  ),
  hint(
    'an arrow function with a body',
    'export const f = (x) => {\n  return x\n}',
    'export const f = (x: string): string => {\n  return x\n}',
  ),
  hint(
    'an async arrow function',
    'export const f = async (x) => x',
    'export const f = async (x: string): Promise<string> => x',
  ),
  hint(
    'an async function',
    'export async function f(x) {\n  await x\n}',
    'export async function f(x: Promise<string>): Promise<void> {\n  await x\n}',
    { why: 'for ES5 the emitted text names Promise, which is what is used anyway' },
  ),
  hint(
    'a generator',
    'export function* f() {\n  yield 1\n}',
    'export function* f(): Generator<number> {\n  yield 1\n}',
  ),
  hint(
    'an async generator',
    'export async function* f() {\n  yield 1\n}',
    'export async function* f(): AsyncGenerator<number> {\n  yield 1\n}',
  ),
  hint(
    'a function as a value',
    'export const f = function (x) {}',
    'export const f = function (x: string): void {}',
  ),
  hint('callbacks', 'b(x => x.y, (z) => z)', 'b(x => x.y, (z: string) => z)'),
  hint('a callback without parentheses', 'b(x => x)', 'b((x: string) => x)', {
    optional: true,
    why: 'parentheses had to be added, though to no effect',
  }),
  hint('an async callback without parentheses', 'b(async x => x)', 'b(async (x: string) => x)', {
    optional: true,
    why: 'parentheses had to be added, though to no effect',
  }),
  hint(
    'several functions',
    'function f(x) {}\nfunction g(y) {\n  return f(y)\n}\nconst h = (z) => g(z)',
    'function f(x: A) {}\nfunction g(y: A): void {\n  return f(y)\n}\nconst h = (z: A): void => g(z)',
  ),
  hint(
    'a type parameter',
    'export function f(x) {\n  return x\n}',
    'export function f<T>(x: T): T {\n  return x\n}',
  ),
  hint(
    'a type parameter with a bound and a default',
    'export function f<T>(x: T) {}',
    'export function f<const T extends object = {}>(x: T) {}',
  ),
  hint(
    'a type parameter of an arrow function',
    'export const f = (x) => x',
    'export const f = <T>(x: T): T => x',
  ),
  hint(
    'a type parameter of an arrow function with a comma',
    'export const f = (x) => x',
    'export const f = <T,>(x: T): T => x',
    TSX,
  ),
  hint(
    'a predicate',
    'export function f(x: unknown) {\n  return b(x)\n}',
    'export function f(x: unknown): x is string {\n  return b(x)\n}',
  ),
  hint(
    'an assertion of a predicate',
    'export function f(x: unknown) {\n  b(x)\n}',
    'export function f(x: unknown): asserts x is string {\n  b(x)\n}',
  ),
  hint('never', 'export function f() {\n  throw b()\n}', 'export function f(): never {\n  throw b()\n}'),
  hint(
    'overloads',
    'export function f(x) {\n  return x\n}',
    'export function f(x: string): string\nexport function f(x: number): number\nexport function f(x: any): any {\n  return x\n}',
  ),
  hint(
    'the order of overloads',
    'export function f(x: string): string;\nexport function f(x: number): number;\nexport function f(x: any) {}',
    'export function f(x: number): number;\nexport function f(x: string): string;\nexport function f(x: any) {}',
  ),
  hint(
    'an overload that goes',
    'function f(x: string): string;\nfunction f(x: number): number;\nfunction f(x: any) {}',
    'function f(x: string): string;\nfunction f(x: any) {}',
  ),
  // Variables and expressions
  hint('a variable', 'let x = b(1)', 'let x: number = b(1)'),
  hint('a variable without a value', 'let x\nx = b()', 'let x: number | undefined\nx = b()'),
  hint('a variable that is surely set', 'let x: number\nb()', 'let x!: number\nb()'),
  hint(
    'a list of regions that no framework knows',
    "export const preferredRegions = ['iad1']",
    "export const preferredRegions = ['iad1'] as string[]",
    { path: 'app/page.tsx' },
  ),
  hint('a constant that is called for', 'export const x = b()', 'export const x: string = b()'),
  hint(
    'an exported object',
    'export const x = { y: 1 }',
    'export const x: Record<string, number> = { y: 1 }',
    { why: 'an object is no constant of an enum' },
  ),
  hint('a constant of this module alone', 'const x = 1\nb(x)', 'const x: number = 1\nb(x)', {
    why: 'without an export no enum of another file can use it',
  }),
  hint(
    'a variable of a loop',
    'for (let i = 0; i < 3; i++) b(i)',
    'for (let i: number = 0; i < 3; i++) b(i)',
  ),
  hint(
    'a variable of catch',
    'try {\n  b()\n} catch (e) {\n  b(e)\n}',
    'try {\n  b()\n} catch (e: unknown) {\n  b(e)\n}',
  ),
  hint(
    'variables taken apart',
    'const { x, y: [z] } = b()',
    'const { x, y: [z] }: { x: string; y: string[] } = b()',
  ),
  hint('a unique symbol', 'const x = Symbol()', 'const x: unique symbol = Symbol()'),
  hint('as', 'const x = b(1)', 'const x = b(1) as string'),
  hint('as in an argument', 'b(x, y)', 'b(x as string, y)'),
  hint('as twice in brackets', 'const x = (a as A)?.b', 'const x = (a as unknown as A)?.b'),
  hint('as twice', 'const x = b(1)', 'const x = b(1) as unknown as string'),
  hint('as in a template', 'const x = `${b()} and`', 'const x = `${b() as string} and`'),
  hint('as in parentheses that were there', 'const x = (b(1)).y', 'const x = (b(1) as { y: 1 }).y'),
  hint('as in new parentheses', 'const x = b(1).y', 'const x = (b(1) as { y: 1 }).y', {
    optional: true,
    why: 'parentheses had to be added, though to no effect',
  }),
  hint('as before a sum', 'const x = y + z', 'const x = (y as number) + z', {
    optional: true,
    why: 'parentheses had to be added, though to no effect',
  }),
  hint('as at the end of a condition', 'const x = b() ? y : z', 'const x = b() ? y : z as string'),
  hint('as after an operator that binds less', 'const x = y ?? z', 'const x = y ?? z as string'),
  hint('as after a sum', 'const x = y + z', 'const x = y + z as number', {
    why: 'the sum is made first with and without it',
  }),
  hint('as before a comparison', 'const x = y / 2 > z', 'const x = y / 2 as number > z', {
    optional: true,
    why: 'the same tree',
  }),
  hint('as for the members of an object', 'b({ x: y, z: [] })', 'b({ x: y as string, z: [] as string[] })'),
  hint('as const', "const x = ['y', 'z']", "const x = ['y', 'z'] as const"),
  hint(
    'as const of an exported array',
    "export const x = ['y', 'z']",
    "export const x = ['y', 'z'] as const",
  ),
  hint('satisfies', 'const x = { y: 1 }', 'const x = { y: 1 } satisfies Record<string, number>'),
  hint('as that goes', 'const x = b(1) as any', 'const x = b(1)'),
  hint('an assertion', 'const x = b(1)', 'const x = <string>b(1)', {
    optional: true,
    why: 'where types are blanked it is a syntax error',
  }),
  hint('non-null', 'const x = b(1).y', 'const x = b(1)!.y'),
  hint('non-null at the end', 'const x = b(1)', 'const x = b(1)!'),
  hint('non-null on the left', 'x.y = b()', 'x!.y = b()'),
  hint('non-null within a chain', 'const x = y?.z.a', 'const x = y?.z!.a'),
  hint('non-null that goes', 'const x = y![0]!.z!()', 'const x = y[0].z()'),
  hint('non-null before an assignment', 'x = b()', 'x! = b()'),
  hint('type arguments', 'const x = b(1)', 'const x = b<string>(1)'),
  hint('type arguments of new', 'const x = new Map()', 'const x = new Map<string, Map<string, number>>()'),
  hint('type arguments that go', 'const x = new Set<string>()', 'const x = new Set()'),
  hint('type arguments of a tag', 'const x = b`y`', 'const x = b<string>`y`'),
  hint('type arguments of a chain', 'const x = y?.z(1)', 'const x = y?.z<string>(1)'),
  // Interfaces and aliases
  hint('a new interface', 'const x = b()', 'interface X {\n  y: string\n  z?: number\n}\n\nconst x: X = b()'),
  hint('a new alias', 'const x = b()', "type X = 'y' | 'z'\n\nconst x: X = b()"),
  hint('another alias', 'type X = string\nconst x: X = b()', 'type X = string | number\nconst x: X = b()', {
    why: 'it is not exported and nothing here is decorated',
  }),
  hint('an alias that goes', 'type X = string\nconst x: X = b()', 'const x: string = b()'),
  hint(
    'an interface for an alias',
    'type X = { y: string }\nconst x: X = b()',
    'interface X { y: string }\nconst x: X = b()',
  ),
  hint(
    'members of an interface',
    'interface X {\n  y: string\n}\nconst x: X = b()',
    'interface X {\n  readonly y?: string\n  z(): void\n  [key: string]: unknown\n}\nconst x: X = b()',
  ),
  hint(
    'a new exported interface',
    'export function f(x) {}',
    'export interface X {\n  y: string\n}\n\nexport function f(x: X) {}',
  ),
  hint(
    'a new exported alias',
    'export function f(x) {}',
    'export type X = { y: string }\n\nexport function f(x: X) {}',
  ),
  maybe(
    'a member of an exported interface',
    'export interface X {\n  y: string\n}',
    'export interface X {\n  y: string\n  z?: number\n}',
    'what a decorated field of that type records stays Object, but a type that is derived from it may change',
  ),
  hint(
    'a conditional type',
    'const x = b()',
    'type X<T> = T extends (infer U)[] ? U : never\nconst x: X<string[]> = b()',
  ),
  hint(
    'a mapped type',
    'const x = b()',
    'type X<T> = { readonly [K in keyof T]?: T[K] }\nconst x: X<{ y: 1 }> = b()',
  ),
  hint(
    'a template type with code in it',
    'const x = b()',
    'type X = `eval(${string}) // ${number}`\nconst x: X = b()',
  ),
  hint('a string type with code in it', 'const x = b()', "const x: 'eval(1) /* y */' = b()"),
  hint(
    'a local type',
    'export function f(x) {\n  return x\n}',
    'export function f(x) {\n  type X = string\n  return x as X\n}',
  ),
  // Imports
  hint(
    'import type',
    'export function f(x) {}',
    "import type { X } from './x.js'\n\nexport function f(x: X) {}",
  ),
  hint(
    'import type of a package',
    'export function f(x) {}',
    "import type { IncomingMessage } from 'node:http'\n\nexport function f(x: IncomingMessage) {}",
  ),
  hint(
    'import type of a default',
    'export function f(x) {}',
    "import type X from './x.js'\n\nexport function f(x: X) {}",
  ),
  hint(
    'import type that goes',
    "import type { X } from './x.js'\n\nexport function f(x: X) {}",
    'export function f(x: unknown) {}',
  ),
  hint(
    'a name more in import type',
    "import type { X } from './x.js'\n\nexport function f(x: X, y) {}",
    "import type { X, Y } from './x.js'\n\nexport function f(x: X, y: Y) {}",
  ),
  hint(
    'an import in an annotation',
    'export function f(x) {}',
    "export function f(x: import('./x.js').X) {}",
  ),
  maybe(
    'export type of a module',
    'export function f() {}',
    "export type { X } from './x.js'\n\nexport function f() {}",
    'it can hide a name that export * gives elsewhere',
  ),
  file(
    'a type of its own beside export *',
    "export * from './c.js'\nexport const y = f()\n",
    "export * from './c.js'\ninterface X {}\nexport const y: X = f()\n",
  ),
  file(
    'an exported type that is stated otherwise beside export *',
    "export * from './c.js'\nexport interface X { a: any }\nexport const y = f()\n",
    "export * from './c.js'\nexport interface X { a: 1 }\nexport const y = f()\n",
  ),
  file(
    'an exported type beside all of a module under a name',
    "export * as c from './c.js'\nexport const y = f()\n",
    "export * as c from './c.js'\nexport interface X {}\nexport const y = f()\n",
  ),
  file(
    'a type among the values that are imported',
    "import { b } from './b.js'\nexport const c = b()\n",
    "import { b, type B } from './b.js'\nexport const c: B = b()\n",
  ),
  file(
    'types before and between values that are imported',
    "import { a, b } from './b.js'\nexport const c = b(a)\n",
    "import { type A, a, type B, b, type C as D, } from './b.js'\nexport const c: A & B & D = b(a)\n",
  ),
  file(
    'a type among values that is no longer imported',
    "import b, { type A, c } from './b.js'\nexport const d: A = b(c)\n",
    "import b, { c } from './b.js'\nexport const d = b(c)\n",
  ),
  file(
    'types among the values that are exported from elsewhere',
    "export { a, type A } from './a.js'\nexport { b } from './b.js'\n",
    "export { a, type A, type C as D } from './a.js'\nexport { type B, b } from './b.js'\n",
  ),
  // Classes without decorators
  hint(
    'a method',
    'export class A {\n  m(x) {\n    return x\n  }\n}',
    'export class A {\n  m(x: string): string {\n    return x\n  }\n}',
  ),
  hint(
    'a constructor',
    'export class A {\n  constructor(x) {\n    b(x)\n  }\n}',
    'export class A {\n  constructor(x: string) {\n    b(x)\n  }\n}',
  ),
  hint('a field with a value', 'export class A {\n  x = b()\n}', 'export class A {\n  x: string[] = b()\n}'),
  hint(
    'a private field with a value',
    'export class A {\n  #x = b()\n}',
    'export class A {\n  #x: string[] = b()\n}',
  ),
  hint(
    'a static field with a value',
    'export class A {\n  static x = b()\n}',
    'export class A {\n  static x: string[] = b()\n}',
  ),
  hint(
    'a getter and a setter',
    'export class A {\n  get x() {\n    return 1\n  }\n  set x(y) {}\n}',
    'export class A {\n  get x(): number {\n    return 1\n  }\n  set x(y: number) {}\n}',
  ),
  hint(
    'a function as a field',
    'export class A {\n  f = (x) => x\n}',
    'export class A {\n  f = (x: string): string => x\n}',
  ),
  hint(
    'implements',
    'export class A {\n  m() {}\n}',
    'export class A implements X, Y<string> {\n  m() {}\n}',
  ),
  hint(
    'type parameters of a class',
    'export class A {\n  m(x) {}\n}',
    'export class A<T> {\n  m(x: T) {}\n}',
  ),
  hint('type arguments of extends', 'export class A extends b {}', 'export class A extends b<string> {}'),
  maybe(
    'a field without a value',
    'export class A {\n  x;\n}',
    'export class A {\n  x: string;\n}',
    'the same under every setting, but near to what is not',
  ),
  maybe(
    'another type of a field without a value',
    'export class A {\n  x: string\n}',
    'export class A {\n  x?: number\n}',
    'the same under every setting, but near to what is not',
  ),
  maybe(
    'a field that is surely set',
    'export class A {\n  x: string\n}',
    'export class A {\n  x!: string\n}',
    'the same under every setting, but near to what is not',
  ),
  maybe(
    'readonly for a field',
    'export class A {\n  x = b()\n}',
    'export class A {\n  readonly x = b()\n}',
    'a modifier that is erased',
  ),
  maybe(
    'private for a field',
    'export class A {\n  x = b()\n}',
    'export class A {\n  private x = b()\n}',
    'a modifier that is erased',
  ),
  maybe(
    'public for a method',
    'export class A {\n  m() {}\n}',
    'export class A {\n  public m() {}\n}',
    'a modifier that is erased',
  ),
  maybe(
    'override',
    'export class A extends b {\n  m() {}\n}',
    'export class A extends b {\n  override m() {}\n}',
    'a modifier that is erased',
  ),
  maybe('an abstract class', 'export class A {}', 'export abstract class A {}', 'a modifier that is erased'),
  maybe(
    'an abstract method',
    'export abstract class A {}',
    'export abstract class A {\n  abstract m(x: string): void\n}',
    'it is erased',
  ),
  maybe(
    'a new declared field',
    'export class A {}',
    'export class A {\n  declare x: string\n}',
    'it is erased, but older settings of Babel refuse it',
  ),
  maybe(
    'an index signature',
    'export class A {}',
    'export class A {\n  [key: string]: unknown\n}',
    'it is erased',
  ),
  maybe(
    'overloads of a method',
    'export class A {\n  m(x) {}\n}',
    'export class A {\n  m(x: string): void\n  m(x: number): void\n  m(x: any) {}\n}',
    'they are erased',
  ),
  maybe(
    'the type of a parameter property',
    'export class A {\n  constructor(private x) {}\n}',
    'export class A {\n  constructor(private x: string) {}\n}',
    'the same property is set',
  ),
  maybe(
    'an interface beside a class',
    'export class A {}',
    'export class A {}\nexport interface A extends X {}',
    'it is erased',
  ),
  maybe(
    'a type of the accessor kind',
    'export class A {\n  accessor x = b()\n}',
    'export class A {\n  accessor x: string = b()\n}',
    'the same accessor',
  ),
  maybe(
    'a declared constant of this module',
    'export const x = b(DEBUG)',
    'declare const DEBUG: boolean\nexport const x = b(DEBUG)',
    'it is erased and exports nothing',
  ),
  maybe(
    'a type in a file with an enum',
    'export enum E { X }\nexport function f(x) {}',
    'export enum E { X }\nexport function f(x: E) {}',
    'the enum does not depend on it',
  ),
  maybe(
    'a type in a file with a parameter property',
    'export class A {\n  constructor(private x: string) {}\n}\nexport function f(x) {}',
    'export class A {\n  constructor(private x: string) {}\n}\nexport function f(x: A) {}',
    'the property does not depend on it',
  ),
  maybe(
    'a namespace of types',
    'export const x = b()',
    'namespace N {\n  export interface X {}\n}\nexport const x: N.X = b()',
    'it is erased',
  ),
  maybe(
    'the type of a variable with using',
    'export function f() {\n  using x = b()\n}',
    'export function f() {\n  using x: Disposable = b()\n}',
    'the same variable',
  ),
  // JSX
  hint(
    'properties of a component',
    'export function A(props) {\n  return <p>{props.x}: string</p>\n}',
    'export function A(props: { x: string }) {\n  return <p>{props.x}: string</p>\n}',
    TSX,
  ),
  hint(
    'type arguments of an element',
    'export const A = () => <B x={1} />',
    'export const A = () => <B<string> x={1} />',
    TSX,
  ),
  hint(
    'as in JSX',
    'export const A = ({ x }) => <p title={x}>{x.y}</p>',
    'export const A = ({ x }: { x: X }) => <p title={x as string}>{x!.y}</p>',
    TSX,
  ),
  hint(
    'type arguments of a hook',
    'export const A = () => {\n  const [x] = useState(null)\n  return <p>{x}</p>\n}',
    'export const A = () => {\n  const [x] = useState<string | null>(null)\n  return <p>{x}</p>\n}',
    TSX,
  ),
  // Other kinds of files
  hint('a module', 'export const f = (x) => x', 'export const f = (x: string): string => x', {
    path: 'src/a.mts',
  }),
  file(
    'a CommonJS module',
    "import b = require('./b')\nexport function f(x) {\n  return b(x)\n}\n",
    "import b = require('./b')\nexport function f(x: string): string {\n  return b(x)\n}\n",
    { path: 'src/a.cts', optional: true, why: 'the import is a value and stays so' },
  ),
  hint(
    'a test',
    "b('adds', t => {\n  const x = [];\n  t.ok(x)\n})",
    "b('adds', t => {\n  const x: string[] = [];\n  t.ok(x)\n})",
    { path: 'test/a.test.ts' },
  ),
  file('a script', 'function f(x) {}\nf(1)\n', 'function f(x: number): void {}\nf(1)\n', {
    why: 'a script stays a script',
  }),
  file('a module without imports', 'export function f(x) {}\n', 'export function f(x: string) {}\n'),
  file(
    'a directive that stays first',
    "'use client'\n\nexport function f(x) {}\n",
    "'use client'\n\nimport type { X } from './x.js'\n\nexport function f(x: X) {}\n",
  ),
  // Comments and layout
  hint(
    'comments that stay',
    '/** Adds. */\nexport function f(x /* the first */, y) {\n  // Never null.\n  return x + y\n}',
    '/** Adds. */\nexport function f(x: number /* the first */, y: number): number {\n  // Never null.\n  return x + y\n}',
  ),
  hint(
    'a comment within a new interface',
    'const x = b()',
    'interface X {\n  /** How many there are. */\n  y: number\n}\nconst x: X = b()',
  ),
  hint('parameters broken over lines', LONG, LONG_TYPED, {
    why: 'no line break comes where it could end a statement',
  }),
  hint(
    'parameters broken over lines with a comma',
    LONG,
    LONG_TYPED.replace('third: number\n', 'third: number,\n'),
    { optional: true, why: 'a comma after the last parameter is another token, to no effect' },
  ),
  hint('parameters back on one line', LONG_TYPED, LONG.replace('third)', 'third: any)')),
  hint(
    'a call broken over lines',
    'const x = b(first, second)',
    'const x = b(\n  first as string,\n  second as string\n)',
  ),
  hint('a value on the next line', 'const x = b(1)', 'const x: Map<string, string> =\n  b(1)'),
  hint(
    'a union over lines',
    'export function f(x) {}',
    "export function f(\n  x:\n    | 'y'\n    | 'z'\n) {}",
  ),
  hint(
    'an object type over lines',
    'export const f = (x) => x',
    'export const f = (x): {\n  y: string\n} => x',
    { optional: true, why: 'a line break comes before the arrow where types are blanked by hand' },
  ),
  hint('a chain of calls', 'const x = b()\n  .y()\n  .z()', 'const x: string = b()\n  .y<string>()\n  .z()'),
  hint(
    'many kinds at once',
    'export class A {\n  x = b()\n  m(y) {\n    const z = this.x.map(w => w.v)\n    return z[0]\n  }\n}',
    'type W = { v: string }\n\nexport class A<T extends W> implements I {\n  x: T[] = b()\n  m(y: number): string {\n    const z = this.x.map(w => w.v) as string[]\n    return z[0]!\n  }\n}',
  ),
  hint('two files', 'export function f(x) {}', 'export function f(x: string) {}', {
    files: [
      { path: 'src/a.ts', before: 'export function f(x) {}\n', after: 'export function f(x: string) {}\n' },
      {
        path: 'src/c.tsx',
        before: 'export const A = (x) => <p>{x}</p>\n',
        after: 'export const A = (x: string) => <p>{x}</p>\n',
      },
    ],
  }),
]
