import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'

/**
 * Whether two values differ only by words that named a file or folder which the base does not have, and that name one which it has
 * now: such a key did nothing or failed, and brings nothing that was not committed before.
 * @param path of the file that they stand in.
 */
export function mendsPointers(base: string, path: Path, was: unknown, is: unknown): boolean {
  if (typeof was === 'string' && typeof is === 'string') {
    const [before, after] = [was, is].map(text => text.split(/\s+/)) as [string[], string[]]
    return (
      before.length === after.length &&
      before.every((word, at) => word === after[at] || isMended(base, path, word, after[at]!))
    )
  }
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) return was === is
  if (Array.isArray(was) !== Array.isArray(is)) return false
  const [before, after] = [Object.entries(was), Object.entries(is)]
  return (
    before.length === after.length &&
    before.every(
      ([key, value], at) => after[at]![0] === key && mendsPointers(base, path, value, after[at]![1]),
    )
  )
}

function isMended(base: string, path: Path, before: string, after: string): boolean {
  const isThere = (word: string) => {
    const part = word.split('/').slice(0, wildAt(word)).join('/')
    const place = posix.join(posix.dirname(path), part)
    if (part === '' || word.startsWith('/') || place.startsWith('..')) return null
    return ENDINGS.some(end => kindOf(base, `${place}${end}`) !== null)
  }
  return WORD.test(before) && WORD.test(after) && isThere(before) === false && isThere(after) === true
}

const WORD = /^[\w@./*-]+$/
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.json', '.ts', '.d.ts', '/index.js']

function wildAt(word: string): number {
  const at = word.split('/').findIndex(part => part.includes('*'))
  return at < 0 ? Number.POSITIVE_INFINITY : at
}
