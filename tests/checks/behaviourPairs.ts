import { config, type Pair, pair } from './behaviourPair.ts'

const a = 'src/a.ts'
const decorators = config({ experimentalDecorators: true, emitDecoratorMetadata: true })
const decorated = (type: string) =>
  `import type { Id } from './id'\nfunction d(..._: any[]): any {}\nexport class A { @d id!: ${type} }\n`

/** A file whose import leads nowhere, so that nobody knows what it sees of the others. */
const BLIND = { 'src/b.ts': "import { made } from './generated'\nexport const b = made\n" }

export const PAIRS: Pair[] = [
  {
    name: 'a type alias in another file decides decorator metadata',
    tsconfig: decorators,
    also: { 'src/b.ts': decorated('Id') },
    ...pair('src/id.ts', 'export type Id = string\n', 'export type Id = number\n'),
    why: /src\/b\.ts/,
  },
  {
    name: 'a const enum in another file is inlined',
    also: { 'src/b.ts': "import { E } from './e'\nexport const x = E.A\n" },
    ...pair('src/e.ts', 'export const enum E { A = 1 }\n', 'export const enum E { A = 2 }\n'),
    why: /src\/b\.ts/,
  },
  {
    name: 'a reworded comment, where an import elsewhere leads nowhere',
    same: true,
    also: { 'src/b.ts': "import { made } from './generated'\nexport const b = made\n" },
    ...pair(a, '/** One. */\nexport const a = 1\n', '/** Still one. */\nexport const a = 1\n'),
  },
  ...[
    { name: 'a type', was: 'export type A = 1\n', is: 'export type A = 2\n' },
    {
      name: 'a name within a function',
      was: "import { made } from './generated'\nexport const a = (n: number) => { const m = made(n); return m + m }\n",
      is: "import { made } from './generated'\nexport const a = (n: number) => { const o = made(n); return o + o }\n",
    },
    { name: 'a name that is not handed on', was: 'type A = 1\nexport {}\n', is: 'type B = 1\nexport {}\n' },
  ].map(({ name, was, is }) => ({
    name: `${name}, where an import elsewhere leads nowhere`,
    same: true,
    also: BLIND,
    ...pair(a, was, is),
  })),
  ...[
    { name: 'a const enum', was: 'export const enum E { A = 1 }\n', is: 'export const enum E { A = 2 }\n' },
    { name: 'a const enum without export', was: 'const enum E { A = 1 }\n', is: 'const enum E { A = 2 }\n' },
    { name: 'a type that becomes a value', was: 'export type A = 1\n', is: 'export declare const A: 1\n' },
    {
      name: 'a type that becomes a value, handed on',
      was: 'type A = 1\nexport { A }\n',
      is: 'declare const A: 1\nexport { A }\n',
    },
    {
      name: 'a type that is no longer exported',
      was: 'export type A = 1\nexport {}\n',
      is: 'type A = 1\nexport {}\n',
    },
    {
      name: 'a namespace',
      was: 'export declare namespace N { type A = 1 }\n',
      is: 'export declare namespace N { const A: 1 }\n',
    },
    {
      name: 'what is handed on',
      was: "export type { A } from './c'\n",
      is: "export type { A } from './d'\n",
    },
  ].map(({ name, was, is }) => ({
    name: `${name}, where an import elsewhere leads nowhere`,
    also: { ...BLIND, 'src/c.ts': 'export type A = 1\n', 'src/d.ts': 'export class A {}\n' },
    ...pair(a, was, is),
    why: /an import leads nowhere \(src\/b\.ts: \.\/generated\)/,
  })),
  {
    name: 'a type, where an import leads nowhere and decorators write types down',
    tsconfig: decorators,
    also: BLIND,
    ...pair(a, 'export type A = 1\n', 'export type A = 2\n'),
    why: /an import leads nowhere/,
  },
  {
    name: 'enum to const enum',
    ...pair(a, 'enum E { A }\nexport const x = E.A\n', 'const enum E { A }\nexport const x = E.A\n'),
  },
  {
    name: 'interface to declare const keeps an import',
    also: { 'src/b.ts': "import { X } from './x'\nexport { X }\n" },
    ...pair('src/x.ts', 'export interface X { n: 1 }\n', 'export declare const X: { n: 1 }\n'),
  },
  {
    name: 'a value import added under verbatimModuleSyntax',
    tsconfig: config({ verbatimModuleSyntax: true }),
    also: { 'src/t.ts': 'export class T {}\n' },
    ...pair(a, 'export let x: object\n', "import { T } from './t'\nexport let x: T\n"),
  },
  {
    name: 'an inline type import under verbatimModuleSyntax still loads the module',
    tsconfig: config({ verbatimModuleSyntax: true }),
    also: { 'src/t.ts': 'export class T {}\n' },
    ...pair(a, 'export let x: object\n', "import { type T } from './t'\nexport let x: T\n"),
  },
  {
    name: 'a type-only import does not',
    same: true,
    tsconfig: config({ verbatimModuleSyntax: true }),
    also: { 'src/t.ts': 'export class T {}\n' },
    ...pair(a, 'export let x: object\n', "import type { T } from './t'\nexport let x: T\n"),
  },
  {
    name: 'non-null assertion ends an optional chain',
    ...pair(
      a,
      'declare const a: any\nexport const x = a?.b.c\n',
      'declare const a: any\nexport const x = (a?.b)!.c\n',
    ),
  },
  {
    name: 'a directive in parentheses is none',
    ...pair(a, '"use client"\nexport const x = 1\n', '("use client")\nexport const x = 1\n'),
  },
  {
    name: 'a string becomes a directive',
    ...pair(a, 'export function f() { ("use strict") }\n', 'export function f() { "use strict" }\n'),
  },
  {
    name: 'jsxImportSource in a doc comment',
    tsconfig: config({ jsx: 'react-jsx', noResolve: false, isolatedModules: true }),
    ...pair(
      'src/a.tsx',
      'export const x = <a />\n',
      '/** @jsxImportSource preact */\nexport const x = <a />\n',
    ),
  },
  {
    name: 'a PURE comment',
    ...pair(a, 'export const x = Math.random()\n', 'export const x = /* @__PURE__ */ Math.random()\n'),
  },
  {
    name: 'a PURE comment moved',
    ...pair(
      a,
      'export const x = /* #__PURE__ */ f(g())\ndeclare const f: any, g: any\n',
      'export const x = f(/* #__PURE__ */ g())\ndeclare const f: any, g: any\n',
    ),
  },
  {
    name: 'a webpack comment',
    ...pair(
      a,
      "export const x = import('./b')\n",
      "export const x = import(/* webpackIgnore: true */ './b')\n",
    ),
    also: { 'src/b.ts': 'export {}\n' },
  },
  {
    name: '@internal with stripInternal',
    ...pair(a, 'export const x = 1\n', '/** @internal */\nexport const x = 1\n'),
  },
  {
    name: 'an environment for jest',
    ...pair(a, 'export const x = 1\n', '/** @jest-environment jsdom */\nexport const x = 1\n'),
  },
  {
    name: 'an eslint directive removed',
    ...pair(a, '// eslint-disable-next-line no-console\nconsole.log(1)\n', 'console.log(1)\n'),
  },
  {
    name: 'class fields',
    ...pair(a, 'export class A { declare x: number }\n', 'export class A { x!: number }\n'),
  },
  {
    name: 'a parameter property',
    ...pair(
      a,
      'export class A { constructor(x: number) {} }\n',
      'export class A { constructor(public x: number) {} }\n',
    ),
  },
  {
    name: 'a namespace with a value',
    ...pair(a, 'export namespace N { export type A = 1 }\n', 'export namespace N { export const A = 1 }\n'),
  },
  {
    name: 'a rename in a destructuring is no default',
    ...pair(
      a,
      'export const { x: y } = { x: 1 } as any\n',
      'export const { x = y } = { x: 1 } as any\nlet y\n',
    ),
  },
  {
    name: 'the clauses of a for',
    ...pair(a, 'let i = 0\nfor (; i; ) break\n', 'let i = 0\nfor (i; ; ) break\n'),
  },
  { name: 'let to const', same: true, ...pair(a, 'export let x = 1\n', 'export const x = 1\n') },
  {
    name: 'let that is written to const',
    ...pair(a, 'export let x = 1\nx = 2\n', 'export const x = 1\nx = 2\n'),
  },
  {
    name: 'a constant that a const enum elsewhere is made of',
    also: {
      'src/e.ts': "import { SIZE } from './a'\nexport const enum E { A = SIZE }\n",
      'src/b.ts': "import { E } from './e'\nexport const b = E.A\n",
    },
    ...pair(a, 'export const SIZE = 1\n', 'export const SIZE = 2\n'),
  },
  ...[
    {
      name: 'a declared constant that an enum elsewhere is made of',
      also: { 'src/b.ts': "import { BASE } from './a'\nexport enum E { A = BASE }\n" },
      ...pair(a, 'export declare const BASE = 1\n', 'export declare const BASE = 2\n'),
    },
    {
      name: 'a type of all scripts that becomes a value',
      also: { 'src/b.ts': 'export default G\n' },
      ...pair(a, 'interface G { n: 1 }\n', 'declare class G { n: 1 }\n'),
    },
    {
      name: 'a declared constant of all scripts that an enum elsewhere is made of',
      also: { 'src/b.ts': 'enum E { A = BASE }\n' },
      ...pair(a, 'declare const BASE = 1\n', 'declare const BASE = 2\n'),
    },
  ],
  {
    name: 'a type of JavaScript that is handed on',
    tsconfig: config({ allowJs: true }),
    also: { 'src/b.ts': "export { T } from './t.js'\n" },
    ...pair('src/t.js', '/** @typedef {number} T */\nexport {}\n', '/** @typedef {number} U */\nexport {}\n'),
  },
  {
    name: 'a declaration of the tests that the program sees',
    tsconfig: config({}, { include: ['src', 'test'] }),
    also: { 'src/b.ts': 'export const b = E.A\n' },
    ...pair('test/e.d.ts', 'declare const enum E { A = 1 }\n', 'declare const enum E { A = 2 }\n'),
  },
  { name: 'an operator', ...pair(a, 'export let x = 1\nx++\n', 'export let x = 1\nx--\n') },
  { name: 'a line of a template', ...pair(a, 'export const x = `a`\n', 'export const x = `b`\n') },
  {
    name: 'raw text of a tagged template',
    ...pair(a, 'export const x = String.raw`\\u0041`\n', 'export const x = String.raw`A`\n'),
  },
  {
    name: 'the interpreter line',
    ...pair(
      a,
      '#!/usr/bin/env node\nexport const x = 1\n',
      '#!/usr/bin/env -S node --test\nexport const x = 1\n',
    ),
  },
  {
    name: 'automatic semicolons',
    ...pair(a, 'export function f() { return 1 }\n', 'export function f() { return\n1 }\n'),
  },
  {
    name: 'declarations',
    ...pair('src/g.d.ts', 'declare const x: 1\n', 'declare const x: 2\n'),
    also: { [a]: 'export {}\n' },
    why: /g\.d\.ts/,
  },
  {
    name: 'package.json',
    also: { [a]: 'export {}\n' },
    ...pair('package.json', '{"type":"module"}\n', '{"type":"commonjs"}\n'),
    why: /package\.json/,
  },
  {
    name: 'a new file of the program',
    before: { [a]: 'export {}\n' },
    after: { [a]: 'export {}\n', 'src/n.ts': 'export {}\n' },
    why: /is new/,
  },
  {
    name: 'a deleted file',
    before: { [a]: 'export {}\n', 'src/n.ts': 'export {}\n' },
    after: { [a]: 'export {}\n' },
    why: /is gone/,
  },
  {
    name: 'text that the program reads',
    also: { [a]: "export const page = 'help.md'\n" },
    ...pair('help.md', 'a', 'b'),
    why: /help\.md/,
  },
  { name: 'data', also: { [a]: 'export {}\n' }, ...pair('config.yml', 'a: 1', 'a: 2') },
  {
    name: 'plain JavaScript without a tsconfig',
    tsconfig: null,
    ...pair('lib/a.js', 'exports.x = 1\n', 'exports.x = 2\n'),
  },
  {
    name: 'a test that the program imports',
    also: { [a]: "import '../test/setup'\n" },
    ...pair('test/setup.ts', 'export const x = 1\n', 'export const x = 2\n'),
  },

  {
    name: 'a comment',
    same: true,
    ...pair(a, 'export const x = 1\n', '/** How many there are, never below one. */\nexport const x = 1\n'),
  },
  {
    name: 'documentation tags',
    same: true,
    ...pair(
      a,
      'export const f = (n: number) => n\n',
      '/**\n * Same.\n * @param n - any number\n * @returns n, standard and global\n * @example\n * f(1)\n */\nexport const f = (n: number) => n\n',
    ),
  },
  {
    name: 'types of parameters',
    same: true,
    ...pair(a, 'export const f = n => n\n', 'export const f = (n: number): number => n\n'),
  },
  {
    name: 'layout, quotes, semicolons',
    same: true,
    ...pair(
      a,
      "export const f = st => { return 'a' + (st) }",
      'export const f = (st) => {\n  return "a" + st;\n};\n',
    ),
  },
  {
    name: 'a PURE comment that stays while types come',
    same: true,
    ...pair(
      a,
      'declare const f: any\nexport const x = /* @__PURE__ */ f(1)\n',
      'declare const f: (n: number) => number\ntype N = number\nexport const x: N = /* @__PURE__ */ f(1) as N\n',
    ),
  },
  {
    name: 'an interface that nothing emits',
    same: true,
    also: { 'src/b.ts': "import { I } from './a'\nexport const x: I = { n: 1 }\n" },
    ...pair(a, 'export interface I { n: number }\n', 'export interface I { n: number; m?: string }\n'),
  },
  { name: 'prose', same: true, also: { [a]: 'export {}\n' }, ...pair('docs/guide.md', 'a', 'b') },
  {
    name: 'a new test',
    same: true,
    before: { [a]: 'export {}\n' },
    after: { [a]: 'export {}\n', 'test/a.test.ts': 'export {}\n' },
  },
  {
    name: 'plain JavaScript, a comment',
    same: true,
    tsconfig: null,
    ...pair('lib/a.js', 'exports.x = 1\n', '/** One. */\nexports.x = 1\n'),
  },
  {
    name: 'TypeScript without a tsconfig',
    same: true,
    tsconfig: null,
    ...pair('lib/a.ts', 'export const f = n => n\n', 'export const f = (n: number): number => n\n'),
  },
  {
    name: 'a project that emits nothing and imports .ts',
    same: true,
    tsconfig: config({ noEmit: true, allowImportingTsExtensions: true, verbatimModuleSyntax: true }),
    also: { 'src/b.ts': "import { x } from './a.ts'\nconsole.log(x)\n" },
    ...pair(a, 'export const x = 1\n', 'export const x: number = 1\n'),
  },
]
