import { behaviour } from './behaviour.ts'
import type { Check } from './check.ts'
import { security } from './security.ts'
import { syntax } from './syntax.ts'
import { tests } from './tests.ts'
import { types } from './types.ts'

/** All checks there are. */
export const CHECKS: readonly Check[] = [syntax, security, behaviour, types, tests]
