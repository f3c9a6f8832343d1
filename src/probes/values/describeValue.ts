import { isBuiltIn, kindOfObject } from './kindOfObject.ts'
import { classNames, exportedAs, isHidden, type Outlook } from './outlook.ts'
import { isOwnError } from './ownErrors.ts'

/** What was met so far, so that the same object is known again in a later description. */
export type Acquaintances = Outlook & { met: Map<object, number> }

/** Parts of a value beyond this many are left out, and counted. */
const MOST_PARTS = 20_000
const DEEPEST = 12

/**
 * Says in one line what a caller could see of a value: contents in their order, holes, what is shared with values described
 * before, symbols, prototypes by what they can do and by which of the module's classes they are, what can't be altered. Not said,
 * since code may change it freely: names of functions and classes, other than of errors, how many parameters a function has,
 * stacks, the engine's own wording of an error, own properties that are not enumerable.
 * @param known is added to: objects get numbers in the order in which they are met.
 */
export function describeValue(value: unknown, known: Acquaintances): string {
  const within = new Set<object>()
  let parts = 0
  const name = (key: PropertyKey) => (typeof key === 'symbol' ? `[${symbolName(key)}]` : JSON.stringify(key))

  const describe = (one: unknown, depth: number): string => {
    if (++parts > MOST_PARTS) return '<more>'
    if (typeof one === 'string') return JSON.stringify(one)
    if (typeof one === 'number') return Object.is(one, -0) ? '-0' : String(one)
    if (typeof one === 'bigint') return `${one}n`
    if (typeof one === 'symbol') return symbolName(one)
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null) return String(one)
    const number = known.met.get(one)
    if (number === undefined) known.met.set(one, known.met.size)
    const mark = number === undefined ? '' : `<as ${number}>`
    if (within.has(one) || depth > DEEPEST) return mark || '<deep>'
    within.add(one)
    const classes = exportedAs(known, one).map(word => `${word} `)
    return `${mark}${attempt(() => closed(one))}${classes.join('')}${contents(one, depth + 1)}`
  }

  const properties = (one: object, depth: number, leave: (key: PropertyKey) => boolean): string[] => {
    const found: string[] = []
    for (const key of Reflect.ownKeys(one)) {
      if (leave(key) || isHidden(known, one, key)) continue
      const property = Reflect.getOwnPropertyDescriptor(one, key)
      if (!property?.enumerable) continue
      const fixed = property.writable === false && Object.isExtensible(one) ? '<fixed> ' : ''
      if ('value' in property) found.push(`${name(key)}: ${fixed}${describe(property.value, depth)}`)
      else found.push(`${name(key)}: <get> ${attempt(() => describe(Reflect.get(one, key), depth))}`)
    }
    return found
  }

  const contents = (one: object, depth: number): string => {
    const index = (key: PropertyKey) => typeof key === 'string' && /^\d+$/.test(key)
    const own = (leave: (key: PropertyKey) => boolean = () => false) => {
      const list = properties(one, depth, leave)
      return list.length ? `{ ${list.join(', ')} }` : ''
    }
    const kind = kindOfObject(one)
    /** What a class of the code's own adds to one of the language's. */
    const more = (leave: (key: PropertyKey) => boolean = () => false) => {
      const able = abilities(one)
      return `${able.length ? ` instance(${able.join(', ')})` : ''}${own(leave)}`
    }
    switch (kind) {
      case 'array':
        return `[${items(one as unknown[], depth).join(', ')}]${more(index)}`
      case 'function':
        return `function${own(key => key === 'prototype')}`
      case 'Map':
        return `Map(${[...(one as Map<unknown, unknown>)].map(([key, value]) => `${describe(key, depth)} => ${describe(value, depth)}`).join(', ')})${more()}`
      case 'Set':
        return `Set(${[...(one as Set<unknown>)].map(item => describe(item, depth)).join(', ')})${more()}`
      case 'Date':
        return `Date(${String((one as Date).getTime())})${more()}`
      case 'RegExp':
        return `${String(one)} at ${(one as RegExp).lastIndex}${more()}`
      case 'error':
        return error(one as Error, depth, own)
      case 'bytes':
        return `${bytesName(one)}(${bytesOf(one).join(', ')})${more(index)}`
      case 'boxed':
        return `Object(${describe((one as { valueOf(): unknown }).valueOf(), depth)})${more(index)}`
      case 'plain':
        return own() || '{}'
      case 'bare':
        return `bare ${own() || '{}'}`
      case 'instance':
        return `instance(${abilities(one).join(', ')})${own()}`
      default:
        return `${kind}${own()}`
    }
  }

  const items = (list: unknown[], depth: number): string[] => {
    const found: string[] = []
    for (let at = 0; at < list.length; at++) {
      if (parts > MOST_PARTS) return [...found, `<${list.length - at} more>`]
      found.push(at in list ? describe(list[at], depth) : '<hole>')
    }
    return found
  }

  const error = (
    one: Error,
    depth: number,
    own: (leave: (key: PropertyKey) => boolean) => string,
  ): string => {
    const cause = Object.hasOwn(one, 'cause') ? ` because of ${describe(one.cause, depth)}` : ''
    const many = one instanceof AggregateError ? ` of ${describe(one.errors, depth)}` : ''
    const told = own(key => key === 'stack' || key === 'message' || key === 'cause' || key === 'name')
    return `${attempt(() => String(one.name))}${attempt(() => classOf(one))}: ${messageOf(one)}${cause}${many}${told}`
  }

  const abilities = (one: object): string[] => {
    const found = new Set<string>()
    for (
      let prototype = Object.getPrototypeOf(one);
      prototype && !isBuiltIn(prototype);
      prototype = Object.getPrototypeOf(prototype)
    )
      for (const key of Reflect.ownKeys(prototype))
        if (key !== 'constructor' && !isHidden(known, one, key, 'ability')) found.add(name(key))
    return [...found].sort()
  }

  return describe(value, 0)
}

/** Something that the code under trial may have made to throw. */
function attempt(find: () => string): string {
  try {
    return find()
  } catch {
    return '<throws>'
  }
}

/** What can no longer be altered, in a word. */
function closed(one: object): string {
  if (Object.isExtensible(one)) return ''
  return Object.isFrozen(one) ? 'frozen ' : Object.isSealed(one) ? 'sealed ' : 'closed '
}

/** The class of an error where that is one of the code's own, and what the language has that it comes from. */
function classOf(error: Error): string {
  const [own, ...others] = classNames(error)
  return isBuiltIn(Object.getPrototypeOf(error))
    ? ''
    : ` (${own} from ${others.find(isErrorName) ?? 'Object'})`
}

const isErrorName = (name: string) => /^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/.test(name)

function symbolName(symbol: symbol): string {
  const registered = Symbol.keyFor(symbol)
  return registered === undefined
    ? `Symbol(${symbol.description ?? ''})`
    : `Symbol.for(${JSON.stringify(registered)})`
}

/** How V8 words what it throws itself; it quotes source text and names of classes, which may be renamed. */
const ENGINE =
  /is not (?:a function|a constructor|iterable|defined|extensible|an object)|^Cannot (?:read propert|set propert|access|destructure|read private|write private|convert|assign|add property|delete property|create property|define property|redefine|mix|use 'in')|^Assignment to constant|^Class constructor|cannot be invoked without 'new'|^Invalid (?:array length|time value)|^Reduce of empty|^undefined is not|^null is not|^object null is not|^Maximum call stack|^Iterator result|^Right-hand side of|^Method .* called on incompatible|^Spread syntax requires|^Found non-callable|called on (?:null or undefined|non-object)$|^Private field|^(?:Receiver|Object) must be|was defined without a [gs]etter$|^Function\.prototype\.\w+ was called on|^Converting circular structure|^Must call super|^Generator is already|must be a (?:function|string|object|number)\b/

/** The message of an error, but not in the engine's own words. */
export function messageOf(error: Error): string {
  const message = attempt(() => String(error.message))
  const prototype = Object.getPrototypeOf(error)
  const native = [TypeError, RangeError, ReferenceError].some(kind => prototype === kind.prototype)
  // What cannot be cloned is quoted as well: the text of a function.
  if (prototype === DOMException.prototype && /could not be cloned\.$/s.test(message))
    return "<the engine's words>"
  return native && !isOwnError(error) && ENGINE.test(message)
    ? "<the engine's words>"
    : JSON.stringify(message)
}

function bytesName(one: object): string {
  return Buffer.isBuffer(one) ? 'Buffer' : Object.prototype.toString.call(one).slice(8, -1)
}

function bytesOf(one: object): unknown[] {
  if (one instanceof ArrayBuffer) return [...new Uint8Array(one)]
  if (one instanceof DataView) return [...new Uint8Array(one.buffer, one.byteOffset, one.byteLength)]
  return [...(one as Uint8Array)]
}
