import { config, type Pair, pair } from './behaviourPair.ts'

const decorators = config({ experimentalDecorators: true, emitDecoratorMetadata: true })
const DECORATED =
  "import type { Id } from './id'\nfunction d(..._: any[]): any {}\nexport class A { @d id!: Id }\n"
const HANDS_ON = "import { A } from './a'\nexport { A }\n"

type Row = [name: string, before: string, after: string]

/** A type in one file, which decides what a decorator in another one is handed. */
const METADATA: Row[] = [
  ['a flag', 'export type Id = string\n', 'export type Id = boolean\n'],
  ['a large number', 'export type Id = number\n', 'export type Id = bigint\n'],
  ['a symbol', 'export type Id = string\n', 'export type Id = symbol\n'],
  ['a list', 'export type Id = string\n', 'export type Id = string[]\n'],
  ['a function', 'export type Id = string\n', 'export type Id = () => string\n'],
  ['a union', 'export type Id = string\n', 'export type Id = string | number\n'],
  ['a promise', 'export type Id = string\n', 'export type Id = Promise<string>\n'],
  [
    'a condition',
    'type Is<T> = T extends string ? string : number\nexport type Id = Is<1>\n',
    "type Is<T> = T extends string ? string : number\nexport type Id = Is<'1'>\n",
  ],
  [
    'a property of an interface',
    "interface Row { id: string }\nexport type Id = Row['id']\n",
    "interface Row { id: number }\nexport type Id = Row['id']\n",
  ],
  [
    'the type of a declared constant',
    'declare const one: string\nexport type Id = typeof one\n',
    'declare const one: number\nexport type Id = typeof one\n',
  ],
]

/** A constant enum that emits nothing itself, and is written in where another file reads it. */
const INLINED: Row[] = [
  ['a number', 'export declare const enum E { A = 1 }\n', 'export declare const enum E { A = 2 }\n'],
  ['a text', "export declare const enum E { A = 'a' }\n", "export declare const enum E { A = 'b' }\n"],
  ['a member before it', 'export declare const enum E { A }\n', 'export declare const enum E { Z, A }\n'],
  [
    'what it is computed from',
    'declare const enum F { A = 1 }\nexport declare const enum E { A = F.A << 1 }\n',
    'declare const enum F { A = 2 }\nexport declare const enum E { A = F.A << 1 }\n',
  ],
]

/** A name that another file hands on only if it is a value. */
const ELIDED: Row[] = [
  ['a class', 'export interface A {}\n', 'export declare class A {}\n'],
  ['a function', 'export type A = 1\n', 'export declare function A(): void\n'],
  ['an enum', 'export type A = 1\n', 'export declare enum A {}\n'],
  ['a namespace', 'export interface A {}\n', 'export declare namespace A { const x: 1 }\n'],
  [
    'a value by another name',
    'type B = 1\nexport { type B as A }\n',
    'declare const B: 1\nexport { B as A }\n',
  ],
]

/** More words, or others, and the same program. */
const WORDS: Row[] = [
  [
    'an overload',
    'export function f(n) { return n }\n',
    'export function f(n: number): number\nexport function f(n: any) { return n }\n',
  ],
  [
    'modifiers',
    'export class A { n = 1; m() {} }\n',
    'export class A { private readonly n = 1; protected m() {} }\n',
  ],
  ['satisfies', 'export const a = { n: 1 }\n', 'export const a = { n: 1 } satisfies { n: number }\n'],
  ['as const', 'export const a = [1]\n', 'export const a = [1] as const\n'],
  ['a type parameter', 'export const f = x => x\n', 'export const f = <T,>(x: T): T => x\n'],
  ['a type alias that goes', 'type N = number\nexport const n: N = 1\n', 'export const n: number = 1\n'],
  ['a this parameter', 'export function f() { return 1 }\n', 'export function f(this: void) { return 1 }\n'],
]

export const FOOLING: Pair[] = [
  ...METADATA.map(([name, before, after]) => ({
    name: `decorator metadata from another file: ${name}`,
    tsconfig: decorators,
    also: { 'src/b.ts': DECORATED },
    ...pair('src/id.ts', before, after),
    why: /src\/b\.ts/,
  })),
  {
    name: 'decorator metadata from another file: by way of a third',
    tsconfig: decorators,
    also: { 'src/b.ts': DECORATED, 'src/id.ts': "export type { Id } from './deep'\n" },
    ...pair('src/deep.ts', 'export type Id = string\n', 'export type Id = number\n'),
    why: /src\/b\.ts/,
  },
  ...INLINED.map(([name, before, after]) => ({
    name: `a declared constant enum is inlined: ${name}`,
    also: { 'src/b.ts': "import { E } from './e'\nexport const x = E.A\n" },
    ...pair('src/e.ts', before, after),
    why: /src\/b\.ts/,
  })),
  {
    name: 'a declared constant enum is inlined: by way of a third file, under another name',
    also: {
      'src/b.ts': "import { F } from './d'\nexport const x = F.A\n",
      'src/d.ts': "export { E as F } from './e'\n",
    },
    ...pair('src/e.ts', 'export declare const enum E { A = 1 }\n', 'export declare const enum E { A = 2 }\n'),
  },
  ...ELIDED.map(([name, before, after]) => ({
    name: `what is handed on becomes a value: ${name}`,
    also: { 'src/b.ts': HANDS_ON },
    ...pair('src/a.ts', before, after),
  })),
  {
    name: 'a type hides a value that export * would hand on',
    also: { 'src/c.ts': 'export const X = 1\n', 'src/index.ts': "export { X, y } from './a'\n" },
    ...pair(
      'src/a.ts',
      "export * from './c'\nexport const y = 1\n",
      "export * from './c'\nexport interface X {}\nexport const y = 1\n",
    ),
    why: /src\/index\.ts/,
  },
  ...WORDS.map(([name, before, after]) => ({
    name: `other words: ${name}`,
    same: true,
    ...pair('src/a.ts', before, after),
  })),
]
