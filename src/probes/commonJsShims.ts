import Module from 'node:module'
import { fileURLToPath } from 'node:url'

/** Libraries that benchmarks are written with, and what stands in for each. */
export const SHIMS: Record<string, string> = {
  mitata: './shims/mitata.cjs',
  tinybench: './shims/tinybench.cjs',
  vitest: './shims/vitest.cjs',
}

/** Answers `require('mitata')` and the like. */
export function answerShims(): void {
  const loader = Module as unknown as { _resolveFilename(request: string, ...rest: unknown[]): string }
  const original = loader._resolveFilename
  loader._resolveFilename = function resolve(request, ...rest) {
    const shim = Object.hasOwn(SHIMS, request) ? SHIMS[request] : undefined
    return shim ? fileURLToPath(new URL(shim, import.meta.url)) : original.call(this, request, ...rest)
  }
}
