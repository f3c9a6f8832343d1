import type { ObjectReader } from '../../git/objects.ts'
import type { ChangedFile } from '../../git/rangeChanges.ts'
import type { ModeBlob, Oid, Path } from '../../model/change.ts'
import type { Side } from '../../source/copiedRuns.ts'
import { type PlainLine, plainLines } from '../../source/plainLines.ts'
import { type Shingle, shinglesOf } from '../../source/shingles.ts'
import { untraceable } from '../../source/untraceable.ts'

/** A text that a commit left otherwise than it was, with what of it is new. `keys` are what it is looked up by. */
export type Brought = { path: Path; blob: Oid; side: Side; keys: number[] }

/** A larger text is data: it is not read, and so is no excuse for anything either. */
export const LARGEST = 1 << 20
/** About a line and a half: a file in which less is new is nobody's in particular. */
const SUBSTANTIAL = 60
/** So many texts are held at once, however many a commit has. */
const AT_ONCE = 32

/** The key of a whole file, beside those of its runs. */
export function blobKey(blob: Oid): number {
  return Number.parseInt(blob.slice(0, 10), 16)
}

/**
 * What an AI commit brought: runs of lines that are mostly new, and whole files with something new in them. Nothing of
 * files that anybody's tools make.
 */
export async function* broughtByAi(objects: ObjectReader, files: ChangedFile[]): AsyncGenerator<Brought> {
  const had = new Set<string>()
  for await (const { text } of readTexts(objects, olds(files)))
    for (const line of plainLines(text)) had.add(line.text)
  const isNew = ({ text }: PlainLine) => !had.has(text)
  for await (const { path, blob, text } of readTexts(objects, news(files))) {
    if (untraceable(path, text)) continue
    const lines = plainLines(text)
    const all = runningSum(lines.map(line => line.text.length))
    const fresh = runningSum(lines.map(line => (isNew(line) ? line.text.length : 0)))
    const shingles = shinglesOf(lines).map((shingle, first) => {
      if (!shingle) return null
      const between = (sum: number[]) => sum[shingle.last + 1]! - sum[first]!
      return 2 * between(fresh) >= between(all) ? shingle : null
    })
    const whole = fresh.at(-1)! >= SUBSTANTIAL ? [blobKey(blob)] : []
    yield { path, blob, side: { lines, shingles, isNew }, keys: [...whole, ...namesOf(shingles)] }
  }
}

/** What any commit brings: files, and runs of lines, that none of the files it changed had before. */
export async function* broughtByAnyone(objects: ObjectReader, files: ChangedFile[]): AsyncGenerator<Brought> {
  const blobs = new Set<Oid>()
  const had = new Set<number>()
  for await (const { blob, text } of readTexts(objects, olds(files))) {
    blobs.add(blob)
    for (const name of namesOf(shinglesOf(plainLines(text)))) had.add(name)
  }
  const isOwn = (name: number) => !had.has(name)
  for await (const { path, blob, text } of readTexts(objects, news(files)))
    if (!blobs.has(blob)) yield ofText(path, blob, text, isOwn)
}

/** The same again for files of which it is known what is new in them. */
export async function readAgain(
  objects: ObjectReader,
  files: { path: Path; blob: Oid }[],
  isOwn: (name: number) => boolean,
): Promise<Brought[]> {
  const sides = files.map(({ path, blob }) => ({ path, at: { mode: '100644', oid: blob } }))
  const found: Brought[] = []
  for await (const { path, blob, text } of readTexts(objects, sides))
    found.push(ofText(path, blob, text, isOwn))
  return found
}

function ofText(path: Path, blob: Oid, text: string, isOwn: (name: number) => boolean): Brought {
  const lines = plainLines(text)
  const side = covering(
    lines,
    shinglesOf(lines).map(one => (one && isOwn(one.name) ? one : null)),
  )
  return { path, blob, side, keys: [blobKey(blob), ...namesOf(side.shingles)] }
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

type Place = { path: Path; at: ModeBlob | null }
type Text = { path: Path; blob: Oid; text: string }

function news(files: ChangedFile[]): Place[] {
  return files.map(({ path, new: at }) => ({ path, at }))
}

function olds(files: ChangedFile[]): Place[] {
  return files.flatMap(({ path, olds }) => olds.map(at => ({ path, at })))
}

/** One character a byte: lines are only compared. */
async function* readTexts(objects: ObjectReader, places: Place[]): AsyncGenerator<Text> {
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const some = places.slice(from, from + AT_ONCE).map(async ({ path, at }) => {
      if (!at?.mode.startsWith('100')) return null
      const object = await objects.get(at.oid)
      if (object?.type !== 'blob' || object.bytes.length > LARGEST) return null
      return { path, blob: at.oid, text: object.bytes.toString('latin1') }
    })
    for (const one of await Promise.all(some)) if (one) yield one
  }
}

function runningSum(numbers: number[]): number[] {
  const sums = [0]
  for (const number of numbers) sums.push(sums.at(-1)! + number)
  return sums
}
