import { readdirSync, readFileSync } from 'node:fs'

const CLOSE_ON_EXEC = 0o2000000

let found: number[] | null = null

/**
 * Descriptors from 3 on that a child of ours would inherit: whatever our own parent left open (a CI
 * runner's pipe, make's job server). Neither Node nor bubblewrap closes them, and a command in the
 * sandbox could write to them. Looked for once: what Node opens itself is never inherited.
 */
export function inheritedDescriptors(): number[] {
  found ??= find()
  return found
}

function find(): number[] {
  let names: string[]
  try {
    names = readdirSync('/proc/self/fdinfo')
  } catch {
    return []
  }
  return names.map(Number).filter(descriptor => descriptor > 2 && stays(descriptor))
}

function stays(descriptor: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))
    return flags !== null && (Number.parseInt(flags[1] ?? '0', 8) & CLOSE_ON_EXEC) === 0
  } catch {
    return false
  }
}
