import type { Docblock } from './docblock.ts'
import type { Fact } from './fact.ts'
import type { Style } from './style.ts'
import { capital, stopped, throwsLine, wrap } from './write.ts'

/**
 * The facts that a comment with tags has no word of, and the comment with lines for them: `@throws`
 * where it never speaks of errors, `@returns` where it says nothing of what comes back. Null when there
 * is nothing to add, or the comment does not use tags itself.
 */
export function complete(
  block: Docblock,
  facts: Fact[],
  style: Style,
): { facts: Fact[]; text: string } | null {
  const lines = block.text.split(/\r?\n/)
  if (lines.length < 3 || !/^[ \t]*\*[ \t]*@(param|returns?)\b/m.test(block.text)) return null
  if (/@(inheritdoc|see|deprecated|type|callback|template|overload|throw|exception)\b/i.test(block.text))
    return null
  const added: Fact[] = []
  const blocks: { after: RegExp; lines: string[] }[] = []
  const prefix = /^([ \t]*\*)/.exec(lines.at(-2)!)?.[1] ?? `${/^[ \t]*/.exec(lines.at(-1)!)![0]}*`
  const width = style.width - prefix.length - 1
  const errors = facts.filter(
    fact => fact.error && isKnownTo(block, fact) && !block.text.includes(fact.error.name.split(' ')[0]!),
  )
  if (errors.length > 0 && !/throw|reject|raise|exception/i.test(block.text)) {
    added.push(...errors)
    blocks.push({
      after: /@(param|returns?)\b/,
      lines: errors.flatMap(fact => wrap(throwsLine(fact, style), width)),
    })
  }
  const returned = facts.filter(fact => fact.returned)
  const isSilent =
    !/return|resolve|\bgets?\b|\bgives?\b|\byields?\b|otherwise|whether|checks? (if|that)|tests? (if|that)|`?\b(null|undefined|true|false)\b/i.test(
      block.text,
    )
  if (
    returned.length > 0 &&
    isSilent &&
    !style.hasTypes &&
    !/\{/.test(/@param[^\n]*/.exec(block.text)?.[0] ?? '')
  ) {
    added.push(...returned)
    const text = `${style.returnsTag} ${stopped(`${capital(returned.map(fact => fact.returned!).join('; '))}.`, style)}`
    blocks.unshift({ after: /@param\b/, lines: wrap(text, width) })
  }
  if (added.length === 0) return null
  for (const one of blocks)
    insertAfter(
      lines,
      one.after,
      one.lines.map(line => `${prefix} ${line}`),
    )
  const text = lines.join(block.text.includes('\r\n') ? '\r\n' : '\n')
  return text === block.text ? null : { facts: added, text }
}

/** Whether each name that a sentence uses is one that the comment's reader has met. */
function isKnownTo(block: Docblock, fact: Fact): boolean {
  const told = [...block.text.matchAll(/@param[ \t]+(?:\{[^\n]*?\}[ \t]+)?[`[]?([\w$]+)/g)].map(
    match => match[1],
  )
  if (told.length === 0) return true
  const fn = fact.subjectNames ?? []
  return fn.every(
    name => told.includes(name) || !new RegExp(`\`${name.replace(/\W/g, '\\$&')}\\b`).test(fact.says),
  )
}

/** Puts lines behind the last tag that matches, with the lines that go on with it. */
function insertAfter(lines: string[], tag: RegExp, added: string[]): void {
  let at = lines.findLastIndex(line => tag.test(line))
  if (at < 0) at = lines.length - 2
  while (
    at + 1 < lines.length - 1 &&
    !/^[ \t]*\*?[ \t]*(@|$)/.test(lines[at + 1]!) &&
    !/^[ \t]*\*?[ \t]*$/.test(lines[at + 1]!)
  )
    at++
  lines.splice(at + 1, 0, ...added)
}
