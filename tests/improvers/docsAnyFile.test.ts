import { describe, it } from 'node:test'
import fc from 'fast-check'
import { improve, proveHarmless } from './expectDocs.ts'

const condition = fc.oneof(
  fc.constantFrom(
    'a',
    '!a',
    'a.b',
    '!a.b',
    'a === b',
    "a !== 'x'",
    'b < 1',
    'b >= LIMIT',
    "typeof a === 'string'",
    '!Array.isArray(a)',
    "'k' in a",
    'a instanceof Error',
    'ODD.test(a)',
    '/x*`y/.test(a)',
    'a.includes(b)',
    'a.length === 0',
    'isFine(a)',
    "a === '*' + '/'",
    "a === '@x'",
    'a.indexOf(b) < 0',
    'a == null',
    '!(await a)',
    'a?.b?.c',
    'this.size > 1',
    'a[0] !== undefined',
  ),
)
const conditions = fc
  .array(condition, { minLength: 1, maxLength: 3 })
  .chain(list => fc.constantFrom(' && ', ' || ').map(word => list.join(word)))
  .map(text => text.replaceAll('await ', ''))
const exit = fc.constantFrom(
  "throw new RangeError('too far away')",
  'throw new HTTPException(404)',
  'throw a',
  'return',
  'return a',
  'return null',
  'return []',
  'return this',
  'return Promise.reject(new TypeError(b))',
  'go(a)',
)
const statement = fc.oneof(
  fc.tuple(conditions, exit).map(([test, out]) => `if (${test}) ${out}`),
  fc.tuple(conditions, exit, exit).map(([test, one, other]) => `if (${test}) { ${one} } else { ${other} }`),
  fc.tuple(conditions, exit).map(([test, out]) => `for (const c of a) { if (${test}) { ${out} } }`),
  fc.tuple(conditions, exit).map(([test, out]) => `try { if (${test}) ${out} } catch { ${out} }`),
  fc.tuple(conditions, exit).map(([test, out]) => `later(function () { if (${test}) ${out} })`),
  fc.constantFrom(
    'a = b',
    'a.b = 1',
    'a.push(1)',
    'a.sort()',
    'delete a.b',
    'const d = a.b ?? 5',
    'const { e = 3 } = a',
    'a = a || {}',
    'a ??= 4',
    'const l = a.length',
    'if (l > 3) return l',
    'setTimeout(go, b)',
    'go(process.env.SOME_A)',
    'check(a, b)',
    "switch (a) { case 'x': return 1; default: throw new TypeError('bad') }",
    'b = Math.max(0, b)',
    'return a ? b : null',
    'const a2 = { e: 1, ...a }',
  ),
)
const comment = fc.constantFrom(
  '',
  '',
  '',
  '/** One. */',
  '/**\n * Two.\n *\n * @param a - The first\n * @param bb - The second\n * @returns {string} What\n */',
  '// three',
  '/* four */',
  '// five\n',
  '/**\n * @private\n */',
  '/**\n * Six\n * @throws {RangeError} if far\n */',
)
const body = fc.array(statement, { maxLength: 5 }).map(list => `{\n  ${list.join('\n  ')}\n}`)
const member = fc
  .tuple(
    comment,
    fc.constantFrom('m0', 'm1', 'static m2', 'async m3', '*m4', '#m5', '_m6', 'constructor'),
    body,
  )
  .map(([above, name, code]) => `${above}\n${name}(a, b) ${code}`)
const declaration = fc.oneof(
  fc
    .tuple(
      comment,
      fc.constantFrom(
        'export function f',
        'export async function f',
        'export function* f',
        'function f',
        'export default function f',
      ),
      body,
    )
    .map(([above, head, code]) => [above, head, code] as const),
  fc
    .tuple(comment, fc.constantFrom('export const f', 'const f'), body)
    .map(([above, head, code]) => [above, head, `= (a, b = 2) => ${code}`] as const),
)
const file = fc
  .tuple(
    fc.constantFrom(
      '',
      "'use strict'\n\n",
      "import x from 'x'\n\n",
      '/**\n * Header.\n */\n\n',
      '#!/usr/bin/env node\n',
    ),
    fc.array(declaration, { maxLength: 4 }),
    fc.uniqueArray(member, { maxLength: 4, selector: text => /m\d|constructor/.exec(text)?.[0] }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom(
      '',
      'const LIMIT = 10\nconst ODD = /^[13579]+$/\nfunction check(n, m) { if (n < m) throw new RangeError(n) }\n',
    ),
  )
  .map(([head, declarations, members, newline, constants]) => {
    const functions = declarations.map(([above, start, rest], index) => {
      const name = `${start}${index}`
      return `${above}\n${rest.startsWith('=') ? `${name} ${rest}` : `${name}(a, { b } = {}, ...c) ${rest}`}\n`.replace(
        'export default function f',
        index === 0 ? 'export default function f' : 'export function f',
      )
    })
    const text = `${head}${constants}${functions.join('\n')}\nexport class K {\n${members.join('\n')}\n}\n`
    return text.replace(/\n/g, newline)
  })

describe('docs: any file', () => {
  it('changes nothing but comments, is done after one pass, and each claim holds', () => {
    let improved = 0
    fc.assert(
      fc.property(file, fc.constantFrom('src/a.ts', 'src/a.js', 'src/a.tsx'), (text, path) => {
        const result = improve(text, { path })
        improved += result.findings.length
        proveHarmless(text, result.text, result.findings, { path })
      }),
      { numRuns: 120, seed: 7 },
    )
    // Random files that earn no comment would prove nothing.
    if (improved < 40) throw new Error(`only ${improved} findings`)
  })
})
