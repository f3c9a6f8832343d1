import type { Verb } from '../verb.ts'
import { hookVerb } from './hook.ts'
import { runVerb } from './run.ts'
import { verifyVerb } from './verify.ts'

/** Every verb, in the order of the help. */
export const VERBS: Verb[] = [runVerb, verifyVerb, hookVerb]
