import type { ErrorSeen, TestCase } from '../../model/testCase.ts'
import type { Doc } from './layout.ts'
import type { Imported, Runner } from './style.ts'
import { quoted, type ValueStyle, valueDoc } from './value.ts'

/** What a test file states results with. */
export type Assertions =
  /** An object of functions: Node's own, whose `equal` is strict only where it was asked for, or chai's. */
  | { kind: 'assert'; specifier: string; clause: string; name: string; strict: boolean; chai: boolean }
  /** `specifier` is null where the runner brings it along. */
  | { kind: 'expect'; specifier: string | null; chai: boolean; strictly: boolean }
  /** The argument of the test itself. */
  | { kind: 't' }

/** What a file of tests uses, or null where that is nothing known. */
export function readAssertions(runner: Runner, imports: Imported[], code: string): Assertions | null {
  if (runner === 'ava' || runner === 'tap') return { kind: 't' }
  const chai = imports.find(one => one.specifier === 'chai')
  const strictly = /\.toStrictEqual\(/.test(code)
  if (/\bexpect\(/.test(code)) {
    if (chai && /\bexpect\b/.test(chai.clause))
      return { kind: 'expect', specifier: 'chai', chai: true, strictly }
    const from = imports.find(one => /\bexpect\b/.test(one.clause))
    // Whatever else is called so, such as `expect.js`, speaks in other words.
    if (from && from.specifier !== 'vitest' && from.specifier !== '@jest/globals') return null
    if (from || runner === 'vitest' || runner === 'jest')
      return { kind: 'expect', specifier: from?.specifier ?? null, chai: false, strictly }
    return null
  }
  if (chai && /\bassert\b/.test(chai.clause))
    return {
      kind: 'assert',
      specifier: 'chai',
      clause: '{ assert }',
      name: 'assert',
      strict: true,
      chai: true,
    }
  const own = imports.find(one => /^(?:node:)?assert(?:\/strict)?$/.test(one.specifier))
  return own ? nodeAssert(own) : null
}

function nodeAssert({ specifier, clause, cjs }: Imported): Assertions {
  const [, alone] = /^(?:\* as )?([\w$]+)(?:\.strict)?$/.exec(clause) ?? []
  const [, renamed] = /^\{\s*strict\s+as\s+([\w$]+)\s*\}$/.exec(clause) ?? []
  const strict = specifier.endsWith('/strict') || renamed !== undefined || (cjs && clause.endsWith('.strict'))
  const name = renamed ?? alone ?? 'assert'
  // Single functions are not had one by one: which of them are needed is not theirs to say.
  const whole = (renamed ?? alone) ? clause : 'assert'
  return { kind: 'assert', specifier, clause: whole, name, strict, chai: false }
}

/** A statement of a test, and whether it waits. */
export type Statement = { doc: Doc; waits: boolean }

/**
 * States what a call comes to.
 * @returns null for what these assertions have no words for.
 */
export function state(
  call: Doc,
  outcome: TestCase['outcome'],
  assertions: Assertions,
  runner: Runner,
  style: ValueStyle,
): Statement | null {
  const waits = outcome.how === 'settles' || outcome.how === 'refuses'
  if ('error' in outcome) {
    const doc = statesError(call, outcome.error, waits, assertions, runner, style)
    return doc === null ? null : { doc: waits ? { parts: ['await ', doc] } : doc, waits }
  }
  const expected = valueDoc(outcome.value, style)
  if (expected === null) return null
  const actual: Doc = waits ? { parts: ['await ', call] } : call
  const deep = isObject(outcome.value)
  return { doc: statesValue(actual, expected, deep, assertions, runner), waits }
}

function statesValue(actual: Doc, expected: Doc, deep: boolean, how: Assertions, runner: Runner): Doc {
  const told = (open: string): Doc => ({ open, items: [actual, expected], close: ')' })
  if (how.kind === 't') {
    if (runner === 'tap') return told(deep ? 't.strictSame(' : 't.equal(')
    return told(deep ? 't.deepEqual(' : 't.is(')
  }
  if (how.kind === 'assert') {
    const isPlain = how.strict && !how.chai
    const equal = isPlain ? 'equal' : 'strictEqual'
    const deepEqual = isPlain || how.chai ? 'deepEqual' : 'deepStrictEqual'
    return told(`${how.name}.${deep ? deepEqual : equal}(`)
  }
  const subject: Doc = { open: 'expect(', items: [actual], close: ')' }
  const then = (word: string, items: Doc[]): Doc => ({
    parts: [subject, { open: `${word}(`, items, close: ')' }],
  })
  if (how.chai) return then(deep ? '.to.deep.equal' : '.to.equal', [expected])
  if (expected === 'undefined') return then('.toBeUndefined', [])
  if (expected === 'null') return then('.toBeNull', [])
  return then(deep ? (how.strictly ? '.toStrictEqual' : '.toEqual') : '.toBe', [expected])
}

function statesError(
  call: Doc,
  { name, message }: ErrorSeen,
  waits: boolean,
  how: Assertions,
  runner: Runner,
  style: ValueStyle,
): Doc | null {
  const text = message ? quoted(message, style.quote) : null
  const later: Doc = { parts: ['() => ', call] }
  const like: Doc = {
    open: '{',
    items: [`name: ${quoted(name, style.quote)}`, ...(text ? [`message: ${text}`] : [])],
    close: '}',
    spaced: true,
  }
  if (how.kind === 't') {
    const word = waits ? (runner === 'tap' ? 't.rejects' : 't.throwsAsync') : 't.throws'
    return { open: `${word}(`, items: [waits ? call : later, like], close: ')' }
  }
  const builtIn = /^(?:|Type|Range|Syntax|Reference)Error$/.test(name) ? name : null
  if (how.kind === 'assert') {
    if (!how.chai)
      return {
        open: `${how.name}.${waits ? 'rejects' : 'throws'}(`,
        items: [waits ? call : later, like],
        close: ')',
      }
    const words = [...(builtIn ? [builtIn] : []), ...(text ? [text] : [])]
    return waits ? null : { open: `${how.name}.throws(`, items: [later, ...words], close: ')' }
  }
  if (how.chai) {
    const words = [...(builtIn ? [builtIn] : []), ...(text ? [text] : [])]
    const subject: Doc = { open: 'expect(', items: [later], close: ')' }
    return waits ? null : { parts: [subject, { open: '.to.throw(', items: words, close: ')' }] }
  }
  const subject: Doc = { open: 'expect(', items: [waits ? call : later], close: ')' }
  // Of a text the message need only hold it, which is enough to know it by.
  const word = text ?? builtIn
  return {
    parts: [subject, waits ? '.rejects' : '', { open: '.toThrow(', items: word ? [word] : [], close: ')' }],
  }
}

/** Whether two of them are never the same one. */
function isObject(value: Extract<TestCase['outcome'], { value: unknown }>['value']): boolean {
  if (typeof value !== 'object' || value === null) return false
  return !/^(?:undefined|number|bigint|symbol)$/.test(value.$)
}
