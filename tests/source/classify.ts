import { classifyChange } from '../../src/source/classifyChange.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The class of one file's change from text to text. */
export function classify(path: string, before: string, after: string, mode = '100644') {
  return classifyChange([{ path, old: { mode, bytes: bytes(before) }, new: { mode, bytes: bytes(after) } }])
}
