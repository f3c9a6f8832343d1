import fc from 'fast-check'
import type { Agent, Pattern } from '../../src/agents/agent.ts'

/** A line of a message, or an author, in which one fact about an agent shows. */
export type FactSample = { message?: string; author?: string }

/** One sample of each fact that is known of an agent, always the same. */
export function factSamples({ emails, names, marks, trailers }: Agent): FactSample[] {
  return [
    ...emails.map(pattern => ({ author: `Somebody <${matching(pattern)}>` })),
    ...names.map(pattern => ({ author: `Jane ${matching(pattern)} <jane@example.org>` })),
    ...marks.map(pattern => ({ message: matching(pattern) })),
    ...trailers.map(({ key, value }) => ({ message: `${key}: ${matching(value)}` })),
  ]
}

/** A text that a pattern matches: the plainest of some, since a message may not hold just any letter. */
function matching(pattern: Pattern): string {
  const plain = fc.stringMatching(new RegExp(`^(?:${pattern.replace(/^\^|(?<!\\)\$$/g, '')})$`))
  const whole = new RegExp(`^(?:${pattern.replace(/^\^|(?<!\\)\$$/g, '')})$`, 'i')
  const found = fc
    .sample(plain, { numRuns: 60, seed: 7 })
    .filter(text => whole.test(text))
    .map(text => text.trim())
  return found.find(text => /^[\w .:/@+<>()[\]-]+$/.test(text) && !/^[\s-]*$/.test(text)) ?? found[0] ?? ''
}
