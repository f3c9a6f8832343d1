import { existsSync, mkdirSync, readdirSync, readFileSync, rmdir, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { limitScript } from './limitCommand.ts'
import type { Limits } from './sandbox.ts'

/** A control group of the kernel for one run. */
export type ControlGroup = {
  /** The command, entering the group before it does anything else, and with the other limits on it. */
  enter(command: string[]): string[]
  /**
   * Whether a process enters by itself at once. Else the kernel first waits for a quiet moment of all processors, some 5 to
   * 15 ms in which other things may be done.
   */
  isQuick: boolean
  /** Puts a process in, with all that it starts from then on. @throws when that can't be done. */
  add(pid: number): void
  /** Whether the kernel killed one of its processes for want of memory, before anybody looked. */
  ranOutOfMemory(): boolean
  remove(): void
}

let made = 0

/**
 * A control group that limits processes and memory, where this process may make one; else null. Only root
 * can as a rule, and root is who needs it: the kernel does not apply the limit on processes to root, and
 * a fork bomb starves whoever polls.
 */
export function makeControlGroup(limits: Limits): ControlGroup | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  if (made === 0) sweep()
  made += 1
  const name = `git-improver-${process.pid}-${made}`
  const groups = [
    makeOne('/sys/fs/cgroup/pids', name, { 'pids.max': limits.processes }),
    makeOne('/sys/fs/cgroup/memory', name, { 'memory.limit_in_bytes': limits.memoryBytes * 2 }),
    makeOne('/sys/fs/cgroup', name, { 'pids.max': limits.processes, 'memory.max': limits.memoryBytes * 2 }),
  ].filter(group => group !== null)
  if (groups.length === 0) return null
  // Only for the thread that asks for itself (0) is there no wait: cgroup_procs_write_start, Linux 5.9. Version 2 has no
  // such file for a whole process.
  const threads = groups.map(group => join(group, 'tasks'))
  const isQuick = threads.every(file => existsSync(file))
  const entering = isQuick
    ? threads.map(file => `echo 0 > '${file}'`)
    : groups.map(group => `echo $$ > '${group}/cgroup.procs'`)
  const lines = [...entering, ...limitScript(limits)]
  return {
    enter: command => ['/bin/sh', '-c', `${lines.join(' && ')} && exec "$@"`, 'sh', ...command],
    isQuick,
    add(pid) {
      for (const group of groups) writeFileSync(join(group, 'cgroup.procs'), String(pid))
    },
    ranOutOfMemory: () => groups.some(group => killsIn(group) > 0),
    remove: () => {
      for (const group of groups) removeSoon(group, 20)
    },
  }
}

/** Groups of a run that was itself killed stay behind, empty, since its processes died with it. */
function sweep(): void {
  for (const parent of ['/sys/fs/cgroup/pids', '/sys/fs/cgroup/memory', '/sys/fs/cgroup']) {
    if (!existsSync(join(parent, 'cgroup.procs'))) continue
    for (const name of readdirSync(parent)) {
      const [, pid] = /^git-improver-(\d+)-\d+$/.exec(name) ?? []
      if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeSoon(join(parent, name), 0)
    }
  }
}

/** Version 1 has a folder for each controller, version 2 one for all; whichever lacks the files is none. */
function makeOne(parent: string, name: string, settings: Record<string, number>): string | null {
  const group = join(parent, name)
  if (!existsSync(join(parent, 'cgroup.procs'))) return null
  try {
    mkdirSync(group)
  } catch {
    return null
  }
  try {
    for (const [file, value] of Object.entries(settings)) writeFileSync(join(group, file), String(value))
    return group
  } catch {
    removeSoon(group, 0)
    return null
  }
}

/** Version 1 counts them in memory.oom_control (Linux 4.13 and later), version 2 in memory.events. */
function killsIn(group: string): number {
  for (const file of ['memory.events', 'memory.oom_control']) {
    try {
      const [, count] = /^oom_kill (\d+)$/m.exec(readFileSync(join(group, file), 'utf8')) ?? []
      if (count !== undefined) return Number(count)
    } catch {
      // The other version's name, or a controller that is not about memory.
    }
  }
  return 0
}

/** The kernel lets a group go once its last process is buried, which takes a moment after the kill. */
function removeSoon(group: string, tries: number): void {
  rmdir(group, error => {
    if (error && tries > 0) setTimeout(() => removeSoon(group, tries - 1), 50)
  })
}
