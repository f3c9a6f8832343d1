import type { Verb } from '../verb.ts'
import { hookVerb } from './hook.ts'
import { initVerb } from './init.ts'
import { runVerb } from './run.ts'
import { uninstallVerb } from './uninstall.ts'
import { verifyVerb } from './verify.ts'

/** Every verb, in the order of the help. */
export const VERBS: Verb[] = [initVerb, runVerb, verifyVerb, uninstallVerb, hookVerb]
