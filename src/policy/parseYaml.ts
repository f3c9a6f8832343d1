import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml'
import { oddCharacter, shown } from './oddCharacter.ts'
import { offsetOf, pathId, plainData } from './plainData.ts'
import type { KeyPath, Place, Problem } from './problem.ts'

/** Plain data (maps without a prototype) and where each part of it stands. */
export type ParsedYaml = {
  value: unknown
  /** Where the value of `path` stands, or its key; null when the text does not say it. */
  place(path: KeyPath, part: 'key' | 'value'): Place | null
}

/** A thousand people need about 200,000; a text made to be slow takes under two seconds at this length. */
const MOST_CHARACTERS = 250_000
/** The same people need about 15,000; zod's own stack ends at some 100,000 things to complain of. */
const MOST_VALUES = 20_000
/** A policy is five deep. The bound keeps recursion, here and in the parser, off the stack's end. */
const DEEPEST = 20

/** Its own check for keys that stand twice compares all with all: minutes for a hostile file. */
const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false } as const

/**
 * Reads the small, plain part of YAML 1.2 that means the same to every reader.
 * Throws for no text; what is wrong is added to `problems`, and the value is what could be read.
 */
export function parseYaml(text: string, where: string, problems: Problem[]): ParsedYaml {
  const placeOf = placesIn(text)
  const tell = (offset: number, what: string, path: KeyPath = []) => {
    problems.push({ where, path, what, ...placeOf(offset) })
  }
  const unreadable = unfitAt(text)
  if (unreadable) tell(unreadable.at, unreadable.what)
  const document = unreadable ? null : compose(text, tell)
  const { value, offsets } = plainData(document?.contents ?? null, tell)
  const tooMany = offsets.size > MOST_VALUES
  if (tooMany) tell(0, `holds ${offsets.size} values; at most ${MOST_VALUES} are read`)
  return {
    value: document && !tooMany ? value : undefined,
    place(path, part) {
      if (path.length === 0) return placeOf(offsetOf(document?.contents))
      const found = offsets.get(pathId(path))
      return found ? placeOf(found[part]) : null
    },
  }
}

/** What keeps a text from being parsed at all. */
function unfitAt(text: string): { at: number; what: string } | null {
  if (text.length > MOST_CHARACTERS)
    return { at: 0, what: `is ${text.length} characters long; at most ${MOST_CHARACTERS} are read` }
  const odd = oddCharacter(text, 'text')
  return odd && { at: odd.at, what: `contains ${odd.name}, which makes a text look other than it is` }
}

/** What `parseDocument` does, with a bound on depth between its two halves. */
function compose(text: string, tell: (offset: number, what: string) => void): Document.Parsed | null {
  const parser = new Parser()
  const tokens = []
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    // The parser keeps a stack of its own, so that looking at it is safe at any depth.
    if (parser.stack.length <= DEEPEST) continue
    tell(parser.offset, `is nested more than ${DEEPEST} deep`)
    return null
  }
  tokens.push(...parser.end())
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length)
  if (!document) return null
  if (second) tell(second.range[0], 'a second document (---) begins here; a policy is one')
  const directive = tokens.find(token => token.type === 'directive')
  if (directive) tell(directive.offset, 'a directive (%) changes what the text means: take it out')
  for (const { pos, message } of document.errors) tell(pos[0], shown(message.replace(/\s+/g, ' ')))
  return second || document.errors.length > 0 ? null : document
}

/** Line starts as git and editors count them: after each line feed. */
function placesIn(text: string): (offset: number) => Place {
  const lines = new LineCounter()
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start)
  return offset => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
}
