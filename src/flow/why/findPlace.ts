import { lstatSync, realpathSync } from 'node:fs'
import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { openObjects } from '../../git/objects.ts'
import { commitOf, headBranch, requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'

/** A file, and which of its lines. `commit` is what it is looked at in, `atWork` whether in the work tree on top of that. */
export type Place = {
  path: Path
  range: [number, number] | undefined
  commit: Oid
  ref: string
  atWork: boolean
}

/** `file:12`, `file:12-20`, and `file:12:5` as compilers print a place. */
const LINES = /^(.+?):(\d+)(?:-(\d+)|:\d+)?$/

/**
 * Finds what a person means by `FILE[:LINE[-LINE]]`, seen from a folder. A file whose name ends like a line's number is
 * that file.
 * @param rev where to look; the work tree, or HEAD where there is none, if it is not said.
 * @throws Failure with the next command for what is not there, or is no file with lines.
 */
export async function findPlace(
  repo: Repository,
  from: string,
  asked: string,
  rev: string | undefined,
): Promise<Place> {
  const { commit, ref } = await whereToLook(repo, rev)
  const atWork = rev === undefined && !repo.bare
  const inside = await folderInside(repo, from)
  const [, file, first, last] = LINES.exec(asked) ?? []
  const range: Place['range'] = first === undefined ? undefined : [Number(first), Number(last ?? first)]
  const readings: [string, Place['range']][] = [
    [asked, undefined],
    ...(file ? [[file, range] as [string, Place['range']]] : []),
  ]
  // `a:12:5` may be line 5 of a file that is called `a:12`.
  const [, whole, column] = /^(.+):(\d+)$/.exec(asked) ?? []
  if (whole && whole !== file) readings.splice(1, 0, [whole, [Number(column), Number(column)]])
  for (const [name, lines] of readings) {
    const path = pathInside(repo, inside, name)
    const kind = await kindOf(repo, commit, path, atWork)
    if (kind === null) continue
    if (kind !== 'file')
      throw new Failure(`${name} is ${kind}, and not a file with lines`, [listing(rev, path)])
    if (lines && (lines[0] < 1 || lines[1] < lines[0]))
      throw new Failure(`${asked} names no lines: the first is 1, and the last comes after the first`, [
        { run: ['git', 'improver', 'why', name], where: 'here' },
      ])
    return { path, range: lines, commit, ref, atWork }
  }
  const name = file ?? asked
  throw new Failure(`there is no ${name} in ${atWork ? 'the work tree' : ref}`, [
    { run: ['git', 'log', '--oneline', '--diff-filter=D', '--', name], where: 'here' },
    listing(rev, ''),
  ])
}

async function whereToLook(repo: Repository, rev: string | undefined): Promise<{ commit: Oid; ref: string }> {
  if (rev !== undefined) return { commit: await requireCommit(repo, rev), ref: rev }
  const commit = await commitOf(repo, 'HEAD')
  const ref = (await headBranch(repo)) ?? 'HEAD'
  if (commit) return { commit, ref }
  throw new Failure(`${repo.dir} has no commit yet on ${ref}: nobody has written a line`, [
    { run: ['git', 'branch', '--all'], where: 'here' },
  ])
}

/** Where a person stands: `''` at the top, else `src/flow/`. */
async function folderInside(repo: Repository, from: string): Promise<string> {
  if (repo.bare) return ''
  const top = realpathSync(repo.dir)
  const at = relative(top, realpathSync(from)).split(sep).join('/')
  return at === '' || at.startsWith('..') ? '' : `${at}/`
}

function pathInside(repo: Repository, inside: string, name: string): Path {
  const seen = isAbsolute(name) && !repo.bare ? relativeToTop(repo, name) : `${inside}${name}`
  const path = posix.normalize(seen)
  if (path === '..' || path.startsWith('../') || isAbsolute(path))
    throw new Failure(`${name} lies outside ${repo.dir}`, [{ run: ['git', 'ls-files'], where: 'here' }])
  return path.replace(/\/$/, '')
}

function relativeToTop(repo: Repository, name: string): string {
  // The folder may be reached by another way; the file itself may be a link, or be gone.
  const folder = join(name, '..')
  const real = exists(folder) ? join(realpathSync(folder), name.slice(folder.length)) : name
  return relative(realpathSync(repo.dir), real).split(sep).join('/')
}

async function kindOf(repo: Repository, commit: Oid, path: Path, atWork: boolean): Promise<string | null> {
  if (path === '.' || path === '') return 'a folder'
  if (atWork && !exists(join(repo.dir, path))) return null
  const objects = openObjects(repo)
  try {
    const object = await objects.get(`${commit}:${path}`)
    if (object?.type === 'tree') return 'a folder'
    if (object?.type === 'commit') return 'a submodule'
    if (object?.type === 'blob' && isBinary(object.bytes)) return 'a binary file'
    if (object) return 'file'
  } finally {
    objects.close()
  }
  if (!atWork) return null
  if (lstatSync(join(repo.dir, path)).isDirectory()) return 'a folder'
  const { code } = await repo.run(['ls-files', '--error-unmatch', '--', path], { accept: [1] })
  return code === 0 ? 'file' : 'a file that git does not know yet (git add tells it)'
}

/** As git tells it: a NUL among the first 8,000 bytes. */
function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8000).includes(0)
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function listing(rev: string | undefined, path: Path) {
  const under = path ? ['--', path] : []
  const run =
    rev === undefined ? ['git', 'ls-files', ...under] : ['git', 'ls-tree', '-r', '--name-only', rev, ...under]
  return { run, where: 'here' as const }
}
