import { join } from 'node:path'
import { packageRoot } from './packageRoot.ts'

/** Where the built probes stand: what runs inside of the sandbox beside the repository's code. */
export function probesFolder(): string {
  return join(packageRoot(), 'dist', 'probes')
}
