import { ts } from 'ts-morph'
import { docOf, documentedBy } from './jsdoc.ts'
import type { Put } from './place.ts'

/** A parameter of a function in JavaScript, and its type as it would be written in a file of TypeScript. */
export type Documented = {
  parameter: ts.ParameterDeclaration & { name: ts.Identifier }
  type: string
  /** Whether some call leaves it out. */
  isOmitted: boolean
}

/**
 * What has to be written for the doc comment of one function to say what these parameters are: into the tags that it has, as tags of their
 * own, or as a comment where there is none.
 */
export function docPuts(owner: ts.SignatureDeclaration, said: Documented[]): Put[] {
  const host = documentedBy(owner)
  if (!host) return []
  const { text } = host.getSourceFile()
  const line = text.includes('\r\n') ? '\r\n' : '\n'
  const start = host.getStart()
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const doc = docOf(host)
  if (!doc) {
    const [only, ...others] = said.map(tagOf)
    const tags = said.map(one => `${indent} * ${tagOf(one)}${line}`)
    if (!others.length && isOneLine(text))
      return [{ start, end: start, text: `/** ${only} */${line}${indent}` }]
    return [{ start, end: start, text: `/**${line}${tags.join('')}${indent} */${line}${indent}` }]
  }
  const puts: Put[] = []
  const missing: Documented[] = []
  for (const one of said) {
    const tag = ts.getJSDocParameterTags(one.parameter).find(({ parent }) => parent === doc)
    if (tag) puts.push(typeInTag(tag, one, text))
    else missing.push(one)
  }
  if (missing.length) puts.push(...tagsPut(owner, doc, missing, { text, line, indent }))
  return puts
}

/** `@param {string} name`: brackets where it may be left out, dots for the rest. */
const tagOf = (one: Documented) => `@param {${inBraces(one)}} ${nameOf(one)}`

const nameOf = ({ parameter: { name, initializer }, isOmitted }: Documented) =>
  initializer || isOmitted ? `[${name.text}]` : name.text

/** Of the rest one element is said. */
function inBraces({ parameter, type, isOmitted }: Documented): string {
  const element = parameter.dotDotDotToken && /^(?:\((.*)\)|([^()]*))\[\]$/s.exec(type)
  if (!element) return isOmitted ? type.replace(/ \| undefined(?= \||$)/, '') : type
  const of = element[1] ?? element[2]!
  return /[ |&]/.test(of) ? `...(${of})` : `...${of}`
}

/** A tag that names the parameter without a type gets one. */
function typeInTag(tag: ts.JSDocParameterTag, one: Documented, text: string): Put {
  if (tag.typeExpression) {
    const { pos, end } = tag.typeExpression
    return { start: pos, end, text: `{${inBraces(one)}}` }
  }
  const name = tag.name.getStart()
  const before = /\[[ \t]*$/.exec(text.slice(0, name))
  if (!before && one.isOmitted)
    return { start: name, end: tag.name.getEnd(), text: `{${inBraces(one)}} ${nameOf(one)}` }
  const start = before ? before.index : name
  return { start, end: start, text: `{${inBraces(one)}} ` }
}

type Around = { text: string; line: string; indent: string }

/** Tags in their order: behind that of the parameter before them, else before the first of any; else at the end. */
function tagsPut(
  owner: ts.SignatureDeclaration,
  doc: ts.JSDoc,
  missing: Documented[],
  { text, line, indent }: Around,
): Put[] {
  const tags = [...(doc.tags ?? [])]
  const whole = text.slice(doc.pos, doc.end)
  const isFree = tags.every(tag => isFirst(text, tag.pos)) && /\n[ \t]*\*\/$/.test(whole)
  if (!isFree) return [oneLinePut(doc, missing, { text, line, indent })]
  const byPlace = new Map<number, Documented[]>()
  for (const one of missing) {
    const index = owner.parameters.indexOf(one.parameter)
    const before = owner.parameters
      .slice(0, index)
      .flatMap(other => ts.getJSDocParameterTags(other).filter(tag => tags.includes(tag)))
      .at(-1)
    const last = before ? tags.findLastIndex(tag => isOf(tag, before)) + 1 : 0
    const next = tags[last] ?? null
    const at = next ? lineStart(text, next.pos) : lineStart(text, doc.end - 2)
    const place = before ? withoutEmptyLines(text, at) : at
    byPlace.set(place, [...(byPlace.get(place) ?? []), one])
  }
  const hasWords = /[^\s*]/.test(text.slice(doc.pos + 3, tags[0]?.pos ?? doc.end - 2))
  const apart = hasWords && !tags.length && isSpaced(text) ? `${indent} *${line}` : ''
  return [...byPlace].map(([place, all]) => {
    const lines = all.map(one => `${indent} * ${tagOf(one)}${line}`)
    return { start: place, end: place, text: `${apart}${lines.join('')}` }
  })
}

/** Whether a tag is one, or says more of the same parameter: `@param options.depth`. */
function isOf(tag: ts.JSDocTag, one: ts.JSDocParameterTag): boolean {
  return (
    tag === one || (ts.isJSDocParameterTag(tag) && tag.name.getText().startsWith(`${one.name.getText()}.`))
  )
}

/** A comment in one line becomes one of several. */
function oneLinePut(doc: ts.JSDoc, missing: Documented[], { text, line, indent }: Around): Put {
  const words = text
    .slice(doc.pos + 3, doc.end - 2)
    .split(/\r?\n/)
    .map(one => one.replace(/^[ \t]*\*?[ \t]?/, '').trimEnd())
  while (words.length && !words[0]) words.shift()
  while (words.length && !words.at(-1)) words.pop()
  const body = [...words, ...missing.map(tagOf)].map(one => `${indent} *${one ? ` ${one}` : ''}${line}`)
  return { start: doc.pos, end: doc.end, text: `/**${line}${body.join('')}${indent} */` }
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1

/** Whether only the star of its line stands before an offset. */
const isFirst = (text: string, at: number) => /^[ \t]*\*?[ \t]*$/.test(text.slice(lineStart(text, at), at))

/** The start of the first of the empty lines before one. */
function withoutEmptyLines(text: string, at: number): number {
  for (let start = at; ; ) {
    const before = lineStart(text, start - 1)
    if (before >= start || !/^[ \t]*\*[ \t]*\r?\n$/.test(text.slice(before, start))) return start
    start = before
  }
}

/** Whether a comment of a file that has one tag alone is one line. */
function isOneLine(text: string): boolean {
  const one = text.match(/\/\*\*[ \t]*@\w[^\n]*\*\//g)?.length ?? 0
  const three = text.match(/\/\*\*[ \t]*\r?\n[ \t]*\*[ \t]*@\w[^\n]*\n[ \t]*\*\//g)?.length ?? 0
  return one > three
}

/** Whether the comments of a file have an empty line between words and tags. */
function isSpaced(text: string): boolean {
  const apart = text.match(/\n[ \t]*\*[ \t]*\r?\n[ \t]*\*[ \t]*@/g)?.length ?? 0
  const close = text.match(/\n[ \t]*\*[ \t]*[^@\s/][^\n]*\n[ \t]*\*[ \t]*@/g)?.length ?? 0
  return apart > close
}
