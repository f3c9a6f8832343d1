import type { Policy } from '../model/policy.ts'
import { meaningProblems } from './meaningProblems.ts'
import { mergeLayers } from './mergeLayers.ts'
import { type Layer, policyLayers } from './policyLayers.ts'
import { type Problem, policyFailure } from './problem.ts'
import { resolvePolicy } from './resolvePolicy.ts'

/**
 * Reads a policy.
 * @param text what `.improver/policy.yaml` says.
 * @param presets the presets there are, by name and number (`recommended@1`).
 * @param where names the file in messages (`refs/heads/main:.improver/policy.yaml`).
 * @throws Failure (exit 2) that names every problem with line and column.
 */
export function readPolicy(text: string, presets: Record<string, string>, where: string): Policy {
  return readLayers(text, presets, where).policy
}

/** The policy and the texts it comes from, the file first. Throws as `readPolicy` does. */
export function readLayers(
  text: string,
  presets: Record<string, string>,
  where: string,
): { policy: Policy; layers: Layer[] } {
  const problems: Problem[] = []
  const layers = policyLayers(text, presets, where, problems)
  const written = mergeLayers(layers)
  problems.push(...meaningProblems(written, layers))
  if (problems.length > 0) throw policyFailure(problems)
  return { policy: resolvePolicy(written, layers[1]?.where ?? where), layers }
}
