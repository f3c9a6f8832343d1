/** One plain statement: "`size`" "is less than" "1". A verb knows its own negation. */
export type Clause = { subject: string; verb: string; rest: string }

/** Clauses joined by one word; a group inside a group is at most one level deep when it is printed. */
export type Words = { of: 'one'; clause: Clause } | { of: 'and' | 'or'; parts: Words[] }

const LONGEST = 130

/** English for a condition, to follow "if"; null when it would be too long or its grouping unclear. */
export function sentence(words: Words): string | null {
  const text = words.of === 'one' ? one(words.clause) : group(words.of, flat(words.of, words.parts), 0)
  return text !== null && text.length <= LONGEST ? text : null
}

/** The number of plain statements in a condition. */
export function size(words: Words): number {
  return words.of === 'one' ? 1 : words.parts.reduce((sum, part) => sum + size(part), 0)
}

function one({ subject, verb, rest }: Clause): string {
  return [subject, verb, rest].filter(Boolean).join(' ')
}

function flat(of: 'and' | 'or', parts: Words[]): Words[] {
  return parts.flatMap(part => (part.of === of ? flat(of, part.parts) : [part]))
}

function group(of: 'and' | 'or', parts: Words[], depth: number): string | null {
  const clauses = parts.flatMap(part => (part.of === 'one' ? [part.clause] : []))
  if (clauses.length === parts.length) return list(of, merged(of, clauses))
  if (depth > 0 || parts.length > 2 || size({ of, parts }) > 4) return null
  const texts = parts.map(part =>
    part.of === 'one' ? one(part.clause) : group(part.of, flat(part.of, part.parts), depth + 1),
  )
  if (texts.includes(null)) return null
  const [first, second] = parts.map((part, index) =>
    part.of === 'one' ? texts[index]! : `${part.of === 'or' ? 'either ' : ''}${texts[index]}`,
  )
  return of === 'and' ? `${first} and ${second}` : `${first}, or ${second}`
}

/** Says a shared subject once. */
function merged(of: 'and' | 'or', clauses: Clause[]): string[] {
  const texts: string[] = []
  for (let index = 0; index < clauses.length; ) {
    const { subject, verb } = clauses[index]!
    let end = index + 1
    while (end < clauses.length && clauses[end]!.subject === subject && subject !== '') end++
    const run = clauses.slice(index, end)
    const rests = run.map(clause => clause.rest)
    const isSameVerb = run.every(clause => clause.verb === verb)
    const isPlain = !rests.some(rest => / (or|and) /.test(rest))
    if (run.length === 1) texts.push(one(run[0]!))
    else if (of === 'and' && isSameVerb && verb === 'is not' && isPlain) {
      texts.push(
        run.length === 2
          ? `${subject} is neither ${rests[0]} nor ${rests[1]}`
          : `${subject} is none of ${list('and', rests)}`,
      )
    } else if (isSameVerb && isPlain && !/ not\b|^fails$/.test(verb))
      texts.push(`${subject} ${verb} ${list(of, rests)}`)
    else
      texts.push(
        `${subject} ${list(
          of,
          run.map(clause => `${clause.verb} ${clause.rest}`.trim()),
        )}`,
      )
    index = end
  }
  return texts
}

/** "a", "a and b", "a, b and c". */
export function list(word: 'and' | 'or', items: string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}
