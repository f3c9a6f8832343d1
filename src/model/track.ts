/** What became of what one improver, or one rule of it, proposed. */
export type Track = {
  improver: string
  /** Null for the improver as a whole. */
  rule: string | null
  proposed: number
  /** Nobody has said anything yet: that counts neither for it nor against it. */
  waiting: number
  approved: number
  merged: number
  rejected: number
  reverted: number
  /** The share of what was decided that was approved or merged and stayed; null where nothing was. */
  rate: number | null
  interval: [low: number, high: number] | null
}
