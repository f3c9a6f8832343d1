import { Failure } from '../../model/failure.ts'
import type { Forge } from '../../model/owners.ts'

/** @throws Failure for a forge that there is not. */
export function forgeOption(value: unknown): Forge | undefined {
  if (value === undefined || value === 'github' || value === 'gitlab') return value
  throw new Failure(`--forge ${String(value)}: there are github and gitlab`)
}
