import { foundIn } from '../brought.ts'
import type { ChangedFile, Side } from '../changes.ts'
import { CODE, parseCode } from '../code/parseCode.ts'
import type { Found, Scanner, ScanTools } from '../scanner.ts'
import { keepTime } from '../withinTime.ts'
import { alteredFixtures } from './alteredFixtures.ts'
import { readTests, type Statement, type TestFile } from './readTests.ts'

type Read = { file: ChangedFile; was: TestFile; is: TestFile }

const NOTHING: TestFile = { tests: [], statements: [], only: 0 }

/**
 * Tests that no longer test, and tests that are edited. What is only added is no finding, nor is what moved to another test file;
 * a file none of whose tests runs any more, a test that is emptied or left out by `only` fails, whoever may have meant well.
 */
export const editedTests: Scanner = {
  name: 'edited-tests',
  async scan(changes, tools) {
    const all = changes.files.filter(({ zone }) => zone === 'tests')
    const read = all
      .filter(({ path }) => CODE.test(path))
      .flatMap((file, done) => {
        keepTime(changes, done)
        return readBoth(file, tools)
      })
    const found = [...switchedOff(read), ...editedStatements(read), ...alteredFixtures(all)]
    return { looked: all.length, found }
  },
}

function readBoth(file: ChangedFile, { compiler }: ScanTools): Read[] {
  const { before, after, path } = file
  if (before.text === after.text) return []
  const read = ({ text }: Side) => (text === null ? NOTHING : readTests(parseCode(compiler, path, text)))
  try {
    return [{ file, was: read(before), is: read(after) }]
  } catch (error) {
    // The capabilities say that it is nested too deeply.
    if (error instanceof RangeError) return []
    throw error
  }
}

function switchedOff(read: Read[]): Found[] {
  const ran = new Map<string, { isEmpty: boolean }>()
  for (const { was } of read)
    for (const test of was.tests) if (test.runs && !ran.get(test.title)) ran.set(test.title, test)
  const stillRuns = new Set(read.flatMap(({ is }) => is.tests.filter(one => one.runs).map(one => one.title)))
  return read.flatMap(({ file, was, is }) => {
    const off = is.tests.filter(one => !one.runs && ran.has(one.title) && !stillRuns.has(one.title))
    const emptied = is.tests.filter(one => one.runs && one.isEmpty && ran.get(one.title)?.isEmpty === false)
    // One test of many may have become meaningless; a file that tests nothing any more has not.
    const rule = is.tests.some(one => one.runs && one.isTest) ? 'test-edited' : 'test-off'
    return [
      ...off.map(one => foundIn(file, rule, one.line, 'a test is switched off')),
      ...emptied.map(one => foundIn(file, 'test-off', one.line, 'a test does nothing any more')),
      ...(is.only > was.only ? [foundIn(file, 'test-off', null, '`only` leaves the other tests out')] : []),
    ]
  })
}

function editedStatements(read: Read[]): Found[] {
  const added: { file: ChangedFile; statement: Statement }[] = []
  const lost = new Map<ChangedFile, Statement[]>()
  for (const { file, was, is } of read) {
    const left = countOf(is.statements)
    lost.set(
      file,
      was.statements.filter(one => !take(left, one.key)),
    )
    const old = countOf(was.statements)
    for (const statement of is.statements) if (!take(old, statement.key)) added.push({ file, statement })
  }
  // A test that moved into a file that no runner picks up by its name has gone.
  const moved = new Map<string, number>()
  for (const { file, statement } of added) {
    const key = placed(file, statement)
    moved.set(key, (moved.get(key) ?? 0) + 1)
  }
  const titles = new Set(read.flatMap(({ was }) => was.tests.map(one => one.title)))
  const found: Found[] = []
  for (const [file, statements] of lost) {
    const missing = statements.filter(one => !take(moved, placed(file, one)))
    if (missing.length === 0) continue
    const what =
      file.after.kind === null ? 'a test file is gone' : `${missing.length} of its statements altered or gone`
    found.push(foundIn(file, 'test-edited', null, what))
  }
  for (const { file, statement } of added)
    if (
      statement.weakens &&
      file.before.kind !== null &&
      (statement.title === '' || titles.has(statement.title))
    )
      found.push(foundIn(file, 'test-edited', statement.line, `${statement.weakens} is new in it`))
  return found
}

function placed({ path }: ChangedFile, { key }: Statement): string {
  return `${/[.\-_](?:test|spec)\.[^/.]+$/.test(path)}\0${key}`
}

function countOf(statements: Statement[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { key } of statements) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function take(counts: Map<string, number>, key: string): boolean {
  const there = counts.get(key) ?? 0
  if (there > 0) counts.set(key, there - 1)
  return there > 0
}
