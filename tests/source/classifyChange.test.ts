import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifyChange } from '../../src/source/classifyChange.ts'
import type { ChangedFile } from '../../src/source/documentable.ts'
import { classify } from './classify.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const BEFORE = 'import "x"\nexport const a = 1\n'
const AFTER = 'import "x"\n/** How many jobs run at once. */\nexport const a = 1\n'
const blob = (text: string, mode = '100644') => ({ mode, bytes: bytes(text) })
const file = (over: Partial<ChangedFile> = {}): ChangedFile => ({
  path: 'src/a.ts',
  old: blob(BEFORE),
  new: blob(AFTER),
  ...over,
})

/** Asserts that a change needs a person, for a reason that says `why`. */
function refused(files: ChangedFile[], why: RegExp) {
  const found = classifyChange(files)
  assert.equal(found.class, 'algorithm_change')
  assert.match(found.why, why)
  return found
}

test('documentation in every file is documentation', () => {
  assert.equal(classifyChange([file()]).class, 'documentation_only')
  assert.equal(classifyChange([file(), file({ path: 'src/b.js' })]).class, 'documentation_only')
  assert.equal(classify('src/a.ts', BEFORE, AFTER, '100755').class, 'documentation_only')
})

test('one other file makes it a change for a person, and is named with its line', () => {
  const other = file({ path: 'src/b.ts', new: blob('import "x"\nexport const a = 2\n') })
  refused([file(), other], /^src\/b\.ts:2: "1" became "2"$/)
})

test('a change of nothing proves nothing', () => {
  refused([], /no file differs/)
  refused([file({ new: blob(BEFORE) })], /nothing differs/)
})

test('births, deaths, modes, links and submodules need a person', () => {
  refused([file({ old: null })], /a new file/)
  refused([file({ new: null })], /a deleted file/)
  refused([file({ new: blob(AFTER, '100755') })], /mode/)
  refused([file({ old: blob('b', '120000'), new: blob('c', '120000') })], /symbolic link/)
  refused([file({ old: blob('', '160000'), new: blob('', '160000') })], /submodule/)
  refused([file({ old: blob(BEFORE, '100664'), new: blob(AFTER, '100664') })], /unknown mode/)
  refused([file({ new: blob(AFTER, '120000') })], /symbolic link/)
})

test('steering files are named, wherever the refusal came from', () => {
  const found = refused(
    [file({ path: 'vite.config.ts' }), file({ path: 'AGENTS.md' })],
    /^vite\.config\.ts: steers/,
  )
  assert.deepEqual(found.steering, ['vite.config.ts', 'AGENTS.md'])
  assert.deepEqual(classifyChange([file()]).steering, [])
})

test('bytes that are no text need a person, on either side', () => {
  const broken = { mode: '100644', bytes: new Uint8Array([0x2f, 0x2f, 0xff, 0xfe]) }
  refused([file({ new: broken })], /not valid UTF-8/)
  refused([file({ old: broken })], /before the change, not valid UTF-8/)
  refused([file({ new: blob(`${AFTER}// \0`) })], /binary/)
  // An overlong slash and a surrogate in UTF-8: two readers could differ.
  refused([file({ new: { mode: '100644', bytes: new Uint8Array([0xc0, 0xaf]) } })], /UTF-8/)
  refused([file({ new: { mode: '100644', bytes: new Uint8Array([0xed, 0xa0, 0x80]) } })], /UTF-8/)
})

test('large files and long lines are refused with the reason', () => {
  const pad = `${'x()\n'.repeat(600_000)}`
  refused([file({ old: blob(pad), new: blob(pad + AFTER) })], /larger than 2,000,000 bytes/)
  const long = `const b = '${'x'.repeat(100_001)}'\n`
  refused([file({ old: blob(long), new: blob(long + AFTER) })], /a line of over 100,000 characters/)
  const many = Array.from({ length: 6 }, (_, i) => {
    const text = '// x\n'.repeat(190_000)
    return file({ path: `src/${i}.ts`, old: blob(text + BEFORE), new: blob(text + AFTER) })
  }).concat(
    Array.from({ length: 6 }, (_, i) =>
      file({ path: `src/b${i}.ts`, old: blob('//\n'.repeat(320_000)), new: blob('//\n'.repeat(320_000)) }),
    ),
  )
  refused(many, /over 10,000,000 bytes in all/)
})

test('code nested too deeply is refused with the reason, never a crash', () => {
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['a(', ')'],
    ['`${', '}`'],
    ['(a = ', ') => 1'],
  ]) {
    const deep = `x = ${`${open}\n`.repeat(40_000)}1${`${close}\n`.repeat(40_000)}\n`
    refused([file({ old: blob(deep + BEFORE), new: blob(deep + AFTER) })], /nested too deeply|syntax error/)
  }
})

test('more places than a person would document are refused with the reason', () => {
  const code = (doc: string) => `x()\n${`${doc}var a = 1\n`.repeat(2100)}`
  refused([file({ old: blob(code('')), new: blob(code('/** One. */\n')) })], /over 2000 places/)
})

test('the same edit of many places of the same length is one change', () => {
  const code = (word: string) => `x()\n${`/** Adds ${word}. */\nvar a = 1\n`.repeat(1500)}`
  assert.equal(classify('src/a.ts', code('tow'), code('two')).class, 'documentation_only')
})

test('the reason is one printable line whatever the path holds', () => {
  const found = refused([file({ path: 'src/a\u202e\u001b[2K.ts' })], /./)
  assert.match(found.why, /^[\x20-\x7e]+$/)
})
