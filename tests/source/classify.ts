import { classifyChange } from '../../src/source/classifyChange.ts'
import type { ClassSample, SampleFile } from './corpus/classSample.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The class of one file's change from text to text. */
export function classify(path: string, before: string, after: string, mode = '100644') {
  return classifyChange([{ path, old: { mode, bytes: bytes(before) }, new: { mode, bytes: bytes(after) } }])
}

const side = (text: string | null, mode: string) =>
  text === null ? null : { mode, bytes: new TextEncoder().encode(text) }

/** The class of a sample by the files of the change alone. */
export function classifySample(sample: ClassSample) {
  const files: SampleFile[] = sample.files ?? [sample]
  return classifyChange(
    files.map(({ path, before, after, modes = ['100644', '100644'] }) => ({
      path,
      old: side(before, modes[0]),
      new: side(after, modes[1]),
    })),
  )
}
