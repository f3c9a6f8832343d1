import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endRunning } from '../../sandbox/running.ts'

export type WorkFolder = {
  path: string
  close(): void
  /**
   * Does something long that never waits. Nothing of ours could answer a signal meanwhile, so that it ends the process as it
   * would any other; the folder is then left to the next run.
   */
  whileBusy<T>(task: () => T): T
}

const NAMED = /^git-improver-run-(\d+)-/

/**
 * A temp folder for one run, in which everything temporary of this process lives from then on. It goes away when
 * the process ends in any way that lets it, and what a killed one left behind goes away with the next run: its
 * name holds the process that made it.
 */
export function openWorkFolder(): WorkFolder {
  sweep()
  let path: string | undefined
  const outer = process.env.TMPDIR
  const close = () => {
    if (outer === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = outer
    process.off('exit', close)
    for (const signal of SIGNALS) process.off(signal, stop)
    if (path !== undefined) remove(path)
  }
  const stop = (signal: NodeJS.Signals) => {
    endRunning()
    try {
      close()
    } finally {
      // Dying of the signal itself tells the caller's shell what happened.
      process.kill(process.pid, signal)
    }
  }
  process.on('exit', close)
  // Before there is a folder: a signal between the two would leave it behind.
  for (const signal of SIGNALS) process.on(signal, stop)
  path = mkdtempSync(join(tmpdir(), `git-improver-run-${process.pid}-`))
  process.env.TMPDIR = path
  const whileBusy = <T>(task: () => T): T => {
    for (const signal of SIGNALS) process.off(signal, stop)
    try {
      return task()
    } finally {
      for (const signal of SIGNALS) process.on(signal, stop)
    }
  }
  return { path, close, whileBusy }
}

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** A git that this process started may still be writing files into the folder: then it is not empty when it should be. */
function remove(path: string): void {
  for (let left = TRIES; existsSync(path); left--) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch (error) {
      if (left === 0) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    }
  }
}

const TRIES = 40
const PAUSE_MS = 25

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(NAMED.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Another user's: theirs to sweep.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
