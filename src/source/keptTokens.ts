import type { ts } from 'ts-morph'
import { firstPlace } from './firstPlace.ts'
import { type GrowingList, growingList, keptValues } from './growingList.ts'
import type { Tokens } from './readTokens.ts'

/** Offsets of a text, from the first to behind the last. */
export type Span = { start: number; end: number }

/** Collects the spans of nodes, and of the signs beside them that are no nodes. */
export function spanCollector(tree: ts.SourceFile, tokens: Tokens) {
  const spans: Span[] = []
  const startOf = (node: ts.Node) => node.getStart(tree)
  const between = (start: number, end: number): Span => {
    const span = { start, end }
    spans.push(span)
    return span
  }
  const sign = (offset: number) => {
    const at = firstPlace(tokens.starts.length, one => tokens.starts[one]! < offset)
    if (at < tokens.starts.length) between(tokens.starts[at]!, tokens.ends[at]!)
  }
  return {
    startOf,
    between,
    /** The sign that follows an offset. */
    sign,
    node: (node: ts.Node) => between(startOf(node), node.end),
    /** `: Type`; the colon ends where the type begins. */
    annotation: (type: ts.Node | undefined) => {
      if (type) between(type.pos - 1, type.end)
    },
    /** `<A, B>`. */
    list: (list: ts.NodeArray<ts.Node> | undefined) => {
      if (!list) return
      between(list.pos - 1, list.end)
      sign(list.end)
    },
    /** All of them in order, those that lie in others left out. */
    all: () => {
      let end = -1
      return spans
        .toSorted((a, b) => a.start - b.start || b.end - a.end)
        .filter(span => {
          const own = span.end > end
          end = Math.max(end, span.end)
          return own
        })
    },
  }
}

const lists = { kinds: growingList(), starts: growingList(), ends: growingList() }

/** The tokens that lie in none of the spans; a comment in one of them is left out too. */
export function withoutSpans(tokens: Tokens, spans: Span[], shape: GrowingList): Tokens {
  const count = tokens.kinds.length
  const { kinds, starts, ends } = lists
  for (const list of [kinds, starts, ends]) list.begin()
  const renumbered = new Int32Array(count + 1)
  let at = 0
  for (let token = 0; token < count; token += 1) {
    renumbered[token] = kinds.size()
    const [start, end] = [tokens.starts[token]!, tokens.ends[token]!]
    while (at < spans.length && spans[at]!.end <= start) at += 1
    const span = spans[at]
    // The end of the file is a token without a length.
    if (span && start >= span.start && end <= span.end) continue
    kinds.push(tokens.kinds[token]!)
    starts.push(start)
    ends.push(end)
  }
  renumbered[count] = kinds.size()
  const [keptKinds, keptStarts, keptEnds, keptShape] = keptValues(kinds, starts, ends, shape)
  return {
    text: tokens.text,
    gone: spans,
    kinds: keptKinds,
    starts: keptStarts,
    ends: keptEnds,
    shape: keptShape,
    comments: tokens.comments
      .filter(({ start }) => !isWithin(spans, start))
      .map(comment => ({ ...comment, before: renumbered[comment.before]! })),
  }
}

/** Whether an offset lies in one of the ordered spans. */
export function isWithin(spans: Span[], offset: number): boolean {
  const span = spans[firstPlace(spans.length, one => spans[one]!.end <= offset)]
  return span !== undefined && span.start <= offset
}
