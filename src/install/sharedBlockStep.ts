import { join } from 'node:path'
import { readFileState, textFile, textOf } from './fileState.ts'
import { sharedBlock, withoutSharedBlock } from './hookStub.ts'
import type { HookName, InstallStep } from './installStep.ts'

/** Where in an existing hook our lines go: null when it is no sh script and they can't. */
export type PlaceBlock = (text: string) => number | null

/**
 * The step that puts our lines into a hook of the work tree, or null when they are there already; `blocked` when
 * the hook is in a language that can't hold them.
 * @param mode for a hook that is not there yet; `head` its first lines.
 */
export function sharedBlockStep(
  dir: string,
  name: HookName,
  options: { mode: number; head: string; place: PlaceBlock },
): InstallStep | 'blocked' | null {
  const path = join(dir, name)
  const before = readFileState(path)
  const block = sharedBlock(name)
  if (before.kind === 'absent') {
    const after = textFile(options.head + block, options.mode)
    return { action: 'create', path, detail: `a ${name} hook that asks the gate`, before, after }
  }
  if (before.kind !== 'file') return 'blocked'
  const text = textOf(before)
  // Other bytes than UTF-8 would not survive the round trip through text.
  if (!Buffer.from(text).equals(before.bytes)) return 'blocked'
  const plain = withoutSharedBlock(text) ?? text
  const at = options.place(plain)
  if (at === null) return 'blocked'
  const edited = plain.slice(0, at) + block + plain.slice(at)
  if (edited === text) return null
  const after = textFile(edited, before.mode)
  return {
    action: 'edit',
    path,
    detail: 'a marked block at its top asks the gate; the rest stays',
    before,
    after,
  }
}

/** After the first line when that names a shell; at the top when there is none; not at all for other programs. */
export function afterShebang(text: string): number | null {
  if (!text.startsWith('#!')) return text.includes('\0') ? null : 0
  const end = text.indexOf('\n') + 1
  return end > 0 && /^#!.*\b(?:sh|bash|dash|ash|zsh|ksh)\b/.test(text) ? end : null
}
