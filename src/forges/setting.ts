/**
 * One thing that a forge must be set to, or else there is no promise. `unseen`: the token may not read it, which is
 * never taken for good.
 */
export type Setting = {
  id: string
  ref: string | null
  state: 'ok' | 'wrong' | 'unseen'
  what: string
  /** What to change, and where; empty when it is well. */
  mend: string
}
