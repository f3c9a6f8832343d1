import assert from 'node:assert/strict'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MAX_FILES } from '../../../src/checks/security/changes.ts'
import { loadPeer } from '../../../src/checks/security/loadPeer.ts'
import { withinTime } from '../../../src/checks/security/withinTime.ts'
import { SCANNERS, securityCheck } from '../../../src/checks/security.ts'
import { type Files, makeCandidate, makeContext } from '../candidate.ts'

const check = securityCheck(loadPeer)
const judge = async (before: Files, after: Files) =>
  check.run(makeCandidate({}, before, after), await makeContext())
/** Without libraries: our own reading of a hostile text. */
const ours = securityCheck(
  loadPeer,
  SCANNERS.filter(({ name }) => name !== 'secretlint' && name !== 'eslint'),
)
const judgeByOurs = async (after: Files) => ours.run(makeCandidate({}, {}, after), await makeContext())

for (const [name, text] of Object.entries({
  'code nested too deeply': `x = ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  'brackets that never close': '('.repeat(60_000),
  'calls in calls': `x = ${'f('.repeat(2_000)}fetch${')'.repeat(2_000)}`,
  'a sum of many texts': `eval(${"'a'+".repeat(3_000)}'b')`,
  'constants that double': `${Array.from({ length: 200 }, (_, at) => `const a${at} = a${at + 1} + a${at + 1}`).join('\n')}\nconst a200 = 'x'\neval(a0)\n`,
  'aliases of aliases': `${Array.from({ length: 2_000 }, (_, at) => `let a${at} = a${at + 1}`).join('\n')}\nlet a2000 = globalThis\na0.eval(x)\n`,
  'an alias of itself': 'let a = b; let b = a; a(b); a = b; b = a; a.b.c()\n',
  'many values of one name': `let f = 1\n${'f = g; f()\n'.repeat(5_000)}`,
  'conditions in conditions': `${'if (a) b(); else '.repeat(1_500)}c()\n`,
  'many invisible characters': `a = '${String.fromCodePoint(0x200b).repeat(90_000)}'\n`,
}))
  test(`hostile: ${name} is never passed, and it ends`, async () => {
    const result = await judgeByOurs({ 'tests/a.test.js': text, 'src/a.js': text })
    assert.ok(
      result.status === 'inconclusive' ||
        result.status === 'failed' ||
        name.startsWith('conditions') ||
        /itself|many values/.test(name),
      result.why,
    )
  })

test('hostile: odd names, invalid UTF-8 and holes are read or told', async () => {
  const names = [
    'src/a\nb.ts',
    "src/'; rm -rf ~ #.ts",
    'src/\u001b[2J.ts',
    `src/${'x'.repeat(200)}.ts`,
    'src/__proto__',
    'src/constructor.ts',
  ]
  const result = await judge({}, Object.fromEntries(names.map(name => [name, 'eval(x)\n'])))
  assert.equal(result.status, 'failed')
  const candidate = makeCandidate({}, {}, {})
  writeFileSync(join(candidate.head, 'a.ts'), Buffer.from([0x61, 0xff, 0xfe, 0x0a]))
  writeFileSync(join(candidate.head, 'hole.ts'), '')
  truncateSync(join(candidate.head, 'hole.ts'), 2 ** 32)
  symlinkSync('/etc', join(candidate.head, 'etc'))
  const changed = ['a.ts', 'hole.ts', 'etc', 'etc/passwd', 'missing.ts', '../../etc/passwd']
  const odd = await check.run({ ...candidate, changed }, await makeContext())
  assert.equal(odd.status, 'inconclusive')
  assert.match(JSON.stringify(odd.evidence), /hole\.ts.*larger than/)
  assert.match(JSON.stringify(odd.evidence), /a\.ts.*UTF-8/)
  assert.ok(!JSON.stringify(odd).includes('root:'))
})

test('hostile: a change of more files than are read asks for a person', async () => {
  const candidate = makeCandidate({}, {}, { 'README.md': 'a' })
  const changed = ['README.md', ...Array.from({ length: 100_000 }, (_, at) => `gone/${at}.ts`)]
  const result = await ours.run({ ...candidate, changed }, await makeContext())
  assert.equal(result.status, 'inconclusive')
  assert.match(result.why, new RegExp(`${changed.length - MAX_FILES} more files`))
})

test('hostile: a lock file with a line of a megabyte', async () => {
  const key = `a@npm:${'a'.repeat(1_000_000)}`
  const lock = `__metadata:\n  version: 8\n\n"${key}":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n`
  const result = await ours.run(makeCandidate({}, {}, { 'yarn.lock': lock }), await makeContext())
  assert.equal(result.status, 'inconclusive', result.why)
})

test('hostile: a match that never ends is left', () => {
  assert.throws(() => withinTime(50, () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`)), /was not done after/)
  assert.equal(
    withinTime(1_000, () => 3),
    3,
  )
  assert.throws(() => withinTime(1_000, () => JSON.parse('{')), SyntaxError)
})
