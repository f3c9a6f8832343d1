import type { Sandbox } from '../../sandbox/sandbox.ts'

/** Two trees that differ by one improvement, and what measures in them. */
export type Trees = {
  base: string
  head: string
  sandbox: Sandbox
  probes: string
  readable: string[]
  progress(text: string): void
}

/** For one look at one case. */
export const LIMITS = {
  timeoutMs: 10 * 60_000,
  memoryBytes: 4 * 2 ** 30,
  processes: 512,
  outputBytes: 8 * 2 ** 20,
}
