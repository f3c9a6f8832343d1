import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaints } from './presets.ts'

/** Texts in which YAML can mean something else than it shows, or costs more than it weighs. */
const REFUSED: [title: string, text: string, first: RegExp][] = [
  ['an alias', 'version: 1\npeople: &p {}\nvouchers: *p\n', /^p\.yaml:2:12 {2}people: an anchor/],
  ['an alias to nothing', 'version: 1\nvouchers: *p\n', /^p\.yaml:2:11 {2}/],
  [
    'an alias bomb',
    `version: 1\na: &a [x,x]\n${[...'bcdefghijk'].map((c, i) => `${c}: &${c} [*${'abcdefghij'[i]},*${'abcdefghij'[i]}]`).join('\n')}\n`,
    /b: an anchor \(&\) is not read here.*k\[1\]: an alias/s,
  ],
  ['an alias to itself', 'version: 1\npeople: &p { x: *p }\n', /people: an anchor/],
  ['a merge key', 'version: 1\nreviews:\n  <<: { required: 0 }\n', /^p\.yaml:3:3 {2}reviews: a merge key/],
  [
    'a key twice',
    'version: 1\nsandbox: none\nsandbox: required\n',
    /^p\.yaml:3:1 {2}"sandbox" stands here twice/,
  ],
  ['a key twice, in quotes', 'version: 1\n"version": 1\n', /^p\.yaml:2:1 {2}"version" stands here twice/],
  [
    'a person twice',
    'version: 1\npeople: { a: {}, a: {} }\n',
    /^p\.yaml:2:18 {2}people: "a" stands here twice/,
  ],
  ['YAML 1.1, in which no is false', '%YAML 1.1\n---\nversion: 1\n', /^p\.yaml:1:1 {2}a directive/],
  ['a tag directive', '%TAG ! tag:x,2000:\n---\nversion: 1\n', /^p\.yaml:1:1 {2}a directive/],
  ['two documents', 'version: 1\n---\nversion: 1\n', /^p\.yaml:2:1 {2}a second document/],
  [
    'a tag that makes code',
    'version: 1\nrun: !!js/function "function () {}"\n',
    /^p\.yaml:2:\d+ {2}run: a tag/,
  ],
  ['a tag that makes text', 'version: !!str 1\n', /version: a tag/],
  ['a tag on a key', 'version: 1\n!!str people: {}\n', /a tag/],
  ['an anchor on a key', 'version: 1\n&x people: {}\n', /an anchor/],
  ['__proto__', 'version: 1\n__proto__: { sandbox: none }\n', /^p\.yaml:2:1 {2}"__proto__" can't be a name/],
  ['__proto__ deep', 'version: 1\nreviews: { __proto__: { required: 0 } }\n', /reviews: "__proto__" can't/],
  [
    'constructor',
    'version: 1\npeople: { constructor: {} }\n',
    /^p\.yaml:2:11 {2}people: "constructor" can't/,
  ],
  [
    'a number as a name',
    'version: 1\npeople: { 42: {} }\n',
    /^p\.yaml:2:11 {2}people: a key must be text: write "42"/,
  ],
  ['null as a name', 'version: 1\npeople: { ~: {} }\n', /people: a key must be text/],
  ['no key at all', 'version: 1\npeople: { : {} }\n', /people: a key must be text/],
  ['true as a name', 'version: 1\npeople: { true: {} }\n', /people: a key must be text/],
  ['a list as a key', 'version: 1\n? [a, b]\n: 1\n', /^p\.yaml:2:3 {2}a key must be plain text/],
  ['a tab that indents', 'version: 1\nrun:\n\tmax_open: 1\n', /^p\.yaml:3:1 {2}Tabs are not allowed/],
  [
    'a comment that runs backwards',
    'version: 1 # \u202e1 :noisrev\n',
    /^p\.yaml:1:14 {2}contains U\+202E \(right-to/,
  ],
  ['a line end that only some see', '# x\u2028version: 2\nversion: 1\n', /^p\.yaml:1:4 {2}contains U\+2028/],
  ['a null byte', 'version: 1\0\n', /^p\.yaml:1:11 {2}contains U\+0000 \(control character\)/],
  ['an escape sequence', 'version: 1 # \u001b[2J\n', /contains U\+001B \(escape\)/],
  ['half a character', 'version: 1 # \ud800\n', /contains U\+D800/],
  ['a second byte order mark', 'version: 1\n\ufeffsandbox: none\n', /^p\.yaml:2:1 {2}contains U\+FEFF/],
  ['old line ends', 'version: 1\rsandbox: none\r', /^p\.yaml:1:/],
  ['nothing', '', /^p\.yaml:1:1 {2}must be a map of keys/],
  ['only a comment', '# nothing\n', /must be a map of keys/],
  ['a list', '- version: 1\n', /^p\.yaml:1:1 {2}must be a map of keys/],
  ['a text', 'version\n', /must be a map of keys/],
  ['an unclosed quote', 'version: 1\nsandbox: "none\n', /^p\.yaml:\d+:\d+ {2}/],
  ['not a number', 'version: 1\nreviews: { required: .nan }\n', /required: must be a whole number.*not NaN/],
  ['infinity', 'version: 1\nrun: { max_open: 1e999 }\n', /max_open: must be a whole number.*not Infinity/],
  ['a long text', `version: 1\n# ${'x'.repeat(1_000_000)}\n`, /^p\.yaml:1:1 {2}is 1000014 characters long/],
  ['flow nesting', `version: 1\na: ${'['.repeat(100_000)}`, /^p\.yaml:2:\d+ {2}is nested more than 20 deep/],
  ['block nesting', `${'- '.repeat(100_000)}`, /^p\.yaml:1:\d+ {2}is nested more than 20 deep/],
  ['nesting in keys', `${'? '.repeat(100_000)}`, /is nested more than 20 deep/],
  ['a map in a map in a map', `${'{a: '.repeat(60_000)}`, /is nested more than 20 deep/],
]

for (const [title, text, first] of REFUSED)
  test(`refused: ${title}`, () => {
    const found = complaints(text)
    assert.match(found.join('\n') || 'accepted', first)
    assert.ok(found.length <= 101)
    for (const line of found) assert.match(line, /^[\x20-\x7e]*$/)
  })

/** What looks odd and is honest. */
const ACCEPTED: [title: string, text: string][] = [
  ['a byte order mark in front', '\ufeffversion: 1\n'],
  ['Windows line ends', 'version: 1\r\npeople:\r\n  jane:\r\n    emails:\r\n      - jane@x.org\r\n'],
  ['no line end', 'version: 1'],
  ['a document mark', '---\nversion: 1\n...\n'],
  ['comments in any language', '# 방침 — политика 👩‍💻 میخواهم\nversion: 1 # été\n'],
  ['tabs between words', 'version:\t1\t# one\n'],
  ['a name that YAML 1.1 took for false', 'version: 1\npeople: { no: {}, off: {}, y: {} }\n'],
  ['a number as a name, in quotes', 'version: 1\npeople: { "42": {} }\n'],
  ['JSON', '{"version": 1, "people": {"jane": {"emails": ["jane@x.org"]}}}'],
  ['a branch named with digits', 'version: 1\nbranches: { protected: ["1.10", main] }\n'],
]

for (const [title, text] of ACCEPTED)
  test(`accepted: ${title}`, () => {
    assert.deepEqual(complaints(text), [])
  })

test('a text made of mistakes is answered with a hundred of them and their number', () => {
  const found = complaints(`version: 1\n${Array.from({ length: 5000 }, (_, i) => `key${i}: 1`).join('\n')}\n`)
  assert.equal(found.length, 101)
  assert.equal(found.at(-1), 'and 4900 more')
})

test('thousands of keys take no time that grows with their square', () => {
  const people = Array.from({ length: 6000 }, (_, i) => `  p${i}: { emails: [p${i}@x.org] }`).join('\n')
  assert.deepEqual(complaints(`version: 1\npeople:\n${people}\n`), [])
})
