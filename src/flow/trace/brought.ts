import type { ObjectReader } from '../../git/objects.ts'
import type { ChangedFile } from '../../git/rangeChanges.ts'
import type { ModeBlob, Oid, Path } from '../../model/change.ts'
import type { Side } from '../../source/copiedRuns.ts'
import { type PlainLine, plainLines } from '../../source/plainLines.ts'
import { type Shingle, shinglesOf } from '../../source/shingles.ts'
import { untraceable } from '../../source/untraceable.ts'

/** A text that a commit left otherwise than it was, with what of it is new. `keys` are what it is looked up by. */
export type Brought = { path: Path; blob: Oid; side: Side; keys: number[] }

/** A larger text is data. */
const LARGEST = 1 << 20
/** About a line and a half: a file in which less is new is nobody's in particular. */
const SUBSTANTIAL = 60

/** The key of a whole file, beside those of its runs. */
export function blobKey(blob: Oid): number {
  return Number.parseInt(blob.slice(0, 10), 16)
}

/**
 * What an AI commit brought: runs of lines that are mostly new, and whole files with something new in them. Nothing of
 * files that anybody's tools make.
 */
export async function broughtByAi(objects: ObjectReader, files: ChangedFile[]): Promise<Brought[]> {
  const had = new Set<string>()
  for (const { text } of await oldTexts(objects, files))
    for (const line of plainLines(text)) had.add(line.text)
  const isNew = ({ text }: PlainLine) => !had.has(text)
  return (await newTexts(objects, files)).flatMap(({ path, blob, text }) => {
    if (untraceable(path, text)) return []
    const lines = plainLines(text)
    const all = runningSum(lines.map(line => line.text.length))
    const fresh = runningSum(lines.map(line => (isNew(line) ? line.text.length : 0)))
    const shingles = shinglesOf(lines).map((shingle, first) => {
      if (!shingle) return null
      const between = (sum: number[]) => sum[shingle.last + 1]! - sum[first]!
      return 2 * between(fresh) >= between(all) ? shingle : null
    })
    const whole = fresh.at(-1)! >= SUBSTANTIAL ? [blobKey(blob)] : []
    return [{ path, blob, side: { lines, shingles, isNew }, keys: [...whole, ...namesOf(shingles)] }]
  })
}

/** What any commit brings: files, and runs of lines, that none of the files it changed had before. */
export async function broughtByAnyone(objects: ObjectReader, files: ChangedFile[]): Promise<Brought[]> {
  const olds = await oldTexts(objects, files)
  const blobs = new Set(olds.map(({ blob }) => blob))
  const had = new Set(olds.flatMap(({ text }) => namesOf(shinglesOf(plainLines(text)))))
  const fresh = (await newTexts(objects, files)).filter(({ blob }) => !blobs.has(blob))
  return fresh.map(({ path, blob, text }) => {
    const lines = plainLines(text)
    const side = covering(
      lines,
      shinglesOf(lines).map(one => (one && !had.has(one.name) ? one : null)),
    )
    return { path, blob, side, keys: [blobKey(blob), ...namesOf(side.shingles)] }
  })
}

/** A text of which these runs are new, and so is every line that stands in one of them. */
export function covering(lines: PlainLine[], shingles: (Shingle | null)[]): Side {
  const covered = new Set<PlainLine>()
  shingles.forEach((shingle, first) => {
    for (let at = first; shingle && at <= shingle.last; at += 1) covered.add(lines[at]!)
  })
  return { lines, shingles, isNew: line => covered.has(line) }
}

/** The names of runs, in order. */
export function namesOf(shingles: (Shingle | null)[]): number[] {
  return shingles.flatMap(shingle => (shingle ? [shingle.name] : []))
}

type Text = { path: Path; blob: Oid; text: string }

async function newTexts(objects: ObjectReader, files: ChangedFile[]): Promise<Text[]> {
  const texts = files.map(async ({ path, new: now }) => readText(objects, path, now))
  return (await Promise.all(texts)).flatMap(one => one ?? [])
}

async function oldTexts(objects: ObjectReader, files: ChangedFile[]): Promise<Text[]> {
  const texts = files.flatMap(({ path, olds }) => olds.map(old => readText(objects, path, old)))
  return (await Promise.all(texts)).flatMap(one => one ?? [])
}

/** One character a byte: lines are only compared. */
async function readText(objects: ObjectReader, path: Path, at: ModeBlob | null): Promise<Text | null> {
  if (!at?.mode.startsWith('100')) return null
  const object = await objects.get(at.oid)
  if (object?.type !== 'blob' || object.bytes.length > LARGEST) return null
  return { path, blob: at.oid, text: object.bytes.toString('latin1') }
}

function runningSum(numbers: number[]): number[] {
  const sums = [0]
  for (const number of numbers) sums.push(sums.at(-1)! + number)
  return sums
}
