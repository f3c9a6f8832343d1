import type { Harvest } from './harvest.ts'
import type { ParameterShape, ValueShape } from './valueShape.ts'

const UNKNOWN: ValueShape = { is: 'unknown' }

/** What a parameter without a type probably takes, by its name: what most callers of such a one would hand over. */
const NAMES: [RegExp, (harvest: Harvest) => ValueShape][] = [
  [/^(?:options?|opts?|config|settings|props|params)$|(?:Options|Opts)$/, ({ names }) => optionsOf(names)],
  [
    /^(?:fn|func|callback|cb|predicate|iteratee|mapper|comparator|compare|handler|listener)$|(?:Fn|Callback)$/i,
    () => ({ is: 'function', gives: UNKNOWN, async: false }),
  ],
  [
    /^(?:arr|array|list|items|values|elements|args)$|(?:s|List|Array)$/,
    () => ({ is: 'array', item: UNKNOWN }),
  ],
  [
    /^(?:n|i|index|count|size|length|limit|start|end|min|max|num|number|depth|ms|offset)$/i,
    () => ({ is: 'number' }),
  ],
  [
    /^(?:s|str|string|text|input|name|key|path|pattern|glob|source|prefix|suffix|separator|value|flags|char|word|line|message)$|(?:Name|Path|Str|Key|Text)$/i,
    () => ({ is: 'string' }),
  ],
  [/^(?:obj|object|target|map|record)$/i, () => ({ is: 'object' })],
  [/^(?:is|has|should|can)[A-Z]|^(?:flag|strict|enabled|returnState|isWindows)$/, () => ({ is: 'boolean' })],
]

/** The shape of a parameter; where its type says nothing, half a guess and half anything at all. */
export function guessShape({ name, shape }: ParameterShape, harvest: Harvest): ValueShape {
  if (shape.is !== 'unknown') return shape
  const guess = NAMES.find(([pattern]) => pattern.test(name))?.[1](harvest)
  return guess ? { is: 'union', any: [guess, guess, guess, UNKNOWN] } : UNKNOWN
}

function optionsOf(names: string[]): ValueShape {
  if (!names.length) return { is: 'object' }
  const value: ValueShape = {
    is: 'union',
    any: [{ is: 'boolean' }, { is: 'boolean' }, { is: 'string' }, { is: 'number' }],
  }
  return {
    is: 'record',
    properties: names.slice(0, 12).map(name => ({ name, shape: value, optional: true })),
    index: null,
  }
}
