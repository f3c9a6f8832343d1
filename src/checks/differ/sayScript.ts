import type { Script, TrialStep } from '../../model/trial.ts'
import { plainly } from './sayValue.ts'

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
  if (does === 'set') return `${place} = ${args.map(plainly).join()}`
  const text = does === 'read' ? place : does === 'new' ? `new ${place}${given}` : `${place}${given}`
  return named ? `r${at} = ${text}` : text
}

/** What stands behind the name of what is called. */
function sayGiven({ args, on }: TrialStep): string {
  const given = args.map(plainly)
  return on === undefined ? `(${given.join(', ')})` : `.call(${[plainly(on), ...given].join(', ')})`
}

/** How a property is reached. */
export const member = (name: string) =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
