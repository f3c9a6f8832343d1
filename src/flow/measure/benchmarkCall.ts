import type { Harvest } from '../../checks/inputs/harvest.ts'
import type { ParameterShape, ValueShape } from '../../checks/inputs/valueShape.ts'
import { type BenchmarkCall, type BenchmarkForm, type Doc, quoted } from '../../improvers/performance.ts'
import type { Binding } from './madeValue.ts'
import { plainValue } from './plainValue.ts'
import { isLeftOut, isSized, type SizedCall, shapeOf } from './sizedBenchmark.ts'

const NAME = /^[A-Za-z_$][\w$]*$/
/** Names that a benchmark has for something else, and those that no variable may have. */
const TAKEN =
  /^(?:bench|Bench|run|size|Array|console|arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/
/** Words that say nothing of what is in a list, though they end like many of something. */
const NO_ELEMENTS = /^(?:args|props|params|options|opts|settings|radius|status|bus|this|focus)$/

/** How a call is to be said. */
export type Saying = {
  harvest: Harvest
  bound: Binding
  /** What a default export is called in the file. */
  own: string
  waits: boolean
  form: BenchmarkForm
}

/**
 * A call of an export as a benchmark writes it, with inputs that can be made large.
 * @returns null where nothing of them can be, or something cannot be written down.
 */
export function benchmarkCall(
  { surface, made: making, method, signature }: SizedCall,
  { harvest, bound, own, waits, form }: Saying,
): BenchmarkCall | null {
  const [exported = '', ...rest] = surface.path
  const local = exported === 'default' ? own : exported
  const last = method?.path.at(-1)
  const names = [local, ...rest, ...(last === undefined ? [] : [last])]
  if (!names.every(name => NAME.test(name)) || TAKEN.test(local)) return null
  const made: BenchmarkCall['made'] = []
  const taken = new Set([local])
  let elements: string | null = null
  let lists = 0
  const isClass = surface.kind === 'class'
  const all = [...(making?.parameters ?? []), ...signature.parameters]
  // A text beside a list is what is asked for in it, or what it is joined by.
  const hasList = all.some(parameter => isList(shapeOf(parameter, harvest)))
  const isLarge = (shape: ValueShape) => (hasList ? isList(shape) : isSized(shape))
  const give = (parameters: ParameterShape[]): Doc[] | null => {
    const docs: (Doc | null)[] = parameters.map(parameter => {
      const shape = shapeOf(parameter, harvest)
      if (isLeftOut(parameter, shape)) return 'undefined'
      // Of two lists one has what the other has, as far as half of it.
      const from = lists ? 'i + size / 2' : 'i'
      if (!isLarge(shape) && shape.is === 'string') return quoted('item', form.quote)
      const doc = plainValue(shape, { bound, from, form })
      if (doc === null || !isLarge(shape)) return doc
      lists += 1
      elements ??= elementsOf(parameter.name, shape)
      if (parameter.rest) return null
      const name = freeName(parameter.name, taken)
      made.push({ name, doc })
      return name
    })
    if (docs.includes(null)) return null
    return docs.slice(0, docs.findLastIndex(one => one !== 'undefined') + 1) as Doc[]
  }
  const place = [local, ...rest].join('.')
  let on = place
  if (isClass || making) {
    const given = give(making?.parameters ?? [])
    if (given === null) return null
    const owner = freeName(ownerName(surface.path.at(-1)!), taken)
    made.push({ name: owner, doc: { open: `${isClass ? 'new ' : ''}${place}(`, items: given, close: ')' } })
    on = last === undefined ? owner : `${owner}.${last}`
  }
  // What is given last is what is told.
  const ofOwner = elements
  elements = null
  const given = give(signature.parameters)
  elements ??= ofOwner
  if (given === null || elements === null) return null
  const call: Doc = { open: `${on}(`, items: given, close: ')' }
  const name = names.join('.')
  return { name, imports: { name: exported, local }, made, call, waits, elements }
}

const isList = (shape: ValueShape) => isSized(shape) && shape.is !== 'string'

/** `names` of a list that is called so, `words` of a text. */
function elementsOf(name: string, shape: ValueShape): string {
  if (shape.is === 'string') return 'words'
  return /^[a-z]+[a-z]s$/.test(name) && !/ss$/.test(name) && !NO_ELEMENTS.test(name) ? name : 'elements'
}

/** `search` of what `createSearch` gives, `tree` of a `Tree`. */
const ownerName = (name: string) =>
  name
    .replace(/^(?:create|make|build|new|open|get)(?=[A-Z])/, '')
    .replace(/^[A-Z]+(?![a-z])|^[A-Z]/, one => one.toLowerCase())

function freeName(name: string, taken: Set<string>): string {
  const plain = NAME.test(name) && !TAKEN.test(name) && !name.startsWith('__') ? name : 'input'
  let free = plain
  for (let count = 2; taken.has(free); count++) free = `${plain}${count}`
  taken.add(free)
  return free
}
