import { type BlamedLine, blame } from '../../git/blame.ts'
import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import { Failure } from '../../model/failure.ts'
import type { Place } from './findPlace.ts'

/**
 * The lines of a place with who brought each.
 * @throws Failure with the next command where there is no such line, or git cannot tell.
 */
export async function blamePlace(repo: Repository, place: Place): Promise<BlamedLine[]> {
  const { path, range, commit, atWork } = place
  const lines = await blame(repo, { rev: atWork ? null : commit, path, range }).catch((error: unknown) => {
    throw inWords(place, error)
  })
  if (!lines.length)
    throw new Failure(`${path} is empty: there is no line to tell of`, [
      { run: ['git', 'log', '--oneline', '--', path], where: 'here' },
    ])
  if (lines.slice(0, 200).some(({ text }) => text.includes('\0')))
    throw new Failure(`${path} is a binary file, and not one with lines`, [
      { run: ['git', 'log', '--oneline', '--', path], where: 'here' },
    ])
  return lines
}

function inWords({ path, ref, atWork }: Place, error: unknown): unknown {
  if (!(error instanceof GitError)) return error
  const [, count] = /has only (\d+) lines?/.exec(error.stderr) ?? []
  const rev = atWork ? [] : [ref]
  if (count !== undefined)
    return new Failure(`${path} has ${count === '1' ? 'one line' : `${count} lines`}, and no such one`, [
      { run: ['git', 'improver', 'why', path, ...rev], where: 'here' },
    ])
  if (/could not open object name list|invalid object name/.test(error.stderr))
    return new Failure(`git cannot read what blame.ignoreRevsFile names: ${error.stderr.trim()}`, [
      { run: ['git', 'config', '--show-origin', '--get-all', 'blame.ignoreRevsFile'], where: 'here' },
    ])
  return new Failure(`git cannot tell who wrote ${path}: ${error.stderr.trim()}`, [
    { run: ['git', 'blame', ...rev, '--', path], where: 'here' },
  ])
}
