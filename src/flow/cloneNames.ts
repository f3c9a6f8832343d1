import { createHash, randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { makeSharedFolder } from '../git/sharedFolder.ts'

/** The name under which this clone writes to the ledger: made once, the same for all its worktrees. */
export async function cloneName(repo: Repository): Promise<string> {
  const folder = join(repo.commonDir, 'improver')
  const file = join(folder, 'clone')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known.trim()) return known.trim()
  makeSharedFolder(repo.commonDir, 'improver')
  const name = randomUUID()
  try {
    await writeFile(file, `${name}\n`, { flag: 'wx' })
    return name
  } catch (error) {
    // Another process of this clone was faster.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await readFile(file, 'utf8')).trim()
    throw error
  }
}

/**
 * The repository's name in the ledger, the same in every clone: its remote's address without user, protocol and
 * `.git`, hashed since an address may be private; the root commit where there is no remote.
 */
export async function repositoryName(repo: Repository, remote: string): Promise<string> {
  const { stdout } = await repo.run(['config', '--get', `remote.${remote}.url`], { accept: [1] })
  const url = stdout.toString('utf8').trim()
  const plain = url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/:/, '/')
    .replace(/(\.git)?\/*$/, '')
  const named = plain || (await repo.text(['rev-list', '--max-parents=0', '--max-count=1', 'HEAD']))
  return createHash('sha256').update(named).digest('hex').slice(0, 16)
}
