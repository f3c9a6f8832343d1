import type { BlamedLine } from '../../git/blame.ts'
import type { Oid } from '../../model/change.ts'
import { placeOf, type Traced } from './traceLines.ts'
import type { CommitTold, LineGroup, SourceFact } from './whyFound.ts'

/** Joins consecutive lines of one commit, and counts on each commit its lines and where those are from. */
export function groupLines(
  lines: BlamedLine[],
  commits: ReadonlyMap<Oid, CommitTold>,
  traced: Traced,
): LineGroup[] {
  const groups: LineGroup[] = []
  for (const line of lines) {
    const { commit, path, at } = line
    const told = commit === null ? undefined : commits.get(commit)
    const found = told?.origin === 'human' ? traced.get(placeOf(line))?.get(line.was) : undefined
    if (told) told.lines += 1
    if (told && found) count(told.sources, found)
    const source = found && !found.weak ? found.commit : null
    const last = groups.at(-1)
    if (last && last.commit === commit && last.path === path && last.source === source) {
      last.last = at
      continue
    }
    const from = source === null ? undefined : commits.get(source)
    groups.push({
      ...{ first: at, last: at, commit, path, source },
      origin: source !== null ? 'ai' : (told?.origin ?? 'uncommitted'),
      reviewed: (told?.reviewed ?? false) || (from?.reviewed ?? false),
    })
  }
  return groups
}

function count(sources: SourceFact[], { commit, how, weak }: Omit<SourceFact, 'lines'>): void {
  const there = sources.find(one => one.commit === commit && one.how === how && one.weak === weak)
  if (there) there.lines += 1
  else sources.push({ commit, how, weak, lines: 1 })
}
