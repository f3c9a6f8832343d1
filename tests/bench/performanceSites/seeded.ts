import { copies } from './copies.ts'
import { formatters } from './formatters.ts'
import { indexes } from './indexes.ts'
import { keys } from './keys.ts'
import { lookups } from './lookups.ts'
import { objects } from './objects.ts'
import { places } from './places.ts'
import type { SlowSite } from './site.ts'
import { sorts } from './sorts.ts'
import { turns } from './turns.ts'

/** Places that were written to be found. */
export const SEEDED: SlowSite[] = [
  ...copies,
  ...lookups,
  ...indexes,
  ...keys,
  ...objects,
  ...places,
  ...sorts,
  ...turns,
  ...formatters,
]
