import type { ObjectReader } from '../../git/objects.ts'
import type { Change } from '../../model/change.ts'

/** About a line and a half of code. Less (a version, an import, a flag) could be anybody's. */
const ENOUGH = 60

/** Nobody types so much by chance, and it need not be held. */
const LARGE = 1 << 20

/**
 * Whether a change brings text of its own, so that the same change in another commit is the same work and no
 * coincidence: lines that the old file has not, in a blob that the repository had not. Deletions, moves, reverts,
 * modes and links bring none.
 * @param isNew whether a blob came with this push.
 */
export async function isSubstantial(
  objects: ObjectReader,
  { files }: Change,
  isNew: (blob: string) => boolean,
): Promise<boolean> {
  let count = 0
  for (const { old, new: now } of files) {
    if (!now?.mode.startsWith('100') || now.oid === old?.oid || !isNew(now.oid)) continue
    const after = await objects.get(now.oid)
    if (after?.type !== 'blob') continue
    if (after.bytes.length > LARGE) return true
    const before = old?.mode.startsWith('100') ? await objects.get(old.oid) : null
    const had = new Set(linesOf(before?.bytes))
    for (const line of linesOf(after.bytes)) {
      if (!had.has(line)) count += line.length
      if (count >= ENOUGH) return true
    }
  }
  return false
}

/** One character a byte; space around a line is no text. */
function linesOf(bytes: Buffer | undefined): string[] {
  return (
    bytes
      ?.toString('latin1')
      .split('\n')
      .map(line => line.trim()) ?? []
  )
}
