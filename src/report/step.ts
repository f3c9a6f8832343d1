import type { Step } from '../model/decision.ts'

const WHERE = { here: '', reviewer: 'a reviewer: ', ci: 'in CI: ' }

/** One thing to do next, as a line to paste or a sentence to read. */
export function stepText(step: Step): string {
  return 'ask' in step ? step.ask : `${WHERE[step.where]}${step.run.map(quote).join(' ')}`
}

/** A word as a POSIX shell would need it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replace(/["\\$`]/g, '\\$&')}"`
}
