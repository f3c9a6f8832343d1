import type { ts } from 'ts-morph'
import { isLeftAlone, isUnalteredBy } from './handled.ts'
import { type PlaceBefore, placeBefore } from './listBefore.ts'
import { askSet, type Membership, membershipsIn } from './membership.ts'
import { putBefore } from './putBefore.ts'
import type { Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { freshName, isFree, type Named } from './uses.ts'

/** `a.filter(one => !b.includes(one))`: the whole of b is gone through for each element of a. */
export const lookupInLoop: Rewrite = {
  name: 'set-lookup',
  says: 'look up in a Set instead of a list',
  worth:
    'The list was gone through from its start for each of the others, n * m steps in all; with a Set there are n + m.',
  holds: [
    'what is asked is an array, and its name means the same one all the while',
    'nothing alters it between the making of the Set and the last question: it is new and nobody else has it, or no code runs that could',
    'it is only asked what it includes, which a Set answers in the same way for every value',
  ],
  hint: /\b(?:includes|indexOf)\b/,
  sitesIn(reading) {
    if (!isFree(reading, 'Set')) return []
    const groups = new Map<ts.Node, Map<Named, Membership[]>>()
    for (const one of membershipsIn(reading)) {
      const place = placeBefore(reading, one.list, one.node)
      if (!place || !isHeld(reading, place)) continue
      const there = groups.get(place.stretch) ?? new Map<Named, Membership[]>()
      groups.set(place.stretch, there)
      there.set(place.list, [...(there.get(place.list) ?? []), one])
    }
    return [...groups].flatMap(([stretch, lists]) =>
      [...lists].map(([list, asked]) => siteOf(reading, stretch, list, asked)),
    )
  },
}

const isHeld = (reading: Reading, { list, stretch }: PlaceBefore) =>
  isLeftAlone(reading, list, stretch) || isUnalteredBy(reading, list, stretch)

function siteOf(reading: Reading, stretch: ts.Node, list: Named, asked: Membership[]): Site {
  const { file } = reading
  const set = freshName(reading, `${list.name.text}Set`)
  const questions = asked.map(
    (one): Put => ({ start: one.node.getStart(file), end: one.node.end, text: askSet(reading, one, set) }),
  )
  const puts = [...putBefore(reading, stretch, `const ${set} = new Set(${list.name.text})`), ...questions]
  const first = asked[0]!
  return {
    node: first.node,
    puts,
    seen: `${list.name.text} is gone through for each element of another list`,
  }
}
