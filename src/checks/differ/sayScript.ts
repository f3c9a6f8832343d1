import type { Path } from '../../model/change.ts'
import type { Behaviour, Frozen } from '../../model/frozen.ts'
import type { Script, TrialStep } from '../../model/trial.ts'

/** A script as a person would write it: `clamp(5, 1, 2)`, or a statement a step. */
export function sayScript(script: Script): string {
  if (!script.steps.length) return 'loading it'
  return script.steps.map((step, at) => sayStep(step, at, script.steps.length > 1)).join('; ')
}

function sayStep(step: TrialStep, at: number, named: boolean): string {
  const { of, path, does, args } = step
  const holder = of === null ? '' : `r${of}`
  const place = path.reduce((text, name) => (text === '' ? name : `${text}${member(name)}`), holder)
  const given = sayGiven(step)
  if (does === 'set') return `${place} = ${args.map(sayValue).join()}`
  const text = does === 'read' ? place : does === 'new' ? `new ${place}${given}` : `${place}${given}`
  return named ? `r${at} = ${text}` : text
}

/** What stands behind the name of what is called. */
function sayGiven({ args, on }: TrialStep): string {
  const given = args.map(sayValue)
  return on === undefined ? `(${given.join(', ')})` : `.call(${[sayValue(on), ...given].join(', ')})`
}

const member = (name: string) =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`

/** The code that makes a value. */
export function sayValue(value: Frozen | { $: 'hole' }): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const list = (of: (Frozen | { $: 'hole' })[]) => `[${of.map(sayValue).join(', ')}]`
  switch (value.$) {
    case 'hole':
      return ''
    case 'undefined':
      return 'undefined'
    case 'number':
      return value.is
    case 'bigint':
      return `${value.is}n`
    case 'symbol':
      return value.how === 'known'
        ? `Symbol.${value.name}`
        : `Symbol${value.how === 'registered' ? '.for' : ''}(${JSON.stringify(value.name)})`
    case 'date':
      return `new Date(${value.ms ?? 'NaN'})`
    case 'regexp':
      return `/${value.source}/${value.flags}`
    case 'error':
      return `new ${value.name}(${JSON.stringify(value.message)})`
    case 'object': {
      const own = value.of.map(
        ([key, one]) => `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: ${sayValue(one)}`,
      )
      const symbols = (value.symbols ?? []).map(([key, one]) => `[${sayValue(key)}]: ${sayValue(one)}`)
      const text = `{ ${[...own, ...symbols].join(', ')} }`.replace('{  }', '{}')
      return value.bare ? `Object.assign(Object.create(null), ${text})` : text
    }
    case 'array':
      return list(value.of)
    case 'map':
      return `new Map([${value.of.map(([key, one]) => `[${sayValue(key)}, ${sayValue(one)}]`).join(', ')}])`
    case 'set':
      return `new Set(${list(value.of)})`
    case 'bytes':
      if (value.kind === 'Buffer') return `Buffer.from(${list(value.of)})`
      return value.kind === 'ArrayBuffer'
        ? `Uint8Array.from(${list(value.of)}).buffer`
        : `${value.kind}.from(${list(value.of)})`
    case 'promise':
      if (value.settles === 'never') return 'new Promise(() => {})'
      return `Promise.${value.settles === 'value' ? 'resolve' : 'reject'}(${sayValue(value.with)})`
    case 'iterable':
      return `(${value.how === 'async' ? 'async ' : ''}function* () { yield* ${list(value.of)} })()`
    case 'function':
      return sayFunction(value.does)
    case 'same':
      return `/* the same object as number ${value.as} */ undefined`
    case 'result':
      return `r${value.of}`
  }
}

function sayFunction(does: Behaviour): string {
  const async = 'async' in does && does.async ? 'async ' : ''
  switch (does.kind) {
    case 'same':
      return 'one => one'
    case 'compares':
      return '(a, b) => (a < b ? -1 : a > b ? 1 : 0)'
    case 'exceeds':
      return `one => one > ${does.than}`
    case 'equals':
      return '(a, b) => a === b'
    case 'throws':
      return `${async}() => { throw new Error(${JSON.stringify(does.message)}) }`
    case 'answers':
      return does.of.length === 1
        ? `${async}() => (${sayValue(does.of[0]!)})`
        : `${async}(...args) => /* by its arguments one of */ [${does.of.map(sayValue).join(', ')}][0]`
  }
}

/**
 * A test that holds before the change and fails after it, ready to be put into the repository.
 * @param before what the base shows; it stands in the test as a comment, beside the call.
 */
export function asTest(module: Path, script: Script, before: string, after: string): string {
  const names = script.steps.map((step, at) => {
    const place =
      step.of === null
        ? `module${step.path.map(member).join('')}`
        : `r${step.of}${step.path.map(member).join('')}`
    const given = sayGiven(step)
    if (step.does === 'set') return `  ${place} = ${step.args.map(sayValue).join()}`
    const text =
      step.does === 'read' ? place : step.does === 'new' ? `new ${place}${given}` : `await ${place}${given}`
    return `  const r${at} = ${text}`
  })
  const quote = (text: string) => text.split('\n').map(line => `  //   ${line}`)
  return [
    `import { test } from 'node:test'`,
    `import * as module from './${module}'`,
    '',
    `test('${module} does what it did', async () => {`,
    ...names,
    '  // Before the change:',
    ...quote(before),
    '  // After it:',
    ...quote(after),
    '})',
    '',
  ].join('\n')
}
