import type { SlowSite } from './site.ts'

/** Places written after the state of public repositories before a commit that made them faster. */
export const HISTORY: SlowSite[] = []
