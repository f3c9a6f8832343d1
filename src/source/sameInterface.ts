import { classifyFile } from './classifyFile.ts'
import { decodeSource } from './decodeSource.ts'
import { type ChangedFile, undocumentable } from './documentable.ts'
import { exportedForms } from './exportedForms.ts'
import { isMarkdown } from './markdownPath.ts'
import { parsePair, readPair } from './readPair.ts'

/**
 * Why a change may be more than another program of the same exports: a file that is no code, came, went or got another mode, or an
 * export that is declared otherwise. Says nothing of what the program does.
 * @returns the reason, or null.
 */
export function interfaceDiffers(files: ChangedFile[]): string | null {
  for (const file of files) {
    const why = undocumentable(file) ?? fileDiffers(file)
    if (why) return `${file.path}: ${why}`
  }
  return null
}

function fileDiffers({ path, old, new: now }: ChangedFile): string | null {
  if (!old || !now) return 'a file on one side only'
  const [before, after] = [decodeSource(old.bytes), decodeSource(now.bytes)]
  if ('refused' in before) return before.refused
  if ('refused' in after) return after.refused
  const found = classifyFile(path, before.text, after.text)
  // Other types may be other exports.
  if ('class' in found) {
    if (found.class !== 'type_hints_only') return null
  } else if (isMarkdown(path)) return found.why
  try {
    const parsed = parsePair(path, before.text, after.text)
    const pair = 'why' in parsed ? parsed : readPair(parsed)
    if ('why' in pair) return pair.why
    const [was, is] = [exportedForms(pair.was, pair.old), exportedForms(pair.is, pair.now)]
    for (const [name, form] of is)
      if (was.get(name) !== form) return `${name || 'an export'} is declared otherwise`
    const gone = [...was.keys()].find(name => !is.has(name))
    return gone === undefined ? null : `${gone || 'an export'} is exported no longer`
  } catch (error) {
    if (error instanceof RangeError) return 'nested too deeply to be read'
    throw error
  }
}
