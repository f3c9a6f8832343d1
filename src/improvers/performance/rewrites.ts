import { constantList } from './constantList.ts'
import { copyInReduce } from './copyInReduce.ts'
import { lookupInLoop } from './lookupInLoop.ts'
import type { Rewrite } from './rewrite.ts'

/** Every rewrite, in the order in which their findings are told. */
export const REWRITES: readonly Rewrite[] = [copyInReduce, constantList, lookupInLoop]
