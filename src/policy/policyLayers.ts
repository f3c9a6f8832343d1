import { nearestWord } from './nearestWord.ts'
import { shown } from './oddCharacter.ts'
import { type ParsedYaml, parseYaml } from './parseYaml.ts'
import type { KeyPath, Problem } from './problem.ts'
import { type Issue, shapeProblems } from './shapeProblems.ts'
import { type WrittenPolicy, writtenPolicy } from './writtenPolicy.ts'

/** One text of the chain. `written` holds only what is right in it. */
export type Layer = { where: string; written: WrittenPolicy; yaml: ParsedYaml }

/** What a file that names no preset extends. */
const DEFAULT_PRESET = 'recommended@1'

/** The file first, then its preset, then what that one extends, to the end. Problems are added, never thrown. */
export function policyLayers(
  text: string,
  presets: Record<string, string>,
  where: string,
  problems: Problem[],
): Layer[] {
  const layers = [readLayer(text, where, problems)]
  let name: string | undefined = layers[0]?.written.extends ?? DEFAULT_PRESET
  while (name !== undefined) {
    const problem = presetProblem(name, presets, layers)
    if (problem) {
      const layer = layers.at(-1)!
      const place = layer.yaml.place(['extends'], 'value') ?? { line: 1, column: 1 }
      problems.push({ where: layer.where, path: ['extends'], what: problem, ...place })
      return layers
    }
    const layer: Layer = readLayer(presets[name] ?? '', name, problems)
    layers.push(layer)
    name = layer.written.extends
  }
  return layers
}

function presetProblem(name: string, presets: Record<string, string>, layers: Layer[]): string | null {
  if (layers.some(layer => layer.where === name)) return `"${shown(name)}" would extend itself`
  if (Object.hasOwn(presets, name)) return null
  const known = Object.keys(presets)
  const meant = nearestWord(name, known)
  return `there is no preset "${shown(name)}"; there are ${known.join(', ')}${meant ? `; did you mean "${meant}"?` : ''}`
}

function readLayer(text: string, where: string, problems: Problem[]): Layer {
  const before = problems.length
  const yaml = parseYaml(text, where, problems)
  // Without code generation, which costs more than it saves for one object.
  const checked = writtenPolicy.safeParse(yaml.value, { jitless: true })
  if (checked.success) return { where, written: checked.data, yaml }
  const issues = checked.error.issues as unknown as Issue[]
  // A text that could not be parsed is wrong already.
  if (yaml.value === undefined && problems.length > before) return { where, written: { version: 1 }, yaml }
  const found = shapeProblems(writtenPolicy, issues, yaml, where)
  const otherFormat = found.filter(({ path }) => path[0] === 'version')
  if (otherFormat.length > 0 && yaml.place(['version'], 'key')) {
    // Of a format that is not known here, nothing else can be called wrong.
    problems.push(...otherFormat)
    return { where, written: { version: 1 }, yaml }
  }
  problems.push(...found)
  return { where, written: without(yaml.value, issues), yaml }
}

/** The right part of a wrong text, so that what concerns several keys is found in the same run. */
function without(value: unknown, issues: Issue[]): WrittenPolicy {
  for (const { path, keys } of issues)
    for (const key of keys ?? [undefined]) cut(value, key === undefined ? path : [...path, key])
  return (isMap(value) ? value : { version: 1 }) as WrittenPolicy
}

/**
 * Takes the key at the end of `path` out, in place: copying would take a minute for thousands of wrong keys.
 * A list goes as a whole, since without one of its elements it would say something else.
 */
function cut(value: unknown, path: PropertyKey[]): void {
  let map = value
  for (const [index, key] of path.entries()) {
    if (!isMap(map)) return
    const inner = map[String(key)]
    if (index === path.length - 1 || Array.isArray(inner)) delete map[String(key)]
    map = inner
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The topmost text that says `path`: what it says is what counts. */
export function saidBy(layers: Layer[], path: KeyPath): Layer | null {
  return layers.find(({ yaml }) => yaml.place(path, 'value')) ?? null
}
