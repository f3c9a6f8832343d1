import { brief } from './brief.ts'
import { percent } from './share.ts'
import { shown } from './shown.ts'
import { type ShownCommit, type ShownGroup, whyBlock } from './whyBlock.ts'
import { wrapped } from './wrapped.ts'

/** What was found of a file's lines, as far as a report reads it. */
type Found = {
  path: string
  ref: string
  commit: string
  at_work: boolean
  range: [number, number] | null
  policy: string
  lines: number
  human: number
  ai: number
  automation: number
  uncommitted: number
  unreadable: number
  unreviewed: number
  by_agent: Record<string, number>
  groups: ShownGroup[]
  commits: ShownCommit[]
  text: string[] | null
  notes: string[]
}

/** So many commits are told whole, and so many others named; `--json` has all. */
const [WHOLE, NAMED] = [4, 5]
/** So many lines that were asked for are shown themselves. */
const QUOTED = 3

/** Whose the lines of a file are, within 80 columns but for foreign words that are longer. */
export function whyText(found: Found): string {
  const lines = found.range ? rangeLines(found) : fileLines(found)
  const told = `told apart as the gate does it, by ${found.policy}`
  const notes = [...(found.ai || found.range ? [] : [told]), ...found.notes]
  return `${[...lines, ...(notes.length ? [''] : []), ...notes.flatMap(text => wrapped('note  ', shown(text)))].join('\n')}\n`
}

function where({ path, ref, commit, at_work }: Found): string {
  const name = shown(ref.replace(/^refs\/heads\//, ''))
  const at = commit.startsWith(ref) ? commit.slice(0, 7) : `${name} ${commit.slice(0, 7)}`
  return `${shown(path)}, ${at_work ? `on ${at}` : `as of ${at}`}`
}

function fileLines(found: Found): string[] {
  const { lines, human, ai, automation, uncommitted, unreadable, unreviewed, by_agent, groups } = found
  const commits = new Set(groups.flatMap(({ commit }) => commit ?? []))
  const rows = [
    ...row('human', human, lines),
    ...row('AI', ai, lines, true),
    ...Object.entries(by_agent).flatMap(([name, count]) => row(`  ${shown(name)}`, count, ai)),
    ...(ai ? row('  not reviewed', unreviewed, ai, true) : []),
    ...row('automation', automation, lines),
    ...row('not committed', uncommitted, lines),
    ...row('unreadable', unreadable, lines),
  ]
  const head = `${where(found)}: ${plural(lines, 'line')} of ${plural(commits.size, 'commit')}`
  return [head, ...rows, ...aiBlocks(found), ...others(found)]
}

function aiBlocks({ groups, commits }: Found): string[] {
  const order = new Map(commits.map(({ commit }, at) => [commit, at]))
  const place = ([first]: ShownGroup[]) =>
    (first?.reviewed ? 1e9 : 0) + (order.get(first?.source ?? first?.commit ?? '') ?? 0)
  const all = byCommit(groups.filter(({ origin }) => origin === 'ai')).sort((a, b) => place(a) - place(b))
  if (!all.length) return []
  const some = all.slice(0, WHOLE).flatMap(one => whyBlock(one, commits))
  const rest = all.length - WHOLE
  const mixed = all.some(([one]) => one?.reviewed) && all.some(([one]) => !one?.reviewed)
  return [
    '',
    `AI commits, ${mixed ? 'those that nobody reviewed and then the' : 'the'} newest first`,
    ...some,
    ...(rest > 0 ? [`  and ${plural(rest, 'more AI commit')}: --json has them all`] : []),
  ]
}

/** Groups of one commit, from one source, together; in the order in which they come. */
function byCommit(groups: ShownGroup[]): ShownGroup[][] {
  const found = new Map<string, ShownGroup[]>()
  for (const group of groups) {
    const key = `${group.source ?? ''} ${group.commit}`
    found.set(key, [...(found.get(key) ?? []), group])
  }
  return [...found.values()]
}

/** People's and automation's, those first that have most lines. */
function others({ groups, commits }: Found): string[] {
  const counts = new Map<string, number>()
  for (const { first, last, commit, origin } of groups)
    if (commit && origin !== 'ai') counts.set(commit, (counts.get(commit) ?? 0) + last - first + 1)
  const most = [...counts].sort(([, a], [, b]) => b - a)
  if (!most.length) return []
  const some = most.slice(0, NAMED).map(([oid, count]) => {
    const told = commits.find(one => one.commit === oid)
    const who = fit(told?.author?.name ?? 'nobody can tell', 18).padEnd(18)
    return `  ${oid.slice(0, 7)}  ${day(told)}  ${who}  ${String(count).padStart(5)}  ${fit(told?.title ?? '', 30)}`
  })
  const rest = most.length - NAMED
  return [
    '',
    'others, by lines',
    ...some,
    ...(rest > 0 ? [`  and ${rest} more; FILE:LINE tells of one line`] : []),
  ]
}

function rangeLines(found: Found): string[] {
  const { range, groups, commits, text } = found
  const [first, last] = range ?? [0, 0]
  const quoted =
    text && text.length <= QUOTED ? text.map(line => `  ${fit(line.replaceAll('\t', '  '), 76)}`) : []
  const lines = first === last ? `line ${first}` : `lines ${first}-${last}`
  const most = WHOLE + 2
  const all = byCommit(groups)
  const rest = all.length - most
  return [
    `${where(found)}: ${lines}`,
    ...quoted,
    '',
    ...all.slice(0, most).flatMap(one => whyBlock(one, commits)),
    ...(rest > 0 ? [`  and ${plural(rest, 'more commit')}: --json has them all`] : []),
  ]
}

function row(name: string, count: number, of: number, always = false): string[] {
  return count || always
    ? [`  ${brief(name, 30).padEnd(20)}  ${count} of ${of} (${percent(of ? count / of : 0)})`]
    : []
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function day(told: ShownCommit | undefined): string {
  return told?.date?.slice(0, 10) ?? 'no date   '
}

/** Foreign words in so many columns. */
function fit(text: string, width: number): string {
  const one = shown(text)
  return one.length <= width ? one : `${one.slice(0, width - 3).replace(/[\ud800-\udbff]$/, '')}...`
}
