import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Fix } from './repository.ts'

/**
 * Adds `"name": "value"` to the object that stands below keys, in its order where it is sorted, else at its end, and written as its
 * neighbours are. An object that is missing is added to the one that should have it, where that one is there.
 * @returns null where the text is no such JSON, or has the name already.
 */
export function insertKey(path: Path, text: string, keys: string[], name: string, value: string): Fix | null {
  const file = ts.parseJsonText(path, text)
  let at: ts.Node | undefined = file.statements[0]?.expression
  for (const [depth, key] of keys.entries()) {
    if (!at || !ts.isObjectLiteralExpression(at)) return null
    const found: ts.ObjectLiteralElementLike | undefined = at.properties.find(one => nameOf(one) === key)
    if (!found) {
      if (depth !== keys.length - 1) return null
      const unit = unitOf(at, file)
      const inner = `{${unit.breaks}${unit.indent}${unit.step}${JSON.stringify(name)}: ${JSON.stringify(value)}${unit.breaks}${unit.indent}}`
      return put(path, at, file, `${JSON.stringify(key)}: ${inner}`, at.properties.at(-1))
    }
    at = ts.isPropertyAssignment(found) ? found.initializer : undefined
  }
  if (!at || !ts.isObjectLiteralExpression(at) || at.properties.some(one => nameOf(one) === name)) return null
  const names = at.properties.map(nameOf)
  const isSorted = names.every((one, index) => index === 0 || names[index - 1]! < one)
  const after = isSorted ? at.properties.filter(one => nameOf(one) < name).at(-1) : at.properties.at(-1)
  return put(path, at, file, `${JSON.stringify(name)}: ${JSON.stringify(value)}`, after)
}

function nameOf(one: ts.ObjectLiteralElementLike): string {
  return one.name && ts.isStringLiteral(one.name) ? one.name.text : ''
}

/** How members of an object are set apart: by line breaks and an indent, or by nothing but spaces. */
function unitOf(object: ts.ObjectLiteralExpression, file: ts.SourceFile) {
  const { text } = file
  const [first] = object.properties
  const lineStart = text.lastIndexOf('\n', object.getStart(file)) + 1
  const outer = /^[ \t]*/.exec(text.slice(lineStart))![0]
  const step = /\n([ \t]+)"/.exec(text)?.[1] ?? ''
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const isBroken = first
    ? text.slice(object.getStart(file), first.getStart(file)).includes('\n')
    : text.includes('\n')
  const indent =
    first && isBroken
      ? text.slice(text.lastIndexOf('\n', first.getStart(file)) + 1, first.getStart(file))
      : `${outer}${step}`
  return {
    breaks: isBroken ? end : ' ',
    indent: isBroken ? indent : '',
    step: isBroken ? step : '',
    outer: isBroken ? outer : '',
  }
}

function put(
  path: Path,
  object: ts.ObjectLiteralExpression,
  file: ts.SourceFile,
  member: string,
  after: ts.ObjectLiteralElementLike | undefined,
): Fix {
  const { breaks, indent, outer } = unitOf(object, file)
  if (after) return { path, start: after.end, end: after.end, text: `,${breaks}${indent}${member}` }
  const [first] = object.properties
  const start = object.getStart(file) + 1
  if (first)
    return {
      path,
      start,
      end: start,
      text: `${breaks}${indent}${member},`.replace(/^ /, breaks === ' ' ? ' ' : ''),
    }
  return { path, start, end: object.end - 1, text: `${breaks}${indent}${member}${breaks}${outer}` }
}
