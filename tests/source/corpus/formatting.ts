// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import type { ClassSample } from './classSample.ts'

const code = (what: string, before: string, after: string, path = 'src/a.ts'): ClassSample => ({
  what,
  path,
  before: `${before}\n`,
  after: `${after}\n`,
})
const TSX = 'src/a.tsx'

/** Changes of layout alone. */
export const FORMATTING: ClassSample[] = [
  code('blanks', 'const a=[1,2]', 'const a = [1, 2]'),
  code('indentation', 'if (a) {\n  b()\n}', 'if (a) {\n    b()\n}'),
  code('tabs', 'if (a) {\n  b()\n}', 'if (a) {\n\tb()\n}'),
  code('blank lines', 'a()\n\n\nb()', 'a()\nb()'),
  code('blanks at the end of a line', 'a()  \nb()', 'a()\nb()'),
  code('a call over several lines', 'a(b, c)', 'a(\n  b,\n  c,\n)'),
  code('a chain over several lines', 'a.b().c()', 'a\n  .b()\n  .c()'),
  code('an operator at the end of a line', 'const a = b\n  + c', 'const a = b +\n  c'),
  code('a ternary over several lines', 'a = b ? c : d', 'a = b\n  ? c\n  : d'),
  code('an object over several lines', 'a = { b: 1, c: 2 }', 'a = {\n  b: 1,\n  c: 2,\n}'),
  code('else on a line of its own', 'if (a) { b() } else { c() }', 'if (a) { b() }\nelse { c() }'),
  code('semicolons come', 'a()\nb()', 'a();\nb();'),
  code('semicolons go', 'const a = 1;\nb();', 'const a = 1\nb()'),
  code('semicolons of a class', 'class A { a = 1; b = 2 }', 'class A { a = 1\n b = 2 }'),
  code('semicolons of an interface', 'interface A { a: 1; b: 2 }', 'interface A { a: 1, b: 2 }'),
  code('a comma at the end of a list', 'a = [b, c]', 'a = [b, c,]'),
  code('a comma behind parameters', 'function f(a, b,) {}', 'function f(a, b) {}'),
  code('a comma behind type parameters', 'type A<B, C,> = B | C', 'type A<B, C> = B | C'),
  code('a comma behind imports', "import { a, b } from './b'", "import { a, b, } from './b'"),
  code('quotes', "a = 'b'", 'a = "b"'),
  code('quotes within quotes', `a = 'it\\'s "b"'`, `a = "it's \\"b\\""`),
  code('quotes of an import', "import a from './a'", 'import a from "./a"'),
  code('parentheses around one parameter', 'a(b => b)', 'a((b) => b)'),
  code('needless parentheses', 'const a = (b + c)', 'const a = b + c'),
  code('parentheses that say what binds first', 'a = b && c || d', 'a = (b && c) || d'),
  code(
    'parentheses over several lines',
    'function f() { return a && b }',
    'function f() {\n  return (\n    a &&\n    b\n  )\n}',
  ),
  code('parentheses around a function', 'a = (function () {})', 'a = function () {}'),
  code('a union that begins with a bar', 'type A = B | C', 'type A =\n  B\n  | C'),
  code('a comment that is set in', 'if (a) {\n  // b\n  c()\n}', 'if (a) {\n    // b\n    c()\n}'),
  code(
    'a comment of several lines that is set in',
    'class A {\n  /**\n   * B.\n   */\n  c() {}\n}',
    'class A {\n\t/**\n\t * B.\n\t */\n\tc() {}\n}',
  ),
  code(
    'a plain comment of stars that is set in',
    'class A {\n  /*\n   * B.\n   *   C.\n   */\n  c() {}\n}',
    'class A {\n\t/*\n\t * B.\n\t *   C.\n\t */\n\tc() {}\n}',
  ),
  code(
    'beside a comment without stars that stays',
    '/**\n@openapi\n/users:\n  get: {}\n*/\na( b )',
    '/**\n@openapi\n/users:\n  get: {}\n*/\na(b)',
  ),
  code(
    'lines of a comment that are set in',
    'if (a) {\n  // b\n  // c\n  d()\n}',
    'if (a) {\n\t// b\n\t// c\n\td()\n}',
  ),
  code('code beside a comment', 'a( b ) // c\nd()', 'a(b) // c\nd()'),
  code('a licence above', '/*! MIT */\na( b )', '/*! MIT */\na(b)'),
  code(
    'far from a directive',
    '// eslint-disable-next-line a\nb()\n\nc( d )',
    '// eslint-disable-next-line a\nb()\n\nc(d)',
  ),
  code(
    'beside a directive, within the lines',
    '// @ts-expect-error: wrong\na( b );',
    '// @ts-expect-error: wrong\na(b)',
  ),
  code('JSX on several lines', 'a = <p><i /></p>', 'a = (\n  <p>\n    <i />\n  </p>\n)', TSX),
  code(
    'JSX that is set in',
    'a = (\n  <p>\n    b\n    <i />\n  </p>\n)',
    'a = (\n    <p>\n        b\n        <i />\n    </p>\n)',
    TSX,
  ),
  code(
    'attributes on several lines',
    'a = <p b="c" d={e} />',
    "a = (\n  <p\n    b='c'\n    d={ e }\n  />\n)",
    TSX,
  ),
  code('blanks within a placeholder', 'a = `b${c}`', 'a = `b${ c }`'),
  code('plain JavaScript', "var a='b'", 'var a = "b";', 'lib/a.js'),
  code('a decorated class', '@a( b )\nclass C {}', '@a(b)\nclass C {}'),
  code('an enum', 'enum A { B=1 }', 'enum A {\n  B = 1,\n}'),
  code('a test', "test('a', () => { b( c ) })", "test('a', () => {\n  b(c)\n})", 'tests/a.test.ts'),
]
