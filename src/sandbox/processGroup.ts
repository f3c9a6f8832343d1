import { readdirSync, readFileSync } from 'node:fs'

/** What a sandboxed command uses at one moment. `tasks` counts threads too. */
export type Usage = { pids: number[]; tasks: number; memoryBytes: number }

type Stat = { pid: number; parent: number; group: number; tasks: number }

/**
 * Finds all processes of a run: those of the process group `leader` leads, their descendants, and those
 * that carry `mark` in their first environment, which finds a daemon that left group and parent.
 * Reads /proc; where there is none the answer is the leader alone.
 */
export function readUsage(leader: number, mark: string | null): Usage {
  const all = readAll()
  const parents = new Map(all.map(stat => [stat.pid, stat]))
  const known = new Map<number, boolean>([[leader, true]])
  const belongs = (stat: Stat): boolean => {
    const before = known.get(stat.pid)
    if (before !== undefined) return before
    known.set(stat.pid, false)
    const parent = parents.get(stat.parent)
    const answer =
      stat.group === leader || (parent !== undefined && belongs(parent)) || carries(stat.pid, mark)
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
  return names.flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    const text = read(`/proc/${name}/stat`)
    // The program's name stands in parentheses and may hold anything, so count from the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    if (fields.length < 20) return []
    const [, parent, group] = fields
    return [{ pid: Number(name), parent: Number(parent), group: Number(group), tasks: Number(fields[17]) }]
  })
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
