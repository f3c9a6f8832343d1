import { readdirSync, readFileSync } from 'node:fs'

/** What a sandboxed command uses at one moment. `tasks` counts threads too. */
export type Usage = { pids: number[]; tasks: number; memoryBytes: number }

type Stat = { pid: number; parent: number; group: number; tasks: number; born: number }

/**
 * Finds all processes of a run: those of the process group `leader` leads, their descendants, and those
 * that carry `mark` in their first environment, which finds a daemon that left group and parent.
 * @param since `bornAt` of the leader; older processes are not asked for the mark.
 * Reads /proc; where there is none the answer is the leader alone.
 */
export function readUsage(leader: number, mark: string | null, since = 0): Usage {
  const all = readAll()
  const parents = new Map(all.map(stat => [stat.pid, stat]))
  const known = new Map<number, boolean>([[leader, true]])
  const belongs = (stat: Stat): boolean => {
    const before = known.get(stat.pid)
    if (before !== undefined) return before
    known.set(stat.pid, false)
    const parent = parents.get(stat.parent)
    const answer =
      stat.group === leader ||
      (parent !== undefined && belongs(parent)) ||
      (stat.born >= since && carries(stat.pid, mark))
    known.set(stat.pid, answer)
    return answer
  }
  const members = all.filter(belongs)
  return {
    pids: members.map(stat => stat.pid),
    tasks: members.reduce((sum, stat) => sum + stat.tasks, 0),
    memoryBytes: members.reduce((sum, stat) => sum + memoryOf(stat.pid), 0),
  }
}

function readAll(): Stat[] {
  let names: string[]
  try {
    names = readdirSync('/proc')
  } catch {
    return []
  }
  return names.flatMap(name => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []))
}

function readStat(pid: string): Stat | null {
  const text = read(`/proc/${pid}/stat`)
  // The program's name stands in parentheses and may hold anything, so count from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 20) return null
  const [parent, group, tasks, born] = [fields[1], fields[2], fields[17], fields[19]].map(Number)
  return { pid: Number(pid), parent: parent!, group: group!, tasks: tasks!, born: born! }
}

/** When a process was started, in the kernel's own ticks since boot; 0 where that can't be read. */
export function bornAt(pid: number): number {
  return readStat(String(pid))?.born ?? 0
}

/** Anonymous and shared memory; pages of program files are nobody's in particular. */
function memoryOf(pid: number): number {
  let bytes = 0
  for (const [, kb] of read(`/proc/${pid}/status`).matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm))
    bytes += Number(kb) * 1024
  return bytes
}

function carries(pid: number, mark: string | null): boolean {
  return mark !== null && read(`/proc/${pid}/environ`).includes(mark)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
