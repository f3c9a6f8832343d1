import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import { ts } from 'ts-morph'
import { behaviour } from '../../src/checks/behaviour.ts'
import { config, type Pair } from './behaviourPair.ts'
import { PAIRS } from './behaviourPairs.ts'
import { makeCandidate, makeContext } from './candidate.ts'
import { FOOLING } from './foolingPairs.ts'

for (const { name, same = false, behaves = false, tsconfig = config(), also = {}, before, after, why } of [
  ...PAIRS,
  ...FOOLING,
])
  test(`behaviour: ${same ? 'the same program' : 'not shown to be the same'}: ${name}`, async () => {
    const shared = { ...also, ...(tsconfig === null ? {} : { 'tsconfig.json': tsconfig }) }
    const result = await behaviour.run(makeCandidate(shared, before, after), await makeContext())
    // Another program is never passed unseen: it was tried out, or nothing is said.
    assert.equal(result.status === 'passed', same || behaves, result.why)
    assert.equal(/^the same program|^no changed file/.test(result.why), same, result.why)
    if (why) assert.match(`${result.why} ${result.evidence.difference}`, why)
  })

/** What simpler methods compare of a file: what either compiler makes of it alone, and its words. */
const SIMPLER: ((text: string, path: string, options: object) => string)[] = [
  (text, path, options) => {
    // Of declarations it makes nothing.
    if (/\.d\.[cm]?ts$/.test(path)) return ''
    const compilerOptions = {
      ...ts.convertCompilerOptionsFromJson(options, '/').options,
      removeComments: true,
    }
    return ts.transpileModule(text, { fileName: path, compilerOptions }).outputText.replace(/\s+/g, ' ')
  },
  (text, path, options) => {
    const loader = /tsx$/.test(path) ? 'tsx' : /ts$/.test(path) ? 'ts' : 'jsx'
    const tsconfigRaw = JSON.stringify({ compilerOptions: options })
    return transformSync(text, { loader, minifyWhitespace: true, legalComments: 'none', tsconfigRaw }).code
  },
  text => {
    const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text)
    const words: string[] = []
    while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) words.push(scanner.getTokenText())
    return words.join(' ')
  },
]

/** Whether a method tells the same of a pair as is true. */
function tells(method: (typeof SIMPLER)[0], { before, after, same = false, tsconfig }: Pair): boolean {
  const options = tsconfig ? JSON.parse(tsconfig).compilerOptions : {}
  const code = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(path =>
    /\.[cm]?[jt]sx?$/.test(path),
  )
  try {
    const isSame = code.every(
      path => method(before[path] ?? '', path, options) === method(after[path] ?? '', path, options),
    )
    return isSame === same
  } catch {
    return !same
  }
}

test('at least 60 of these pairs fool a simpler method, each method some in both directions', () => {
  const all = [...PAIRS, ...FOOLING]
  const fooled = all.filter(one => SIMPLER.some(method => !tells(method, one)))
  assert.ok(fooled.length >= 60, String(fooled.length))
  for (const method of SIMPLER.slice(0, 2))
    assert.ok(
      all.filter(one => !one.same && !tells(method, one)).length >= 40,
      'another program that looks the same',
    )
})
