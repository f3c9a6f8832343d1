import type { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { above, type Docblock } from './docblock.ts'
import type { Example } from './examples.ts'
import type { Fact } from './fact.ts'
import { factsOf } from './facts.ts'
import { fileNames } from './file.ts'
import { documentedFunctions } from './functions.ts'
import { parse } from './parse.ts'
import { repair } from './repair.ts'
import type { Subject } from './subject.ts'
import { subjectsOf } from './subjects.ts'

/**
 * A sentence of a comment that the code does not bear any more. `line` counts from 1. `instead` is what the code shows now, or null where
 * nothing of the kind can be read from it: then the sentence may still be true.
 */
export type Stale = { symbol: string; line: number; says: string; instead: string | null }

/** What became of the sentences that the code once bore: those that it does not bear any more, and how many it still does. */
export type Aged = { stale: Stale[]; held: number }

type ExamplesOf = (name: string) => Example[]

/**
 * Compares what the comments of a file say with what its code shows, before and after a change. Only what the code bore before can have
 * become wrong: a sentence that nobody could ever derive says nothing here, and what was wrong already is not this change's.
 * @param examplesOf what the tests of either side say of a name of the file.
 */
export function staleSentences(
  before: SourceFile,
  after: SourceFile,
  examplesOf: { before: ExamplesOf; after: ExamplesOf },
): Aged {
  const [old, now] = [parse(before), parse(after)]
  const aged: Aged = { stale: [], held: 0 }
  if (!old || !now) return aged
  const [oldNames, nowNames] = [fileNames(old), fileNames(now)]
  const subjects = new Map(subjectsOf(now).map(one => [one.symbol, one]))
  for (const was of subjectsOf(old)) {
    const is = subjects.get(was.symbol)
    const [had, has] = [blockOf(was), is && blockOf(is)]
    if (!is || !had || !has) continue
    const shown = factsOf(is, nowNames)
    const known = factsOf(was, oldNames)
    for (const fact of known.filter(one => lineOf(one, had) !== null)) {
      const line = lineOf(fact, has)
      if (line === null) continue
      if (shown.some(one => one.kind === fact.kind && one.says === fact.says)) aged.held += 1
      else aged.stale.push(told(is, now, has, line, fact.says, instead(fact, shown, known)))
    }
    for (const { call, value } of examplesOf.before(was.symbol)) {
      const [at, other] = [exampleAt(call, value, has), examplesOf.after(was.symbol)]
      if (at === null || exampleAt(call, value, had) === null) continue
      const wanted = other.find(one => one.call === call)
      if (!wanted) continue
      if (wanted.value === value) aged.held += 1
      else aged.stale.push(told(is, now, has, at, `${call} // ${value}`, `${call} // ${wanted.value}`))
    }
  }
  aged.stale.push(...contradictions(old, now))
  return aged
}

function blockOf({ anchor }: Subject): Docblock | null {
  const block = above(anchor)
  return typeof block === 'string' ? null : block
}

/** What comments are wrong about, and were not before. */
function contradictions(old: ts.SourceFile, now: ts.SourceFile): Stale[] {
  const wrong = new Set(
    documentedFunctions(old).flatMap(({ symbol, block, body }) => {
      const found = repair(block, body)
      return found ? [`${symbol} ${found.says}`] : []
    }),
  )
  return documentedFunctions(now).flatMap(({ symbol, block, body }) => {
    const found = repair(block, body)
    if (!found || wrong.has(`${symbol} ${found.says}`)) return []
    const [was, is] = [block.text.split('\n'), found.text.split('\n')]
    const at = Math.max(
      0,
      was.findIndex((line, place) => line !== is[place]),
    )
    return [{ symbol, line: lineAt(now, block) + at, says: wordsOf(was[at] ?? ''), instead: found.says }]
  })
}

function told(
  { symbol }: Subject,
  tree: ts.SourceFile,
  block: Docblock,
  line: number,
  says: string,
  shown: string | null,
): Stale {
  return { symbol, line: lineAt(tree, block) + line, says, instead: shown }
}

const lineAt = (tree: ts.SourceFile, { start }: Docblock) =>
  tree.getLineAndCharacterOfPosition(start).line + 1

/** What the code shows now of the same kind and thing, that it did not show before. */
function instead(fact: Fact, shown: Fact[], known: Fact[]): string | null {
  const about = ({ kind, error, parameter }: Fact) =>
    [kind, error?.name.split(' ')[0] ?? '', parameter?.path ?? ''].join(' ')
  const fresh = shown.filter(one => !known.some(other => other.says === one.says))
  const other = fresh.find(one => about(one) === about(fact)) ?? fresh.find(one => one.kind === fact.kind)
  return other?.says ?? null
}

/** In which line of a comment a fact is stated, in one of the ways in which it is written; null where it is not. */
function lineOf({ says, error, returned }: Fact, block: Docblock): number | null {
  const tails = [
    says,
    ...(error ? [`@throws ${error.name} ${error.tail}`, `@exception ${error.name} ${error.tail}`] : []),
    ...(returned ? [`@returns ${returned}`, `@return ${returned}`] : []),
  ]
  for (const tail of tails) {
    const line = lineWith(wordsOf(tail).replace(/\.$/, ''), block)
    if (line !== null) return line
  }
  return null
}

function exampleAt(call: string, value: string, block: Docblock): number | null {
  const at = block.text.split('\n').findIndex(line => line.includes(`${call} // ${value}`))
  return at < 0 ? null : at
}

/** Where a text begins in a comment, as a number of lines from its first; breaks and stars aside. */
function lineWith(wanted: string, { text }: Docblock): number | null {
  let all = ''
  const begins: number[] = []
  for (const line of text.split('\n')) {
    begins.push(all.length)
    const words = wordsOf(line)
    if (words !== '') all += `${words} `
  }
  const at = all.indexOf(wanted)
  if (at < 0 || /\w/.test(all[at + wanted.length] ?? '')) return null
  return begins.findLastIndex(begin => begin <= at)
}

/** Words alone: without stars, braces, ticks and capitals. */
function wordsOf(line: string): string {
  return line
    .replace(/^\s*\/?\*+\/?|\*\/\s*$/g, '')
    .replace(/[{}`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
