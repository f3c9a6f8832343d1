import type { RecordedCall, Script, TrialStep } from '../../model/trial.ts'
import type { Signature, Surface } from './valueShape.ts'

const MOST_STEPS = 8
/** Objects are many calls each. */
const MOST_OBJECTS = 200

/**
 * Scripts that hand over what the repository's tests hand over: to functions and to what they give back; to constructors, and
 * then to the methods of that object in the order in which the tests called them.
 * @param calls those of the surface's module, in their order.
 */
export function recordedScripts(surface: Surface, calls: readonly RecordedCall[]): Script[] {
  const bySite = new Map<number, RecordedCall[]>()
  for (const call of calls) bySite.set(call.site, [...(bySite.get(call.site) ?? []), call])
  const of = (signatures: Signature[]) =>
    [...new Set(signatures.flatMap(one => one.sites))].flatMap(site => bySite.get(site) ?? [])

  const visit = (one: Surface): Script[] =>
    one.kind === 'class' ? objectsOf(one) : [...callsOf(one), ...one.members.flatMap(visit)]

  const callsOf = ({ path, calls: signatures }: Surface): Script[] => {
    const inner = of(signatures.flatMap(({ gives }) => gives.calls))
    return of(signatures).map(({ args }, at) => {
      const from = inner.length ? (at * MOST_STEPS) % inner.length : 0
      const then = inner
        .slice(from, from + MOST_STEPS)
        .map((call): TrialStep => ({ of: 0, path: [], does: 'call', args: call.args }))
      return { steps: [{ of: null, path, does: 'call', args }, ...then], waits: true }
    })
  }

  const objectsOf = ({ path, calls: constructors, members }: Surface): Script[] => {
    const places = new Map<number, string[]>()
    for (const member of members)
      for (const { sites } of member.calls) for (const site of sites) places.set(site, member.path)
    const made = new Set(constructors.flatMap(one => one.sites))
    const objects = new Map<string, { args: RecordedCall['args']; steps: TrialStep[] }>()
    for (const { site, args, on } of calls) {
      if (on === null) continue
      const object = objects.get(on) ?? { args: [], steps: [] }
      const place = places.get(site)
      if (made.has(site)) object.args = args
      else if (place) object.steps.push({ of: 0, path: place, does: 'call', args })
      else continue
      objects.set(on, object)
    }
    const rare = rarityOf([...objects.values()].map(({ steps }) => steps))
    const looks = looksOf(members)
    return [...objects.values()]
      .sort((a, b) => rare(b.steps) - rare(a.steps))
      .map(({ args, steps }) => ({
        steps: [{ of: null, path, does: 'new', args }, ...steps, ...looks],
        waits: true,
      }))
  }

  const scripts = visit(surface)
  const once = new Map(scripts.map(script => [JSON.stringify(script), script]))
  // Of objects the rarest are the first.
  return surface.kind === 'class' ? [...once.values()].slice(0, MOST_OBJECTS) : [...once.values()]
}

/** Steps that ask an object how it is: its properties, and what it answers without being given anything. */
function looksOf(members: Surface[]): TrialStep[] {
  const properties = members.filter(one => one.kind === 'value')
  const questions = members.filter(one =>
    one.calls.some(({ parameters }) => parameters.every(given => given.optional)),
  )
  return [
    ...properties.map(({ path }): TrialStep => ({ of: 0, path, does: 'read', args: [] })),
    ...questions.map(({ path }): TrialStep => ({ of: 0, path, does: 'call', args: [] })),
  ].slice(0, 12)
}

/** How seldom is the most seldom thing that is done in some steps, among all. */
function rarityOf(all: TrialStep[][]): (steps: TrialStep[]) => number {
  const counts = new Map<string, number>()
  for (const steps of all)
    for (const { path } of steps) counts.set(path.join(), (counts.get(path.join()) ?? 0) + 1)
  return steps => Math.max(0, ...steps.map(({ path }) => 1 / (counts.get(path.join()) ?? 1)))
}
