import type { Observation, Script } from '../../model/trial.ts'

/** What a side is told once: a bundle, and what to do with it. `numbers` are the places of the scripts in the plan. */
export type SideTask = {
  tree: string
  file: string
  scripts: Script[]
  numbers: number[]
  hidden: string[]
  keeps?: 'here' | 'elsewhere'
}

/**
 * What a side says: which marks it passed while it was loaded; that a script begins; what it showed, and which one begins then;
 * or that its module could not be loaded.
 */
export type SideWord =
  | { loading: number[]; seen: string }
  | { begins: number }
  | { script: number; shows: Observation; begins?: number }
  | { unloadable: string }
  | { done: true }
