import { ts } from 'ts-morph'
import { isArray } from './arrays.ts'
import { isNone } from './elements.ts'
import { isUnalteredBy } from './handled.ts'
import { type KeyQuestion, keyQuestionsIn } from './keyQuestion.ts'
import { onlyParameter } from './layout.ts'
import { type PlaceBefore, placeBefore } from './listBefore.ts'
import { putBefore } from './putBefore.ts'
import type { Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { freshName, isFree } from './uses.ts'

/** Questions that one Map, or Set, answers. */
type Group = PlaceBefore & { asked: KeyQuestion[]; said: string; isNumber: boolean }

/** `as.map(a => bs.find(b => b.id === a.id))`: b is looked for from the start for each a. */
export const mapLookup: Rewrite = {
  name: 'map-lookup',
  says: 'look up by key in a Map instead of a list',
  worth:
    'The list was gone through from its start for each of the others, n * m steps in all; with a Map there are n + m.',
  holds: [
    'the list is an array without holes, and its name means the same one all the while',
    'no code runs between the making of the Map and the last question that could alter the list or a key in it',
    'keys are compared by ===, and so does a Map; NaN, which it would find, is left out of it, where there may be one',
    'of elements with the same key the first is found; where there is none the answer is the same as well',
  ],
  hint: /\.(?:find|findIndex|some|filter)\b/,
  sitesIn(reading) {
    if (!['Map', 'Set', 'Number'].every(name => isFree(reading, name))) return []
    return groupsOf(reading).map(group => siteOf(reading, group))
  },
}

function groupsOf(reading: Reading): Group[] {
  const groups: Group[] = []
  for (const one of keyQuestionsIn(reading)) {
    const place = placeBefore(reading, one.list, one.node)
    const said = saidOfKey(reading, one)
    if (!place || said === null || !isUnalteredBy(reading, place.list, place.stretch)) continue
    // Of one that may not be there no Map can be made before that is asked.
    if (!isArray(reading, place.list.name)) continue
    const isNumber = mayBeNumber(reading, one.key) && mayBeNumber(reading, one.asked)
    const isSame = ({ list, stretch, asked, ...other }: Group) =>
      list === place.list &&
      stretch === place.stretch &&
      other.said === said &&
      other.isNumber === isNumber &&
      asked[0]!.kind === one.kind &&
      asked[0]!.path === one.path
    const known = groups.find(isSame)
    if (known) known.asked.push(one)
    else groups.push({ ...place, asked: [one], said, isNumber })
  }
  return groups
}

function mayBeNumber({ checker }: Reading, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node)
  return (
    !isNone(
      type,
      ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable | ts.TypeFlags.NumberLike,
    ) || checker.isTypeAssignableTo(checker.getNumberType(), type)
  )
}

/** What has to be said of the keys, so that what is asked for may be asked; null where that cannot be said in plain words. */
function saidOfKey({ checker }: Reading, { key, asked }: KeyQuestion): string | null {
  const types = [key, asked].map(node => checker.getTypeAtLocation(node))
  if (checker.isTypeAssignableTo(types[1]!, types[0]!)) return ''
  const names = types
    .flatMap(type => (type.isUnion() ? type.types : [type]))
    .map(type => {
      const isPlain = (type.flags & ts.TypeFlags.EnumLike) === 0
      return isPlain ? checker.typeToString(checker.getBaseTypeOfLiteralType(type)) : ''
    })
  if (!names.every(name => /^(?:string|number|boolean|bigint|symbol|undefined|null)$/.test(name))) return null
  return ` as ${[...new Set(names)].join(' | ')}`
}

function siteOf(reading: Reading, { list, stretch, asked, said, isNumber }: Group): Site {
  const { file } = reading
  const [first] = asked as [KeyQuestion]
  const name = list.name.text
  const made = freshName(reading, nameFor(name, first))
  const source = sourceOf(reading, name, first, said, isNumber)
  const questions = asked.map(
    (one): Put => ({ start: one.node.getStart(file), end: one.node.end, text: askFor(reading, one, made) }),
  )
  return {
    node: first.node,
    puts: [...putBefore(reading, stretch, `const ${made} = ${source}`), ...questions],
    seen: `${name} is gone through for each element of another list`,
  }
}

/** `teamsById`, `teamsIdPlaces` or `teamsIdSet`. */
function nameFor(list: string, { kind, path }: KeyQuestion): string {
  const part = [...path.matchAll(/\.([\w$]+)(?!\(|[\w$])/g)].at(-1)?.[1] ?? 'key'
  const key = part[0]!.toUpperCase() + part.slice(1)
  if (kind === 'find') return `${list}By${key}`
  return `${list}${key}${kind === 'findIndex' ? 'Places' : 'Set'}`
}

/** The Map, or the Set where it is only asked whether there is one. */
function sourceOf(
  reading: Reading,
  list: string,
  { kind, path, parameter }: KeyQuestion,
  said: string,
  isNumber: boolean,
): string {
  const { text } = reading
  const one = parameter ?? freshName(reading, 'one')
  const key = `${one}${path}${said}`
  if (kind === 'some') {
    const sure = isNumber ? `.filter(${onlyParameter(text, 'key')} => !Number.isNaN(key))` : ''
    return `new Set(${list}.map(${onlyParameter(text, one)} => ${key})${sure})`
  }
  const sure = isNumber ? '.filter(([key]) => !Number.isNaN(key))' : ''
  const at = kind === 'findIndex' ? freshName(reading, 'at') : null
  const parameters = at ? `(${one}, ${at})` : onlyParameter(text, one)
  // The first of those with the same key is put in last, and stays.
  return `new Map(${list}.map(${parameters} => [${key}, ${at ?? one}] as const)${sure}.reverse())`
}

/** How a Map, or a Set, by that name is asked the same. */
function askFor({ file }: Reading, { kind, asked, isNot, node }: KeyQuestion, made: string): string {
  const text = asked.getText(file)
  if (kind === 'some') return `${isNot ? '!' : ''}${made}.has(${text})`
  if (kind === 'find') return `${made}.get(${text})`
  const place = `${made}.get(${text}) ?? -1`
  return ts.isVariableDeclaration(node.parent) ? place : `(${place})`
}
