import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { kindOf, readTreeFile } from '../../sandbox/readTreeFile.ts'
import { openIgnored } from '../../source/ignoredPaths.ts'
import { startedFiles } from '../../source/startedFiles.ts'
import type { Changes } from './changes.ts'
import { zoneOf } from './zone.ts'

/** Whether a text that named a file or folder led nowhere, and the other one leads to what it became. */
export type IsMended = (before: string, after: string) => boolean

/**
 * Asks it for the texts of one file. What is ignored, or stands in a folder that builds or installs fill, is never known to lead nowhere;
 * and what it leads to now was only moved or renamed: it keeps its folder or its name, and its ending, is committed
 * before, is left as it was by the change, and is no test.
 * @param path of the file that the texts stand in.
 */
export function openMended({ base, files }: Pick<Changes, 'base' | 'files'>, path: Path): IsMended {
  const changed = new Set(files.map(file => file.path))
  return (before, after) => {
    const [was, is] = [placeOf(path, before), placeOf(path, after)]
    if (was === null || is === null || was.dots !== is.dots || was.rest !== is.rest) return false
    const stays = posix.dirname(was.place) === posix.dirname(is.place)
    if (!stays && posix.basename(was.place) !== posix.basename(is.place)) return false
    if (posix.extname(was.place) !== posix.extname(is.place)) return false
    if (zoneOf(is.place) === 'tests' && zoneOf(was.place) !== 'tests') return false
    if (isMade(base, was.place) || standing(base, was.place).length > 0) return false
    const there = standing(base, is.place)
    return there.length > 0 && !there.some(one => changed.has(one) || isBehindLink(base, one))
  }
}

/** Whether two values differ only by such texts, of which each is whole. */
export function mendsPointers(isMended: IsMended, was: unknown, is: unknown): boolean {
  if (typeof was === 'string' && typeof is === 'string') return was === is || isMended(was, is)
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) return was === is
  if (Array.isArray(was) !== Array.isArray(is)) return false
  const [before, after] = [Object.entries(was), Object.entries(is)]
  return (
    before.length === after.length &&
    before.every(([key, value], at) => after[at]![0] === key && mendsPointers(isMended, value, after[at]![1]))
  )
}

/** Whether two scripts of one command each differ only by the file that it starts. */
export function mendsScript(isMended: IsMended, was: unknown, is: unknown): boolean {
  if (typeof was !== 'string' || typeof is !== 'string' || /[&|;\n()`$]/.test(was + is)) return false
  const [[before], [after]] = [startedFiles(was), startedFiles(is)]
  if (before === undefined || after === undefined || !isMended(before, after)) return false
  return was.replace(before, () => after) === is
}

/** The part of a text before its wildcards, as a path of the tree, and what is around it; null for what is no such path. */
function placeOf(path: Path, text: string): { dots: string; place: Path; rest: string } | null {
  if (!/^\w[\w@./*-]*$|^\.{1,2}\/[\w@./*-]+$/.test(text)) return null
  const parts = text.split('/')
  const wild = parts.findIndex(part => part.includes('*'))
  const [plain, rest] = wild < 0 ? [parts, []] : [parts.slice(0, wild), parts.slice(wild)]
  const place = posix.join(posix.dirname(path), plain.join('/')).replace(/\/$/, '')
  if (plain.length === 0 || place === '.' || place.startsWith('..')) return null
  return { dots: /^(?:\.{1,2}\/)?/.exec(text)![0], place, rest: rest.join('/') }
}

const ENDINGS = [
  ...['', '.js', '.cjs', '.mjs', '.json', '.node', '.jsx', '.ts', '.cts', '.mts', '.tsx', '.d.ts'],
  ...['/index.js', '/index.json', '/index.ts', '/index.tsx'],
]

/** What a place may stand for, of what is there. */
function standing(base: string, place: Path): Path[] {
  return ENDINGS.map(end => `${place}${end}`).filter(one => kindOf(base, one) !== null)
}

const MADE =
  /(?:^|\/)(?:dist|build|out|esm|cjs|es|umd|target|output|compiled|generated|coverage|node_modules|\.[^/]+)(?:\/|$)/i

/** Whether an install or a build may make what is missing. */
function isMade(base: string, place: Path): boolean {
  if (MADE.test(place)) return true
  const ignores = foldersOf(place).map(folder => posix.join(folder, '.gitignore'))
  const settings = new Map(ignores.map(one => [one, readTreeFile(base, one) ?? '']))
  const isIgnored = openIgnored({ settings })
  return [...ENDINGS, '/x'].some(end => isIgnored(`${place}${end}`))
}

function isBehindLink(base: string, place: Path): boolean {
  return [place, ...foldersOf(place)].some(one => kindOf(base, one) === 'link')
}

/** The folders that a place is in, the top last. */
function foldersOf(place: Path): Path[] {
  const folder = posix.dirname(place)
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)]
}
