import { brief } from './brief.ts'
import { shown } from './shown.ts'
import { entryTexts, type ShownEntry } from './whyEntries.ts'
import { wrapped } from './wrapped.ts'

/** Consecutive lines with the commit that brought them and, where that is another one, where they are from. */
export type ShownGroup = {
  first: number
  last: number
  commit: string | null
  source: string | null
  origin: string
  reviewed: boolean
}

type ShownReview = { by: string; assurance: string; carrier: string; counts: boolean; note: string | null }

/** A commit as a report reads it. */
export type ShownCommit = {
  commit: string
  title: string
  author: { name: string; email: string } | null
  date: string | null
  origin: string
  agents: string[]
  signals: { what: string }[]
  improvements: { id: string; improver: string | null; state: string | null }[]
  reviews: ShownReview[]
  reviewed: boolean
  by_button: boolean
  entries: ShownEntry[]
  sources: { commit: string; how: string; weak: boolean; lines: number }[]
}

const [RANGES, REVIEWS] = [6, 3]
const INDENT = ' '.repeat(11)
const HOW: Record<string, string> = {
  change: 'it makes the same change',
  tree: 'it leaves the same tree',
  file: 'it has the very same file',
  run: 'the same lines stand in it',
}

/** Lines of one commit, and all that is known of that, in a few lines. */
export function whyBlock(groups: ShownGroup[], commits: ShownCommit[]): string[] {
  const [{ commit, source, origin } = { commit: null, source: null, origin: '' }] = groups
  const find = (oid: string | null) => commits.find(one => one.commit === oid)
  const [carrier, own] = [find(commit), find(source ?? commit)]
  const places = wrapped(INDENT, rangesText(groups))
  if (commit === null || !own) return ['  not committed', ...places]
  const title = `  ${own.commit.slice(0, 7)}  ${own.date?.slice(0, 10) ?? 'no date'}  `
  if (origin === 'unreadable') return [`${title}two readers would read this commit differently`, ...places]
  const who = whoText(own, origin)
  const facts = [
    ...(origin === 'ai' ? [who] : []),
    ...(source && carrier ? [broughtText(carrier, own)] : []),
    ...weakTexts(own, commits),
    ...(origin === 'ai' || own.reviews.length ? reviewTexts(own, source ? carrier : undefined, origin) : []),
    ...improvementTexts([...own.improvements, ...(source && carrier ? carrier.improvements : [])]),
    ...entryTexts(own.entries),
  ]
  return [
    ...wrapped(title, brief(own.title, 120)),
    ...places,
    ...facts.flatMap(text => wrapped(INDENT, text)),
  ]
}

function whoText({ author, agents, signals }: ShownCommit, origin: string): string {
  const name = shown(author?.name ?? '')
  if (origin !== 'ai') return `${origin === 'human' ? 'by' : 'automation:'} ${name}`
  const because = signals[0] ? `; ${brief(signals[0].what, 160)}` : ''
  const who = agents.map(agent => shown(agent)).join(', ')
  return `AI: ${who}${agents.includes(author?.name ?? '') ? '' : ` under the name of ${name}`}${because}`
}

function broughtText(carrier: ShownCommit, own: ShownCommit): string {
  const how = carrier.sources.find(({ commit, weak }) => commit === own.commit && !weak)?.how ?? 'run'
  return `brought by ${carrier.commit.slice(0, 7)} of ${shown(carrier.author?.name ?? '')} (${brief(carrier.title, 60)}), which does not say so: ${HOW[how] ?? how}`
}

function weakTexts({ sources }: ShownCommit, commits: ShownCommit[]): string[] {
  return sources
    .filter(({ weak }) => weak)
    .slice(0, 1)
    .map(({ commit, lines }) => {
      const agents = commits.find(one => one.commit === commit)?.agents.map(one => shown(one)) ?? []
      return `${lines} ${lines === 1 ? 'line' : 'lines'} of it also in ${commit.slice(0, 7)} of ${agents.join(', ')}: too few to tell`
    })
}

function reviewTexts(own: ShownCommit, carrier: ShownCommit | undefined, origin: string): string[] {
  // The ledger finds one review by either name of the change.
  const found = [...own.reviews, ...(carrier?.reviews ?? [])].map(one => [JSON.stringify(one), one] as const)
  const all = [...new Map(found).values()].sort((a, b) => Number(b.counts) - Number(a.counts))
  const some = all.slice(0, REVIEWS).map(({ by, assurance, carrier: on, counts, note }) => {
    const words = [
      assurance,
      ...(on === 'merge' ? ['on the merge'] : []),
      ...(note === null ? [] : [brief(note, 120)]),
    ]
    return `${counts ? 'reviewed by' : 'not counted: a review by'} ${brief(by, 80)} (${words.join('; ')})`
  })
  const rest = all.length - REVIEWS
  const none = !own.reviewed && !carrier?.reviewed && origin === 'ai'
  const button =
    own.by_button || carrier?.by_button ? ": a forge's button brought it, maybe approved there" : ''
  return [
    ...some,
    ...(rest > 0 ? [`and ${rest} more ${rest === 1 ? 'review' : 'reviews'}`] : []),
    ...(none ? [`not reviewed${button}`] : []),
  ]
}

function improvementTexts(improvements: ShownCommit['improvements']): string[] {
  const all = new Map(improvements.map(one => [one.id, one]))
  const some = [...all.values()].slice(0, 3).map(({ id, improver, state }) => {
    const by = improver === null ? '' : ` of ${brief(improver, 60)}`
    return `improvement ${brief(id.slice(0, 9), 9)}${by}${state === null ? '' : `, ${brief(state, 20).replace('_', ' ')}`}`
  })
  return all.size > 3 ? [...some, `and ${all.size - 3} more improvements`] : some
}

/** `lines 3, 12-40 and 5 more places`. */
function rangesText(groups: ShownGroup[]): string {
  const ranges: [number, number][] = []
  for (const { first, last } of groups) {
    const before = ranges.at(-1)
    if (before && before[1] + 1 === first) before[1] = last
    else ranges.push([first, last])
  }
  const some = ranges
    .slice(0, RANGES)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
  const rest = ranges.length - RANGES
  const single = ranges.length === 1 && ranges[0]![0] === ranges[0]![1]
  const more = rest > 0 ? ` and ${rest} more ${rest === 1 ? 'place' : 'places'}` : ''
  return `${single ? 'line' : 'lines'} ${some.join(', ')}${more}`
}
