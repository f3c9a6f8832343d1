import { existsSync } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Repository } from '../git/repository.ts'

/** A turn that is older belongs to someone who was killed. In milliseconds. */
const STALE = 2_000
/** Nobody waits longer than this, whatever the others do. In milliseconds. */
const LONGEST = 10_000

/** Whether writers stand in line, so that a newcomer joins them instead of making one of them lose. */
export function isBusy(repo: Repository): boolean {
  return existsSync(turnFile(repo))
}

/**
 * Waits for the turn to write, after a lost race. Only politeness: compare-and-swap keeps every entry
 * without it, but n writers that merely retry build about n*n/4 notes commits to land n. So a stale,
 * stolen or impossible turn (a read-only directory) harms nobody, and nothing here fails.
 * @returns what gives the turn back.
 */
export async function takeTurn(repo: Repository): Promise<() => Promise<void>> {
  const file = turnFile(repo)
  const giveBack = () => rm(file, { force: true }).catch(() => {})
  for (const end = Date.now() + LONGEST; Date.now() < end; ) {
    try {
      await (await open(file, 'wx')).close()
      return giveBack
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return async () => {}
    }
    const age = await stat(file).then(
      found => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age > STALE) await giveBack()
    await sleep(2 + Math.random() * 20)
  }
  return async () => {}
}

function turnFile(repo: Repository): string {
  return join(repo.commonDir, 'improver-ledger.turn')
}
