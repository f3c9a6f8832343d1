import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import { measureStarts } from '../../bench/measureStarts.ts'
import type { CheckContext } from '../../checks/check.ts'
import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import { checkStart, type StartLimits } from './checkStart.ts'
import { type StartModules, startModules } from './startModules.ts'

type Where = Pick<CheckContext, 'sandbox' | 'probes' | 'readable' | 'limits'>

/** Whether what a change leads to still starts within limits of time and memory; `checkStart` says what decides. */
export async function startOf(
  candidate: Candidate,
  context: Where,
  limits: StartLimits,
  seed: number,
): Promise<CheckResult> {
  const modules = startModules(candidate)
  if (modules === null)
    return { status: 'not-run', why: 'the change leads to no module that could be started', evidence: {} }
  const paths = await made(candidate, modules, context.probes).catch((error: unknown) => {
    if (error instanceof Failure) return error
    throw error
  })
  if (paths instanceof Failure)
    return { status: 'inconclusive', why: paths.message.split('\n')[0] ?? '', evidence: {} }
  const { sandbox, probes, readable, limits: each } = context
  const { base, head } = candidate
  const arena = { sandbox, probes, readable, limits: each, base, candidate: head, modules: paths }
  let next = seed
  const result = await checkStart(limits, pairs => measureStarts(arena, { pairs, seed: next++ }))
  return { ...result, evidence: { ...result.evidence, modules: { ...modules } } }
}

/**
 * The modules as both trees have them now. Node reads plain JavaScript as it stands, with all that it costs to find each
 * file; of everything else one file is made, in the same way on both sides, so that only what the code does is measured.
 */
async function made(
  { base, head }: Candidate,
  { plain, bundled }: StartModules,
  probes: string,
): Promise<Path[]> {
  const bundles: Path[] = []
  for (const file of bundled) {
    await bundleBenchmark(base, file, probes)
    bundles.push(await bundleBenchmark(head, file, probes))
  }
  return [...plain, ...bundles]
}
