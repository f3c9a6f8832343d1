import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { makeSharedFolder } from '../../git/sharedFolder.ts'
import type { ReceiptKey } from '../../ledger/receipts.ts'
import type { Oid } from '../../model/change.ts'

/** What one push of an agent brings: the receipt's line, what it is kept under, and the new values of its refs. */
export type Received = { text: string; keys: ReceiptKey[]; tips: Oid[] }

/**
 * Where pre-receive writes down what it is about to let in. It may move no ref (quarantine), and post-receive can be
 * killed by whoever hangs up: what stands here counts as if it were a receipt already.
 */
function folder(repo: Repository): string {
  return join(repo.commonDir, 'improver', 'received')
}

/**
 * Writes it down, whole or not at all, on disk when this resolves.
 * @throws the system's error: then the push must not be let in.
 */
export async function writeReceived(repo: Repository, { text, keys, tips }: Received): Promise<void> {
  const { path: dir, fileMode } = makeSharedFolder(repo.commonDir, 'improver', 'received')
  const name = `${Date.now()}-${process.pid}-${randomBytes(6).toString('hex')}`
  const fresh = join(dir, `.${name}`)
  const file = await open(fresh, 'wx', fileMode)
  try {
    // The process's umask has taken bits away, and every user's hook reads what stands here.
    await file.chmod(fileMode)
    await file.writeFile(`${text}\n${tips.join(' ')}\n${keys.join('\n')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, join(dir, name))
}

/** All that stands there, with the file's name and its age in milliseconds; nothing where there is no folder. */
export async function* readReceived(
  repo: Repository,
): AsyncGenerator<Received & { name: string; age: number }> {
  const names = await readdir(folder(repo)).catch(ignoreMissing)
  for (const name of (names ?? []).filter(one => !one.startsWith('.')).sort()) {
    const content = await readFile(join(folder(repo), name), 'utf8').catch(ignoreMissing)
    if (content === null) continue
    const [text = '', tips = '', ...keys] = content.trimEnd().split('\n')
    yield { name, text, tips: tips.split(' '), keys, age: Date.now() - Number(name.split('-')[0]) }
  }
}

/** Takes one away, once it is kept elsewhere or was never received. */
export async function removeReceived(repo: Repository, name: string): Promise<void> {
  await rm(join(folder(repo), name), { force: true })
}

/** Another push's hook may have been there in between. */
function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
