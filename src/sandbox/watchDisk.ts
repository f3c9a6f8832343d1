import { type Dirent, lstatSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Limits } from './sandbox.ts'

const LOOK_MS = 250

/**
 * Calls `full` once the folders hold more bytes or more files than the limits allow. Measuring folders is
 * slow, so they are measured only when their file system lost half of that since the start. One that does
 * not count its files (btrfs) is watched for bytes alone.
 */
export function watchDisk(
  folders: string[],
  limits: Pick<Limits, 'diskBytes' | 'files'>,
  full: (why: 'disk' | 'files') => void,
): { end(): void } {
  const { diskBytes = 2 ** 31, files = 2 ** 18 } = limits
  const before = folders.map(free)
  const look = () => {
    const lost = folders.some((folder, at) => {
      const [then, now] = [before[at] ?? NOTHING, free(folder)]
      return then.bytes - now.bytes > diskBytes / 2 || then.files - now.files > files / 2
    })
    if (!lost) return
    const held = measure(folders)
    if (held.bytes > diskBytes) full('disk')
    else if (held.files > files) full('files')
  }
  const timer = setInterval(look, LOOK_MS)
  return { end: () => clearInterval(timer) }
}

type Amount = { bytes: number; files: number }

const NOTHING: Amount = { bytes: 0, files: 0 }

function free(folder: string): Amount {
  try {
    const { bavail, bsize, ffree } = statfsSync(folder)
    return { bytes: bavail * bsize, files: ffree }
  } catch {
    return NOTHING
  }
}

/** What the folders take on disk; links are not followed, files that vanish count nothing. */
function measure(folders: string[]): Amount {
  const held = { ...NOTHING }
  const waiting = [...folders]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of list(folder)) {
      const path = join(folder, entry.name)
      held.files += 1
      if (entry.isDirectory()) waiting.push(path)
      else held.bytes += onDisk(path)
    }
  }
  return held
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function onDisk(path: string): number {
  try {
    return lstatSync(path).blocks * 512
  } catch {
    return 0
  }
}
