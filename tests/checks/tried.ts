import { behaviour } from '../../src/checks/behaviour.ts'
import type { CheckResult } from '../../src/model/check.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

export const SAME: Files = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, target: 'es2022', types: [], skipLibCheck: true },
    include: ['src'],
  }),
}

/** What the behaviour check says of two texts of one module. */
export async function tried(before: string, after: string, also: Files = {}): Promise<CheckResult> {
  const candidate = makeCandidate({ ...SAME, ...also }, { 'src/a.ts': before }, { 'src/a.ts': after })
  return behaviour.run(candidate, await makeContext())
}
