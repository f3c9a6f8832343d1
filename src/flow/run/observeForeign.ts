import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCompiler } from '../../checks/compiler.ts'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import { foreignKind, foreignName } from '../../improvers/foreign.ts'
import type { Source } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { findPolicyRef } from '../loadPolicy.ts'
import { probesFolder } from '../probesFolder.ts'
import type { Observed } from './observed.ts'

const PATIENCE_MS = 2 * 60_000
/** More than anybody looks through; each is compared with the others. */
const MOST_FOUND = 2000

/**
 * Lets an improver of the repository's own look at the code. It is code of the repository, so that it runs in the sandbox and never in
 * this process; and it is read from the ref that has the policy, so that no branch under work brings its own.
 * @param path as the policy names it. @param folder an own, empty one.
 */
export async function observeForeign(
  repo: Repository,
  policy: Policy,
  path: string,
  { files, tests }: Source,
  folder: string,
): Promise<Observed> {
  const ref = await findPolicyRef(repo)
  const text = ref && (await textAt(repo, `${ref}:${path.replace(/^\.\//, '')}`))
  if (!text) return { notRun: `${path} is not there in ${ref ?? 'any ref that has the policy'}` }
  mkdirSync(folder, { recursive: true })
  const [module, source] = [join(folder, 'improver.mjs'), join(folder, 'source.json')]
  const { ts } = await loadCompiler()
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  writeFileSync(module, ts.transpileModule(text, { compilerOptions }).outputText)
  writeFileSync(source, JSON.stringify({ files, tests }))
  const sandbox = await openSandbox(policy.sandbox)
  const probes = probesFolder()
  const { ended, stdout } = await sandbox.run(
    [process.execPath, join(probes, 'foreign.js'), module, source],
    {
      ...CHECK_LIMITS,
      timeoutMs: PATIENCE_MS,
      cwd: folder,
      writable: [],
      readable: [folder, probes],
    },
  )
  if (ended !== 'exit') return { notRun: `${path} ran into its limit of ${ended}` }
  const told = lastLine(stdout)
  if (typeof told.failed === 'string') return { notRun: `${path}: ${told.failed.slice(0, 200)}` }
  if (!Array.isArray(told.found)) return { notRun: `${path} said nothing that can be read` }
  if (told.found.length > MOST_FOUND)
    return { notRun: `${path} found ${told.found.length} places, and no more than ${MOST_FOUND} are read` }
  return { observation: { kind: foreignKind(foreignName(path)), data: told.found } }
}

async function textAt(repo: Repository, name: string): Promise<string | null> {
  const objects = openObjects(repo)
  try {
    const object = await objects.get(name)
    return object?.type === 'blob' ? object.bytes.toString('utf8') : null
  } finally {
    objects.close()
  }
}

function lastLine(stdout: string): { failed?: unknown; found?: unknown } {
  try {
    const value: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
