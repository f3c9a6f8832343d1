import { existsSync } from 'node:fs'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Repository } from '../git/repository.ts'

/** A turn that is older is given up, whoever holds it. In milliseconds. */
const STALE = 10_000
/** Nobody waits longer than this; sooner would set all who wait loose at once. In milliseconds. */
const LONGEST = 120_000

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
  const end = Date.now() + LONGEST
  for (let asked = 1; Date.now() < end; asked += 1) {
    try {
      await writeFile(file, `${process.pid}`, { flag: 'wx' })
      return giveBack
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return async () => {}
    }
    if (await isStale(file)) await giveBack()
    // Many who wait ask seldom each: together they still see a free turn at once.
    await sleep(2 + Math.random() * Math.min(200, 10 * asked))
  }
  return async () => {}
}

/** Its writer was killed, or lives and has been at it for too long. */
async function isStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file)
    // Absolute: a clock that was set back must not make everybody wait.
    if (Math.abs(Date.now() - mtimeMs) > STALE) return true
    const writer = Number(await readFile(file, 'utf8'))
    if (writer > 0) process.kill(writer, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function turnFile(repo: Repository): string {
  return join(repo.commonDir, 'improver-ledger.turn')
}
