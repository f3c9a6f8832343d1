import type { Limits } from '../../src/sandbox/sandbox.ts'

/** Roomy enough for Node, small enough that a bomb ends soon. */
export const LIMITS: Limits = {
  timeoutMs: 30_000,
  memoryBytes: 2 ** 30,
  processes: 100,
  outputBytes: 2 ** 20,
  diskBytes: 2 ** 26,
}
