import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { readChanges } from '../../../src/checks/security/changes.ts'
import { type LoadPeer, loadPeer } from '../../../src/checks/security/loadPeer.ts'
import type { Found, Scanner } from '../../../src/checks/security/scanner.ts'
import { type Files, makeCandidate } from '../candidate.ts'

/** A name; the files before and after; and what is new, each as `rule` (fails) or `rule?` (asks), sorted. */
export type Case = [name: string, before: Files, after: Files, brought: string]

/** What a scanner says about two trees. */
export async function scanTrees(
  scanner: Scanner,
  before: Files,
  after: Files,
  load: LoadPeer = loadPeer,
  patienceMs = 30_000,
) {
  const compiler = await loadCompiler()
  return scanner.scan(readChanges(makeCandidate({}, before, after)), {
    compiler,
    load,
    patienceMs,
    audit: false,
  })
}

/** What a scanner finds; anything else than an answer is a failure of the test. */
export async function found(scanner: Scanner, before: Files, after: Files): Promise<Found[]> {
  const scanned = await scanTrees(scanner, before, after)
  assert.ok('found' in scanned, JSON.stringify(scanned))
  return scanned.found
}

/** One test for each row. */
export function testTable(scanner: Scanner, cases: Case[]): void {
  for (const [name, before, after, brought] of cases)
    test(`${scanner.name}: ${name}`, async () => {
      const all = await found(scanner, before, after)
      const marks = all.map(({ rule, weight }) => (weight === 'fails' ? rule : `${rule}?`))
      assert.equal([...new Set(marks)].sort().join(' '), brought, JSON.stringify(all))
    })
}

/** Rows about one file that has another text. */
export function edits(
  path: string,
  rows: [name: string, before: string, after: string, brought: string][],
): Case[] {
  return rows.map(([name, before, after, brought]) => [name, { [path]: before }, { [path]: after }, brought])
}
