import { ts } from 'ts-morph'
import type { SourceFile, Span } from '../../model/finding.ts'
import { complete } from './complete.ts'
import { above } from './docblock.ts'
import type { Example } from './examples.ts'
import type { Fact } from './fact.ts'
import { factsOf } from './facts.ts'
import { fileNames } from './file.ts'
import { documentedFunctions } from './functions.ts'
import { placeFor } from './insert.ts'
import { parse } from './parse.ts'
import { isHiddenBy } from './public.ts'
import { repair } from './repair.ts'
import type { Style } from './style.ts'
import { subjectsOf } from './subjects.ts'
import { scopeOf, shortest, titleOf } from './title.ts'
import { writeComment } from './write.ts'

/** A sentence with the code that it was read from, and that code's text with its white space made even. */
export type Stated = { kind: string; says: string; from: Span; code: string }

/** One change of one comment: `[start, end)` is replaced by `text`. */
export type Proposal = {
  rewrite: 'comment' | 'complete' | 'repair'
  symbol: string
  title: string
  reason: string
  value: number
  stated: Stated[]
  start: number
  end: number
  text: string
}

const LEAST = 3

/** All that can be proposed for one file, in order of place, at most one proposal a symbol. */
export function propose(file: SourceFile, style: Style, examplesOf: (name: string) => Example[]): Proposal[] {
  const tree = parse(file)
  if (!tree) return []
  const proposals: Proposal[] = []
  const names = fileNames(tree)
  for (const one of documentedFunctions(tree)) {
    const mended =
      isHiddenBy(one.block.text) && /inheritdoc|override/i.test(one.block.text)
        ? null
        : repair(one.block, one.body)
    if (!mended) continue
    const what = { parameter: 'a parameter', default: 'a default', error: 'an error', returns: 'the result' }[
      mended.what
    ]
    const name = one.symbol.split(/[/#.]/).at(-1)!
    proposals.push({
      rewrite: 'repair',
      symbol: one.symbol,
      title: shortest([
        `docs(${scopeOf(file.path)}): correct what is said of ${name}`,
        `docs(${scopeOf(file.path)}): correct a comment`,
        'docs: correct a comment',
      ]),
      reason: `The comment of ${one.symbol} is wrong about ${what}: ${mended.says}`,
      value: 6,
      stated: [stated('repair', mended.says, mended.node, file.path)],
      start: one.block.start,
      end: one.block.end,
      text: mended.text,
    })
  }
  for (const subject of subjectsOf(tree)) {
    if (proposals.some(other => other.symbol === subject.symbol)) continue
    const block = above(subject.anchor)
    if (block === 'other') continue
    const facts = factsOf(subject, names)
    if (block !== 'nothing') {
      const isFirst = file.text.slice(0, block.start).trim() === ''
      if (isFirst || isHiddenBy(block.text) || subject.overloads.length > 0) continue
      const completed = complete(block, facts, style)
      if (!completed || proposals.some(other => other.start === block.start)) continue
      proposals.push({
        ...described(file.path, subject.symbol, subject.name, completed.facts, []),
        rewrite: 'complete',
        start: block.start,
        end: block.end,
        text: completed.text,
      })
      continue
    }
    const place = placeFor(subject.anchor)
    if (!place) continue
    const isOwn =
      subject.overloads.length === 0 && subject.kind === 'function' && !subject.symbol.includes('.')
    const examples = isOwn && !ts.isExportAssignment(subject.anchor) ? examplesOf(subject.symbol) : []
    const value = gainOf(facts, examples)
    if (value < LEAST) continue
    const lineEnd = endOfLine(file.text, subject.anchor.getStart())
    const line = file.text.slice(place.start, lineEnd)
    const comment = writeComment(facts, examples, style, place.indent)
    const before = file.text.slice(0, place.start)
    const gap = style.blankBefore && !/(^|\n)[ \t]*\r?\n$|[{([]\r?\n$/.test(before) ? style.newline : ''
    const text = `${gap}${place.indent}${comment}${style.newline}${style.blankAfter && comment.includes('\n') ? style.newline : ''}${line}`
    proposals.push({
      ...described(file.path, subject.symbol, subject.name, facts, examples),
      rewrite: 'comment',
      start: place.start,
      end: lineEnd,
      text,
    })
  }
  return proposals
}

function described(
  path: string,
  symbol: string,
  name: string,
  facts: Fact[],
  examples: Example[],
): Omit<Proposal, 'rewrite' | 'start' | 'end' | 'text'> {
  const count = facts.length + examples.length
  const source =
    facts.length === 0 ? 'its tests' : examples.length === 0 ? 'its own code' : 'its own code and its tests'
  return {
    symbol,
    title: titleOf(path, name, facts),
    reason: `The comment of ${symbol} states ${count === 1 ? 'one fact' : `${count} facts`} that the signature does not show, read from ${source}.`,
    value: gainOf(facts, examples),
    stated: [
      ...facts.map(fact => stated(fact.kind, fact.says, fact.node, path)),
      ...examples.map(one =>
        stated('example', `${one.call} // ${one.value}`, assertionOf(one.node), one.path),
      ),
    ],
  }
}

/** How much a reader gains. That something is true of one string is the least that an example can show. */
function gainOf(facts: Fact[], examples: Example[]): number {
  const shown = examples.reduce((sum, one) => sum + (/^(true|false)$/.test(one.value) ? 1 : 1.5), 0)
  return facts.reduce((sum, fact) => sum + fact.weight, 0) + shown
}

/** The assertion around a call, so that the expected value lies within the span. */
function assertionOf(node: ts.Node): ts.Node {
  let at = node
  while (at.parent && !ts.isStatement(at)) at = at.parent
  return at
}

function stated(kind: string, says: string, exit: ts.Node, path: string): Stated {
  const node = guardOf(exit)
  const start = node.getStart()
  return { kind, says, from: { path, start, end: node.end }, code: even(node.getText()).slice(0, 400) }
}

/** The `if` around an exit: what is said of the exit is mostly what stands in there. */
function guardOf(exit: ts.Node): ts.Node {
  if (!ts.isThrowStatement(exit) && !ts.isReturnStatement(exit)) return exit
  const around = ts.isBlock(exit.parent) ? exit.parent.parent : exit.parent
  return ts.isIfStatement(around) ? around : exit
}

/** A text with each run of white space as one space. */
export function even(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function endOfLine(text: string, at: number): number {
  const found = text.slice(at).search(/\r?\n/)
  return found < 0 ? text.length : at + found
}
