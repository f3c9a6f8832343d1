import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { packObjects } from './packObjects.ts'
import type { RawObject } from './rawObject.ts'

/** As many go in as loose objects before a pack of their own pays (git's own transfer.unpackLimit). */
const LOOSE_LIMIT = 100

/** git leaves loose objects to the file system's mercy by default; a confirmed entry must outlive a crash. */
const DURABLE = ['core.fsync=committed,loose-object', 'core.fsyncMethod=batch'].flatMap(one => ['-c', one])

/**
 * Puts objects into the repository through one git process, on disk when this resolves.
 * @returns what to call once a ref holds them: until then a file keeps `git repack -ad` off their pack.
 */
export async function storeObjects(repo: Repository, objects: RawObject[]): Promise<() => Promise<void>> {
  const input = packObjects(repo.objectFormat, objects)
  if (objects.length < LOOSE_LIMIT) {
    await repo.run([...DURABLE, 'unpack-objects', '-q'], { input })
    return async () => {}
  }
  const args = [...DURABLE, 'index-pack', '--stdin', '--keep=git-improver ledger']
  const { stdout } = await repo.run(args, { input })
  const hash = /^keep\t([0-9a-f]+)$/m.exec(stdout.toString('latin1'))?.[1]
  return async () => {
    if (hash) await rm(join(repo.commonDir, 'objects', 'pack', `pack-${hash}.keep`), { force: true })
  }
}
