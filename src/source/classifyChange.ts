import { CLASSES, type Class, type ClassFact } from '../model/commit.ts'
import { classifyFile } from './classifyFile.ts'
import { decodeSource } from './decodeSource.ts'
import { dependenciesOnly, isLockFile, isPackageFile } from './dependenciesOnly.ts'
import { type ChangedFile, undocumentable } from './documentable.ts'
import { isSteering } from './steering.ts'

/** Both sides of all files together; more is for a person, so that time and memory stay bounded. */
const MAX_TOTAL = 10_000_000

/**
 * What a change amounts to, derived from its contents alone: no label, path prefix or message is believed. The worst
 * class of its files; `algorithm_change` for all that no rule recognises.
 * @param files every file of the change with both whole blobs.
 * @returns the class, why in one line (`path:line: reason` of the first file that decides), and the
 *   paths that steer tools.
 */
export function classifyChange(files: ChangedFile[]): ClassFact {
  const steering = files.filter(file => isSteering(file.path) !== null).map(file => file.path)
  const brought = bringsPackages(files)
  if (brought) return { class: 'new_dependency', why: brought, steering }
  const found = classifyAll(files)
  if ('why' in found) return { class: 'algorithm_change', why: found.why, steering }
  const count = files.length === 1 ? 'the file is' : `all ${files.length} files are`
  return { class: found.class, why: `${count} the same program ${SAID[found.class]}`, steering }
}

/** What a change of dependencies and lock files alone brings in; null when it is any other. */
function bringsPackages(files: ChangedFile[]): string | null {
  const names: string[] = []
  if (!files.every(({ path }) => isPackageFile(path) || isLockFile(path))) return null
  for (const { path, old, new: now } of files) {
    if (!old || !now || old.mode !== now.mode || !/^100(?:644|755)$/.test(now.mode)) return null
    if (!isPackageFile(path)) continue
    const [before, after] = [decodeSource(old.bytes), decodeSource(now.bytes)]
    if ('refused' in before || 'refused' in after) return null
    const found = dependenciesOnly(before.text, after.text)
    if ('why' in found) return null
    names.push(...found)
  }
  if (!names.length) return null
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return `brings in ${names.slice(0, 3).map(shown).join(', ')}${more}`
}

const SAID: Partial<Record<Class, string>> = {
  documentation_only: 'with more or other documentation',
  formatting_only: 'in another layout',
  type_hints_only: 'with more or other types',
}

function classifyAll(files: ChangedFile[]): { class: Class } | { why: string } {
  // A caller that failed to gather the files must not get an automatic class for it.
  if (files.length === 0) return { why: 'no file differs, so nothing shows what this is' }
  for (const file of files) {
    const why = undocumentable(file)
    if (why) return { why: `${shown(file.path)}: ${why}` }
  }
  const total = files.reduce(
    (sum, file) => sum + (file.old?.bytes.length ?? 0) + (file.new?.bytes.length ?? 0),
    0,
  )
  if (total > MAX_TOTAL) return { why: `over ${MAX_TOTAL.toLocaleString('en')} bytes in all` }
  let worst: Class = 'exact_revert'
  for (const file of files) {
    const found = classifyOne(file)
    if ('why' in found) return { why: `${shown(file.path)}${found.why}` }
    if (CLASSES.indexOf(found.class) > CLASSES.indexOf(worst)) worst = found.class
  }
  return { class: worst }
}

function classifyOne({ path, old, new: now }: ChangedFile): { class: Class } | { why: string } {
  if (!old || !now) return { why: ': a file on one side only' }
  const before = decodeSource(old.bytes)
  if ('refused' in before) return { why: `: before the change, ${before.refused}` }
  const after = decodeSource(now.bytes)
  if ('refused' in after) return { why: `: ${after.refused}` }
  const found = classifyFile(path, before.text, after.text)
  return 'class' in found ? found : { why: `:${found.line}: ${found.why}` }
}

/** A path as it may be printed on one line. */
function shown(path: string): string {
  return /^[\x21-\x7e]+$/.test(path)
    ? path
    : JSON.stringify(path).replace(/[^\x20-\x7e]/gu, c => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}
