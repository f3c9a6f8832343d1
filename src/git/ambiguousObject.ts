import type { Oid } from '../model/change.ts'
import { EXIT, Failure } from '../model/failure.ts'

/**
 * An object that no git command writes and that two readers could read differently. The gate refuses
 * it: what one reader shows to a reviewer may not be what another one merges.
 */
export class AmbiguousObject extends Failure {
  readonly oid: Oid
  readonly reason: string

  constructor(type: 'commit' | 'tree', oid: Oid, reason: string) {
    const look = { run: ['git', 'cat-file', type, oid], where: 'here' as const }
    super(`${type} ${oid} can be read in more than one way: ${reason}`, [look], EXIT.refused)
    this.name = 'AmbiguousObject'
    this.oid = oid
    this.reason = reason
  }
}
