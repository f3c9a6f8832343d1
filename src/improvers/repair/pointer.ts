import type { Path } from '../../model/change.ts'
import { placeIn } from './folders.ts'
import type { Problem } from './repository.ts'

/** A text in a configuration that names a file or folder. */
export type Pointer = {
  path: Path
  /** The text within its file, quotes included, or a word of a script without. */
  start: number
  end: number
  /** As it is written. */
  is: string
  /** Places of which one has to be there, as paths of the tree. */
  wants: Path[]
  /** `main`, `include`, `scripts.test`. */
  key: string
  level: Problem['level']
  /** Whether a build may make it: then only history can say that it is gone. */
  mayBeMade: boolean
}

/** The part of a pattern before its first wildcard, as a path of the tree; null where that is the top or outside. */
export function literalPart(folder: Path, pattern: string): { path: Path; isWhole: boolean } | null {
  const parts = pattern.split('/')
  const at = parts.findIndex(part => /[*?{}[\]()!$]/.test(part))
  const plain = at < 0 ? pattern : parts.slice(0, at).join('/')
  const path = plain === '' ? null : placeIn(folder, plain)
  return path === null ? null : { path, isWhole: at < 0 }
}
