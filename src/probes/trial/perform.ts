import type { TrialStep } from '../../model/trial.ts'

/** Does what a step says to what it is done to. */
export function perform(self: unknown, step: TrialStep, args: unknown[], on: unknown): unknown {
  const { path, does } = step
  let [holder, target]: [unknown, unknown] = [undefined, self]
  for (const name of path) [holder, target] = [target, (target as Record<string, unknown>)[name]]
  if (does === 'read') return target
  if (does === 'new') return Reflect.construct(target as new () => unknown, args)
  if (does === 'call')
    return Reflect.apply(target as () => unknown, step.on === undefined ? holder : on, args)
  ;(holder as Record<string, unknown>)[path.at(-1)!] = args[0]
  return undefined
}

/** Whether something can be waited for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
