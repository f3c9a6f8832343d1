import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secrets } from '../../../src/checks/security/secrets.ts'
import { edits, found, scanTrees, testTable } from './scan.ts'

/** Put together here, so that this file has none. */
const TOKEN = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')
const OTHER = ['ghp', 'b1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R9'].join('_')
const KEY = [
  '-----BEGIN RSA PRIVATE',
  `KEY-----\nMIIE${'a'.repeat(200)}\n-----END RSA PRIVATE`,
  'KEY-----',
].join(' ')
const has = (token: string) => `export const token = '${token}'\n`

testTable(secrets, [
  ...edits('src/a.ts', [
    ['a token', has('none'), has(TOKEN), 'secret'],
    ['a private key', '', `export const key = \`${KEY}\`\n`, 'secret'],
    ['a password in an address', '', "connect('postgres://root:hunter22@db.example.com/x')\n", 'secret'],
    [
      'a password for this machine',
      '',
      "connect('postgres://root:hunter22@localhost:5432/x')\n",
      'secret-perhaps?',
    ],
    [
      'a password for a container',
      '',
      "connect('mongodb://root:hunter22@mongo:27017/')\n",
      'secret-perhaps?',
    ],
    ['letters in the place of a token', '', has(`ghp_${'x'.repeat(36)}`), 'secret-perhaps?'],
    [
      'a name in the place of a password',
      '',
      `connect(\`postgres://\${user}:\${password}@db.example.com\`)\n`,
      '',
    ],
    ['the same token on another line', has(TOKEN), `// first\n\n${has(TOKEN)}`, ''],
    ['the same token in another layout', has(TOKEN), has(TOKEN).replaceAll("'", '"'), ''],
    ['another token in its place', has(TOKEN), has(OTHER), 'secret'],
    ['one taken away', has(TOKEN), has('none'), ''],
    ['no token', has('none'), has('ghp_short'), ''],
    [
      'a comment that switches the rules off',
      '',
      `/* secretlint-disable */\n// secretlint-disable\n${has(TOKEN)}`,
      'secret',
    ],
    [
      'and one for a line',
      '',
      `// secretlint-disable-line\n// secretlint-disable-next-line\n${has(TOKEN)}`,
      'secret',
    ],
  ]),
  ['a renamed file', { 'src/a.ts': has(TOKEN) }, { 'src/b.ts': has(TOKEN) }, ''],
  [
    'a token that moved',
    { 'src/a.ts': has(TOKEN), 'src/b.ts': '' },
    { 'src/a.ts': '', 'src/b.ts': has(TOKEN) },
    'secret?',
  ],
  ['a token in a test', {}, { 'tests/a.test.ts': has(TOKEN) }, 'secret?'],
  ['a token in any file', {}, { 'deploy.env': `TOKEN=${TOKEN}\n` }, 'secret'],
  [
    'the password of a registry',
    {},
    { '.npmrc': `//registry.example.org/:_authToken=${'npm'}_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}\n` },
    'secret',
  ],
])

test('secretlint: nothing of a secret is told', async () => {
  const all = await found(secrets, {}, { 'src/a.ts': `${has(TOKEN)}${KEY}` })
  assert.equal(all.length, 2)
  const told = JSON.stringify(all)
  assert.ok(!told.includes(TOKEN.slice(4, 12)) && !told.includes('aaaa'), told)
  assert.match(told, /github: GITHUB_TOKEN/)
})

test('secretlint: says what to install where it is missing, and asks for nothing where there is nothing to read', async () => {
  const missing = await scanTrees(secrets, {}, { 'a.txt': 'a' }, async () => null)
  assert.ok('notRun' in missing)
  assert.match(missing.notRun, /npm install --save-dev @secretlint\/core/)
  assert.deepEqual(await scanTrees(secrets, {}, {}, async () => null), { looked: 0, found: [] })
})

test('secretlint: a library that gets lost in a text is left', async () => {
  const forever = async (name: string) =>
    name === '@secretlint/core' ? { lintSource: () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`) } : { rules: [] }
  const scanned = await scanTrees(secrets, {}, { 'a.txt': 'a' }, forever, 100)
  assert.ok('brokeOff' in scanned && /was not done after/.test(scanned.brokeOff), JSON.stringify(scanned))
})
