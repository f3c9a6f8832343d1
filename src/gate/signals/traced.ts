import type { TracedFact } from '../../model/commit.ts'
import type { Signal } from './signal.ts'

/**
 * It repeats what an AI commit brought that is not on the ref: whoever committed it, and whatever became of the marks.
 * A short run could be chance, and is only told.
 */
export const traced: Signal = {
  id: 'traced',
  strength: 'traced',
  of({ traced: found }) {
    if (!found) return null
    const evidence = { signal: 'traced', strength: 'traced' as const, what: describe(found) }
    return found.of === 'short' ? { ...evidence, weak: true } : evidence
  },
}

function describe({ of, path, line, lines, source }: TracedFact): string {
  const from = `of ${source.commit.slice(0, 12)}`
  const elsewhere = source.path === path ? '' : `, there in ${source.path}:${source.line}`
  if (of === 'uncompared')
    return `${path} shares lines with ${source.commit.slice(0, 12)}, and the landing shares more with AI commits than is compared`
  return of === 'file'
    ? `${path} is the very file ${from}${source.path === path ? '' : `, there ${source.path}`}`
    : `${path}:${line} repeats ${lines} lines ${from}${elsewhere}`
}
