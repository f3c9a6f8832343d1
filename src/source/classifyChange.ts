import type { ClassFact } from '../model/commit.ts'
import { decodeSource } from './decodeSource.ts'
import { type ChangedFile, undocumentable } from './documentable.ts'
import { documentationOnly } from './documentationOnly.ts'
import { isSteering } from './steering.ts'

/** Both sides of all files together; more is for a person, so that time and memory stay bounded. */
const MAX_TOTAL = 10_000_000

/**
 * What a change amounts to, derived from its contents alone: no label, path prefix or message is believed.
 * `documentation_only` when every file is the same program and gained or changed only documentation;
 * anything else, and anything that can't be read, is `algorithm_change`.
 * @param files every file of the change with both whole blobs.
 * @returns the class, why in one line (`path:line: reason` of the first file that decides), and the
 *   paths that steer tools.
 */
export function classifyChange(files: ChangedFile[]): ClassFact {
  const steering = files.filter(file => isSteering(file.path) !== null).map(file => file.path)
  const why = refuse(files)
  if (why !== null) return { class: 'algorithm_change', why, steering }
  const count = files.length === 1 ? 'the file is' : `all ${files.length} files are`
  return {
    class: 'documentation_only',
    why: `${count} the same program with more or other documentation`,
    steering,
  }
}

function refuse(files: ChangedFile[]): string | null {
  // A caller that failed to gather the files must not get an automatic class for it.
  if (files.length === 0) return 'no file differs, so nothing shows what this is'
  for (const file of files) {
    const why = undocumentable(file)
    if (why) return `${shown(file.path)}: ${why}`
  }
  const total = files.reduce(
    (sum, file) => sum + (file.old?.bytes.length ?? 0) + (file.new?.bytes.length ?? 0),
    0,
  )
  if (total > MAX_TOTAL) return `over ${MAX_TOTAL.toLocaleString('en')} bytes in all`
  for (const file of files) {
    const why = refuseFile(file)
    if (why) return `${shown(file.path)}${why}`
  }
  return null
}

function refuseFile({ path, old, new: now }: ChangedFile): string | null {
  if (!old || !now) return ': a file on one side only'
  const before = decodeSource(old.bytes)
  if ('refused' in before) return `: before the change, ${before.refused}`
  const after = decodeSource(now.bytes)
  if ('refused' in after) return `: ${after.refused}`
  const found = documentationOnly(path, before.text, after.text)
  return found && `:${found.line}: ${found.why}`
}

/** A path as it may be printed on one line. */
function shown(path: string): string {
  return /^[\x21-\x7e]+$/.test(path)
    ? path
    : JSON.stringify(path).replace(/[^\x20-\x7e]/gu, c => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}
