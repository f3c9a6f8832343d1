import type { Example } from './examples.ts'
import type { Fact } from './fact.ts'
import type { Style } from './style.ts'

/**
 * The text of a new doc comment, without the indentation of its first line and without an end of line.
 * What can be said without a tag is said as a sentence; errors stand behind `@throws` where the authors
 * use tags and there is something else to begin with.
 */
export function writeComment(facts: Fact[], examples: Example[], style: Style, indent: string): string {
  const tagged =
    style.hasTags && facts.length > 1 && facts.some(fact => !fact.error)
      ? facts.filter(fact => fact.error)
      : []
  const sentences = facts.filter(fact => !tagged.includes(fact)).map(fact => fact.says)
  const blocks: string[][] = []
  const width = style.width - indent.length - 3
  if (sentences.length === 1) sentences[0] = stopped(sentences[0]!, style)
  if (sentences.length > 0) blocks.push(wrap(sentences.join(' '), width))
  const tags = tagged.flatMap(fact => wrap(throwsLine(fact, style), width))
  if (examples.length > 0) tags.push(...exampleLines(examples, style))
  if (tags.length > 0) blocks.push(tags)
  const lines = blocks.flatMap((block, index) =>
    index > 0 && (style.blankBeforeTags || examples.length > 0) ? ['', ...block] : block,
  )
  const [only] = lines
  if (lines.length === 1 && style.isOneLine && indent.length + only!.length + 7 <= style.width)
    return `/** ${only} */`
  const body = style.hasStars
    ? lines.map(line => `${indent} *${line === '' ? '' : ` ${line}`}`)
    : lines.map(line => (line === '' ? '' : indent + line))
  return ['/**', ...body, `${indent}${style.hasStars ? ' ' : ''}*/`].join(style.newline)
}

/** `@throws {RangeError} If ...` in the way of the file. */
export function throwsLine(fact: Fact, style: Style): string {
  const { name, tail } = fact.error!
  const [bare, status] = name.split(' ')
  const words = status ? `${status} ${tail}` : tail
  const text = style.throws.isBraced
    ? `{${bare}} ${style.isCapital ? capital(words) : words}`
    : `${name} ${tail}`
  return `${style.throws.tag} ${stopped(`${text}.`, style)}`
}

/** Drops the full stop where the authors write none. */
export function stopped(text: string, style: Style): string {
  return style.hasStop ? text : text.replace(/\.$/, '')
}

/** An upper-case first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function exampleLines(examples: Example[], style: Style): string[] {
  const lines = examples.map(({ call, value }) => `${call} // ${value}`)
  return style.isFenced ? ['@example', '```ts', ...lines, '```'] : ['@example', ...lines]
}

/** Breaks a text at spaces, never inside backticks. */
export function wrap(text: string, width: number): string[] {
  const words = text.match(/`[^`]*`\S*|\S+/g) ?? []
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}
