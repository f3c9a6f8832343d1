import type { RecordedCall, Script, TrialStep } from '../../model/trial.ts'
import type { Signature, Surface } from './valueShape.ts'

const MOST_STEPS = 8

/**
 * Scripts that hand over what the repository's tests hand over: to functions, to what they give back, and to the methods of
 * what is constructed, in the order in which the tests did it.
 * @param calls those of the surface's module.
 */
export function recordedScripts(surface: Surface, calls: readonly RecordedCall[]): Script[] {
  const of = (signatures: Signature[]) => {
    const sites = new Set(signatures.flatMap(one => one.sites))
    return calls.filter(call => sites.has(call.site))
  }
  const scripts: Script[] = []
  const visit = (one: Surface): void => {
    const own = of(one.calls)
    const does = one.kind === 'class' ? ('new' as const) : ('call' as const)
    const after = one.kind === 'class' ? one.members : one.calls.flatMap(({ gives }) => gives.members)
    const methods = after.flatMap(member => of(member.calls).map(call => ({ call, path: member.path })))
    const inner = of(one.calls.flatMap(({ gives }) => gives.calls)).map(call => ({
      call,
      path: [] as string[],
    }))
    const later = [...methods, ...inner].sort((a, b) => calls.indexOf(a.call) - calls.indexOf(b.call))
    const firsts = own.length || one.kind !== 'class' ? own.map(({ args }) => args) : [[]]
    for (const [at, args] of firsts.entries()) {
      const begin: TrialStep = { of: null, path: one.path, does, args }
      const from = later.length ? (at * MOST_STEPS) % later.length : 0
      const then = later
        .slice(from, from + MOST_STEPS)
        .map(({ call, path }): TrialStep => ({ of: 0, path, does: 'call', args: call.args }))
      scripts.push({ steps: [begin, ...then], waits: true })
    }
    // Where little is constructed and much is called, what is left gets objects of its own.
    for (let from = firsts.length * MOST_STEPS; firsts.length && from < later.length; from += MOST_STEPS) {
      const begin: TrialStep = { of: null, path: one.path, does, args: firsts[from % firsts.length]! }
      const then = later
        .slice(from, from + MOST_STEPS)
        .map(({ call, path }): TrialStep => ({ of: 0, path, does: 'call', args: call.args }))
      scripts.push({ steps: [begin, ...then], waits: true })
    }
    if (one.kind !== 'class') one.members.forEach(visit)
  }
  visit(surface)
  return scripts
}
