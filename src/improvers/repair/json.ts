import { ts } from 'ts-morph'

export type JsonObject = { [key: string]: unknown }

/** A JSON object, comments and trailing commas allowed; null for anything else. */
export function readObject(path: string, text: string): JsonObject | null {
  const { config, error } = ts.parseConfigFileTextToJson(path, text.replace(/^\uFEFF/, ''))
  return !error && isObject(config) ? config : null
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The values below a key that are texts: of a map its values, of a list its members. */
export function textsAt(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsAt)
  return isObject(value) ? Object.values(value).flatMap(textsAt) : []
}

export type Place = { start: number; end: number }

/** Where the value below keys stands in the text, and each text within it; null where there is none. */
export function placeOf(
  path: string,
  text: string,
  keys: string[],
): (Place & { texts: (Place & { is: string })[] }) | null {
  const file = ts.parseJsonText(path, text)
  let at: ts.Node | undefined = file.statements[0]?.expression
  for (const key of keys) {
    if (!at || !ts.isObjectLiteralExpression(at)) return null
    at = at.properties.flatMap(one =>
      ts.isPropertyAssignment(one) && ts.isStringLiteral(one.name) && one.name.text === key
        ? [one.initializer]
        : [],
    )[0]
  }
  if (!at) return null
  const texts: (Place & { is: string })[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    if (ts.isStringLiteral(node)) texts.push({ start: node.getStart(file), end: node.end, is: node.text })
    ts.forEachChild(node, visit)
  }
  visit(at)
  return { start: at.getStart(file), end: at.end, texts }
}
