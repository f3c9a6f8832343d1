import { copyDecoys } from './copyDecoys.ts'
import { edgeDecoys } from './edgeDecoys.ts'
import { formatterDecoys } from './formatterDecoys.ts'
import { indexDecoys } from './indexDecoys.ts'
import { keyDecoys } from './keyDecoys.ts'
import { lookupDecoys } from './lookupDecoys.ts'
import { objectDecoys } from './objectDecoys.ts'
import { placeDecoys } from './placeDecoys.ts'
import type { Decoy } from './site.ts'
import { sortDecoys } from './sortDecoys.ts'
import { turnDecoys } from './turnDecoys.ts'

/** Places that look like others and must be left alone. */
export const DECOYS: Decoy[] = [
  ...copyDecoys,
  ...edgeDecoys,
  ...formatterDecoys,
  ...indexDecoys,
  ...keyDecoys,
  ...lookupDecoys,
  ...objectDecoys,
  ...placeDecoys,
  ...sortDecoys,
  ...turnDecoys,
]
