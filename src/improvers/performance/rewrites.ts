import { beforeLoop } from './beforeLoop.ts'
import { constantList } from './constantList.ts'
import { copyInLoop } from './copyInLoop.ts'
import { copyInReduce } from './copyInReduce.ts'
import { defineInReduce } from './defineInReduce.ts'
import { filterFirst } from './filterFirst.ts'
import { flatInReduce } from './flatInReduce.ts'
import { intlConstant } from './intlConstant.ts'
import { keptIndex } from './keptIndex.ts'
import { lookupInLoop } from './lookupInLoop.ts'
import { mapLookup } from './mapLookup.ts'
import { queueByPlace } from './queueByPlace.ts'
import { regexpLiteral } from './regexpLiteral.ts'
import type { Rewrite } from './rewrite.ts'
import { sortForOne } from './sortForOne.ts'
import { spreadInReduce } from './spreadInReduce.ts'
import { uniqueByPlace } from './uniqueByPlace.ts'

/** Every rewrite, in the order in which their findings are told: of two that mend one place the first does. */
export const REWRITES: readonly Rewrite[] = [
  copyInReduce,
  spreadInReduce,
  defineInReduce,
  flatInReduce,
  copyInLoop,
  uniqueByPlace,
  constantList,
  lookupInLoop,
  mapLookup,
  beforeLoop,
  keptIndex,
  filterFirst,
  queueByPlace,
  sortForOne,
  regexpLiteral,
  intlConstant,
]
