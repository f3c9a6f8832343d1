import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filtersOff } from '../../git/filtersOff.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Policy } from '../../model/policy.ts'

/** What would run a program, ask for a key, or alter what is written or reverted. */
const PINNED: Record<string, string> = {
  'core.hooksPath': '/dev/null',
  'commit.gpgSign': 'false',
  'core.autocrlf': 'false',
  'core.eol': 'lf',
  'rerere.enabled': 'false',
  'submodule.recurse': 'false',
}

/**
 * A repository of its own with a commit checked out, which borrows the objects of another one. It is not cloned: a clone of
 * a shallow or partial repository lacks what is not on its branches, and would look for the rest in the wrong place.
 * @param dir an absolute path where nothing is yet.
 */
export async function openRehearsalClone(
  repo: Repository,
  dir: string,
  { run: { bot } }: Policy,
  tip: Oid,
): Promise<Repository> {
  const quiet = ['--quiet', '--template=', `--object-format=${repo.objectFormat}`]
  await repo.run(['init', ...quiet, '--', dir])
  const clone = await openRepository(dir)
  const objects = join(repo.commonDir, 'objects')
  // Quoted only where it has to be: a line feed would end it.
  const line = objects.includes('\n') ? JSON.stringify(objects) : objects
  await writeFile(join(clone.gitDir, 'objects', 'info', 'alternates'), `${line}\n`)
  if (repo.shallow) await copyFile(join(repo.commonDir, 'shallow'), join(clone.gitDir, 'shallow'))
  const settings = {
    ...PINNED,
    ...(await filtersOff(repo)),
    ...(await promisors(repo)),
    'user.name': bot.name,
    'user.email': bot.email,
  }
  for (const [key, value] of Object.entries(settings)) await clone.run(['config', key, value])
  await clone.run(['checkout', '--quiet', '--detach', tip])
  return clone
}

/** Where a partial clone gets what it left out, which is there for git here as well as in the repository. */
async function promisors(repo: Repository): Promise<Record<string, string>> {
  const asked = ['config', '--null', '--get-regexp', '^remote\\..*\\.(promisor|partialclonefilter|url)$']
  const { stdout } = await repo.run(asked, { accept: [1] })
  const found = stdout
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(one => [one.slice(0, one.indexOf('\n')), one.slice(one.indexOf('\n') + 1)] as const)
  const names = found.flatMap(([key, value]) =>
    key.endsWith('.promisor') && value === 'true' ? [key.slice(0, -'promisor'.length)] : [],
  )
  return Object.fromEntries(found.filter(([key]) => names.some(name => key.startsWith(name))))
}
