import type { Candidate } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { TestRun } from './runTests.ts'
import { steersTests } from './steersTests.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
/** They compile within themselves, in ways that V8's places say nothing of. */
const OPAQUE = new Set(['jest', 'vitest'])

/**
 * How many of the changed lines the tests execute: of those that the change takes away before, of those that it brings
 * after. A line is changed when the other side has none with the same text; empty ones and lone brackets don't count.
 */
export function coveredChange(candidate: Candidate, words: string, before: TestRun, after: TestRun): Json {
  const runner = after.report?.runner ?? ''
  if (OPAQUE.has(runner)) return `not measured: ${runner} compiles what it runs by itself`
  if (!before.coverage || !after.coverage) return 'not measured'
  const files = candidate.changed.filter(path => CODE.test(path) && !steersTests(path, words))
  const sides = [
    { tree: candidate.base, other: candidate.head, coverage: before.coverage },
    { tree: candidate.head, other: candidate.base, coverage: after.coverage },
  ].map(({ tree, other, coverage }) => {
    const counts = { lines: 0, covered: 0 }
    for (const path of files) {
      const lines = linesOnlyIn(readTreeFile(tree, path), readTreeFile(other, path))
      const executed = new Set(coverage[path])
      counts.lines += lines.length
      counts.covered += lines.filter(line => executed.has(line)).length
    }
    return counts
  })
  const [was, is] = sides as [(typeof sides)[0], (typeof sides)[0]]
  return {
    changedLines: { before: was.lines, after: is.lines },
    coveredBefore: was.covered,
    coveredAfter: is.covered,
  }
}

/** Numbers of the lines, from 1 on. */
export function linesOnlyIn(text: string | null, other: string | null): number[] {
  const left = new Map<string, number>()
  for (const line of split(other)) left.set(line, (left.get(line) ?? 0) + 1)
  const only: number[] = []
  for (const [at, line] of split(text).entries()) {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    else if (/[\w$]/.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line)) only.push(at + 1)
  }
  return only
}

function split(text: string | null): string[] {
  return text === null ? [] : text.split('\n').map(line => line.trim())
}
