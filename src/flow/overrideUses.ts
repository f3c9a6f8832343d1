import { open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { makeSharedFolder } from '../git/sharedFolder.ts'
import type { Digest, Oid, RefUpdate } from '../model/change.ts'
import type { Override } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'

/** An override that a server let something pass by, whether or not git moved the ref afterwards. */
export type OverrideUse = { id: Digest; at: string; ref: string; old: Oid | null; new: Oid | null }

const FILE = 'improver/overrides'

/** Stands there while a use may not have been told to the ledger: post-receive looks for it in sh. */
const UNTOLD = 'improver/overrides.untold'

/**
 * The overrides that were used on this server, by id. They stand in a file of the repository and not in the ledger:
 * pre-receive may move no refs, and whoever may push notes could otherwise spoil an override before its use.
 * @throws Failure when the file is there and cannot be read: then nobody knows what was used.
 */
export async function readUses(repo: Repository): Promise<Map<Digest, OverrideUse>> {
  let text: string
  try {
    text = await readFile(join(repo.commonDir, FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw unusable(repo, error)
  }
  const uses = text.split('\n').flatMap(line => {
    const [id, at = '', ref = '', old, now] = line.split(' ')
    return id ? [{ id, at, ref, old: present(old), new: present(now) }] : []
  })
  return new Map(uses.map(use => [use.id, use]))
}

/** Why an override cannot be used again, or null. */
export function spentWhy(uses: ReadonlyMap<Digest, OverrideUse>, id: Digest): string | null {
  const use = uses.get(id)
  return use ? `it was used on ${use.at}, and counts once` : null
}

/**
 * Writes down that an override is used, before anything moves: a push that fails after this takes another override, and
 * none is ever used twice.
 * @throws Failure when it cannot be written: then nothing may pass by it.
 */
export async function writeUse(repo: Repository, update: RefUpdate, override: Override): Promise<void> {
  const line = [override.entry, new Date().toISOString(), update.ref, update.old ?? '-', update.new ?? '-']
  try {
    const { fileMode } = makeSharedFolder(repo.commonDir, 'improver')
    const fresh = await stat(join(repo.commonDir, FILE)).catch(() => null)
    const file = await open(join(repo.commonDir, FILE), 'a', fileMode)
    try {
      // The process's umask has taken bits away, and another user appends the next one.
      if (!fresh) await file.chmod(fileMode)
      await file.write(`${line.join(' ')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await mark(repo)
  } catch (error) {
    throw unusable(repo, error)
  }
}

/** Takes the mark of untold uses away while `tell` runs; it is there again where that fails. Nothing without a mark. */
export async function whileUntold(repo: Repository, tell: () => Promise<unknown>): Promise<void> {
  try {
    await rm(join(repo.commonDir, UNTOLD))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    await tell()
  } catch (error) {
    await mark(repo)
    throw error
  }
}

/** One that is there may be another user's, who cannot be written over. */
async function mark(repo: Repository): Promise<void> {
  try {
    await writeFile(join(repo.commonDir, UNTOLD), '', { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function present(oid: string | undefined): Oid | null {
  return oid === undefined || oid === '-' ? null : oid
}

function unusable(repo: Repository, error: unknown): Failure {
  const file = join(repo.commonDir, FILE)
  return new Failure(`which overrides were used cannot be kept: ${file}: ${(error as Error).message}`, [
    { ask: `make ${file} a file that whoever pushes can read and write` },
  ])
}
