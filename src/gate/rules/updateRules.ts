import { completeHistory } from './completeHistory.ts'
import { ledgerAppendOnly } from './ledgerAppendOnly.ts'
import { ledgerThere } from './ledgerThere.ts'
import { mayPush } from './mayPush.ts'
import { policyReadable } from './policyReadable.ts'
import { privateRefs } from './privateRefs.ts'
import { protectedRef } from './protectedRef.ts'
import { replaceRefs } from './replaceRefs.ts'
import type { UpdateRule } from './updateRule.ts'

/** Every rule about a ref as a whole. */
export const UPDATE_RULES: UpdateRule[] = [
  completeHistory,
  mayPush,
  protectedRef,
  replaceRefs,
  privateRefs,
  ledgerAppendOnly,
  ledgerThere,
  policyReadable,
]
