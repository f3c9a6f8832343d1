import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { makeControlGroup } from './controlGroup.ts'
import { inheritedDescriptors } from './inheritedDescriptors.ts'
import { bornAt, readUsage } from './processGroup.ts'
import { noteRunning } from './running.ts'
import type { Ended, Limits, SandboxResult } from './sandbox.ts'
import { watchDisk } from './watchDisk.ts'

const POLL_MS = 40

/** A process group, and how to find those of its processes that left it. */
type Group = { leader: number; mark: string | null; since: number }

type Descriptors = Exclude<StdioOptions, string>

export type Supervised = {
  /** @param isLimited whether the kernel's limits are on it already, as they are where it enters a control group itself. */
  command(isLimited: boolean): string[]
  cwd: string
  env: Record<string, string | undefined>
  limits: Limits
  /** Folders whose growth counts. */
  writable: string[]
  /** A word in the environment of all its processes, to find those that left the group. */
  mark: string | null
  /** Further file descriptors, from 3 on. */
  stdio?: Descriptors
  /** Whether it waits with what it is to run until `started` has put that under the limits. */
  holds?: boolean
  /** Is told of the child as soon as it runs, and how to put a process under the limits. */
  started?(child: ChildProcess, limit: (pid: number) => void): void
}

/**
 * Starts a program as the leader of an own process group, watches what all its processes use, and
 * kills the whole group at the first limit, and also when it ended by itself and left something behind.
 * @throws when the program can't be started.
 */
export async function supervise(job: Supervised): Promise<Omit<SandboxResult, 'kind'>> {
  const { limits } = job
  const nothing = openSync('/dev/null', 'r')
  const stdio = sealed(['ignore', 'pipe', 'pipe', ...(job.stdio ?? [])], nothing)
  const group = makeControlGroup(limits)
  // What waits to be put in need not wait for a group that is entered at once.
  const entersItself = group !== null && (group.isQuick || !job.holds)
  const command = job.command(entersItself)
  const [file = '', ...args] = entersItself ? group.enter(command) : command
  let child: ChildProcess
  try {
    child = spawn(file, args, { cwd: job.cwd, env: job.env, detached: true, stdio })
  } finally {
    closeSync(nothing)
  }
  const leader = child.pid
  if (leader === undefined) {
    const [error] = (await once(child, 'error')) as [Error]
    throw error
  }
  const one: Group = { leader, mark: job.mark, since: bornAt(leader) }
  const forget = noteRunning(() => killAll(one))
  job.started?.(child, pid => {
    if (!entersItself) group?.add(pid)
  })
  let ended: Ended = 'exit'
  const stop = (why: Ended) => {
    if (ended === 'exit') ended = why
    killAll(one)
  }
  const output = collect(child, limits.outputBytes, () => stop('output'))
  const timer = setTimeout(() => stop('timeout'), limits.timeoutMs)
  const disk = watchDisk(job.writable, limits, stop)
  const poll = pollUsage(one, limits, stop)
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  poll.end()
  disk.end()
  killAll(one)
  forget()
  await drained(child)
  if (ended === 'exit' && group?.ranOutOfMemory()) ended = 'memory'
  group?.remove()
  const killed = ended !== 'exit'
  return { code: killed ? null : code, signal, ended, ...output() }
}

/** Puts /dev/null where the child would inherit something; `ignore` would leave it open from 3 on. */
function sealed(stdio: Descriptors, nothing: number): Descriptors {
  const all = [...stdio]
  for (const descriptor of inheritedDescriptors()) if (descriptor >= stdio.length) all[descriptor] = nothing
  return Array.from(all, one => one ?? 'ignore')
}

/** A look takes longer where more processes run, so it never takes more than a tenth of the time. */
function pollUsage(group: Group, limits: Limits, stop: (why: Ended) => void) {
  let timer: NodeJS.Timeout
  const look = () => {
    const before = performance.now()
    const usage = readUsage(group.leader, group.mark, group.since)
    if (usage.memoryBytes > limits.memoryBytes) stop('memory')
    else if (usage.tasks > limits.processes) stop('processes')
    timer = setTimeout(look, Math.max(POLL_MS, 10 * (performance.now() - before)))
  }
  timer = setTimeout(look, POLL_MS)
  return { end: () => clearTimeout(timer) }
}

function collect(child: ChildProcess, limit: number, full: () => void) {
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  let left = limit
  let truncated = false
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk: Buffer) => {
      if (left > 0) parts[name].push(chunk.length > left ? chunk.subarray(0, left) : chunk)
      left -= chunk.length
      if (left >= 0 || truncated) return
      truncated = true
      full()
    })
  return () => ({
    stdout: Buffer.concat(parts.stdout).toString('utf8'),
    stderr: Buffer.concat(parts.stderr).toString('utf8'),
    truncated,
  })
}

/** Everyone is dead, so the pipes close at once; whoever got away must not keep us waiting. */
async function drained(child: ChildProcess): Promise<void> {
  const closed = [child.stdout, child.stderr].map(stream =>
    !stream || stream.closed ? null : once(stream, 'close'),
  )
  const grace = setTimeout(() => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  }, 2000)
  await Promise.all(closed)
  clearTimeout(grace)
}

/** Kills the group, then those that left it. Twice, since a process may have been born in between. */
function killAll({ leader, mark, since }: Group): void {
  kill(-leader)
  if (mark === null) return
  for (let round = 0; round < 3; round++) {
    const left = readUsage(leader, mark, since).pids.filter(pid => pid !== process.pid)
    if (left.length === 0) return
    for (const pid of left) kill(pid)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}
