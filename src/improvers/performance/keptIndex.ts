import { ts } from 'ts-morph'
import { isAlteredField } from './alteredFields.ts'
import { isOfType } from './arrays.ts'
import { elementType, hasNoHoles } from './elements.ts'
import { keyQuestionsIn } from './keyQuestion.ts'
import { indentAt, layoutOf } from './layout.ts'
import { isShort } from './listBefore.ts'
import { askSet, membershipsIn } from './membership.ts'
import { isNeverAltered } from './neverAltered.ts'
import { bare, functionAround, type Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { declarationOf, freshName, isFree, type Named } from './uses.ts'

/**
 * `const all = [...given]; return { find: name => all.find(one => one.name === name) }`: a list that stays the same is gone through for
 * every call.
 */
export const keptIndex: Rewrite = {
  name: 'kept-index',
  says: 'build the lookup once instead of per call',
  worth:
    'To build it takes as long as a few dozen looks through the list, once, where that is made; then each look takes the same time, however long it is.',
  holds: [
    'the list is made here, nobody else has it, and nothing that has it alters it',
    'what it is asked by is a text, a bigint, a symbol or whether something is so, and of the first that fits',
    'the field that it is asked by is declared readonly, and nothing in the program computes it or gives it another value, so that what an element was put under is what it still has',
  ],
  hint: /\.(?:find|some|includes|indexOf)\b/,
  sitesIn(reading) {
    const groups = new Map<string, { list: Named; key: string | null; asked: Asked[] }>()
    for (const one of [...keysIn(reading), ...membersIn(reading)]) {
      const name = `${one.list.pos} ${one.key}`
      const group = groups.get(name) ?? { list: one.list, key: one.key, asked: [] }
      group.asked.push(one)
      groups.set(name, group)
    }
    return [...groups.values()].flatMap(({ list, key, asked }) => siteOf(reading, list, key, asked) ?? [])
  },
}

/** A question that a list is asked: by which field of its elements, or by themselves. */
type Asked = {
  list: Named
  key: string | null
  node: ts.Expression
  /** How what is built is asked the same. */
  put: (index: string) => string
}

/** Asked by a field: `all.find(one => one.name === name)`, `all.some(..)`. */
function keysIn(reading: Reading): Asked[] {
  if (!reading.typed || !isFree(reading, 'Map')) return []
  return keyQuestionsIn(reading).flatMap(({ list: name, kind, node, isNot, path, asked }): Asked[] => {
    const key = /^\.([\w$]+)$/.exec(path)?.[1]
    const list = kind === 'findIndex' || key === undefined ? null : heldList(reading, name, node)
    const field = list && heldField(reading, name, key!)
    if (!list || !field) return []
    const { checker, file } = reading
    if (!checker.isTypeAssignableTo(checker.getTypeAtLocation(asked), field)) return []
    const method = kind === 'find' ? 'get' : 'has'
    const put = (index: string) => `${isNot ? '!' : ''}${index}.${method}(${asked.getText(file)})`
    return [{ list, key: key!, node, put }]
  })
}

/** Asked whether it has something in it. */
function membersIn(reading: Reading): Asked[] {
  if (!isFree(reading, 'Set')) return []
  return membershipsIn(reading).flatMap((one): Asked[] => {
    const list = heldList(reading, one.list, one.node)
    return list ? [{ list, key: null, node: one.node, put: index => askSet(reading, one, index) }] : []
  })
}

/** The list that a question is asked of, where it was made before a function that asks it, and stays as it is. */
function heldList(reading: Reading, on: ts.Expression, node: ts.Node): Named | null {
  const name = bare(on)
  const list = ts.isIdentifier(name) ? declarationOf(reading, name) : null
  if (!list || list.end > node.pos || functionAround(node) === functionAround(list)) return null
  const { parent } = list.parent
  const isAlone = ts.isVariableStatement(parent) && parent.declarationList.declarations.length === 1
  const isBlock = isAlone && (ts.isBlock(parent.parent) || ts.isSourceFile(parent.parent))
  return isBlock && !isShort(list) && isNeverAltered(reading, list) ? list : null
}

const KEYS =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined

/** The type of a field that all elements have, that nobody alters, and whose values a Map tells apart as `===` does. */
function heldField(reading: Reading, list: ts.Expression, key: string): ts.Type | null {
  const property = elementType(reading, list)?.getProperty(key)
  const declared = property?.declarations ?? []
  if (!property || !declared.length || !hasNoHoles(reading, list)) return null
  const isHeld = declared.every(
    one => !ts.isAccessor(one) && ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly,
  )
  if (!isHeld || property.flags & ts.SymbolFlags.Optional || isAlteredField(reading, key)) return null
  const type = reading.checker.getTypeOfSymbol(property)
  return isOfType(type, KEYS) ? type : null
}

function siteOf(reading: Reading, list: Named, key: string | null, asked: Asked[]): Site | null {
  const { text, file } = reading
  const name = list.name.text
  const statement = list.parent.parent
  const at = endOfLine(reading, statement)
  if (at === null) return null
  const index = freshName(reading, key === null ? `${name}Set` : `${name}By${capitalized(key)}`)
  const end = text[statement.end - 1] === ';' ? ';' : ''
  const before = `${layoutOf(text).line}${indentAt(text, statement.getStart(file))}`
  const built: Put = { start: at, end: at, text: `${before}const ${index} = ${builtFrom(name, key)}${end}` }
  const questions = asked.map(({ node, put }) => ({
    start: node.getStart(file),
    end: node.end,
    text: put(index),
  }))
  return {
    node: asked[0]!.node,
    puts: [built, ...questions],
    seen: `${name}, which stays the same, is gone through for each call`,
  }
}

/** Of elements with one key the first is found: it is put there last. */
function builtFrom(list: string, key: string | null): string {
  return key === null
    ? `new Set(${list})`
    : `new Map([...${list}].reverse().map(one => [one.${key}, one] as const))`
}

const capitalized = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}`

/** Where the line of a statement ends, with the comment behind it; null where more code stands there. */
function endOfLine({ text }: Reading, statement: ts.Node): number | null {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(statement.end))
  return rest ? statement.end + rest[0].length : null
}
