import { type Dirent, lstatSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const LOOK_MS = 250

/**
 * Calls `full` once the folders hold more than `limit` bytes. Measuring folders is slow, so they are
 * measured only when their file system lost half of that since the start.
 */
export function watchDisk(folders: string[], limit: number, full: () => void): { end(): void } {
  const free = folders.map(freeBytes)
  const timer = setInterval(() => {
    const lost = folders.some((folder, at) => (free[at] ?? 0) - freeBytes(folder) > limit / 2)
    if (lost && sizeOf(folders) > limit) full()
  }, LOOK_MS)
  return { end: () => clearInterval(timer) }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** What the folders take on disk; links are not followed, files that vanish count nothing. */
function sizeOf(folders: string[]): number {
  let bytes = 0
  const waiting = [...folders]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of list(folder)) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) waiting.push(path)
      else bytes += onDisk(path)
    }
  }
  return bytes
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
