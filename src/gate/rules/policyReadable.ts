import type { UpdateRule } from './updateRule.ts'

/** A push that leaves a policy which cannot be read would lock everybody out. */
export const policyReadable: UpdateRule = {
  id: 'policy-readable',
  check({ kind, update, policyProblem }) {
    if ((kind !== 'protected' && kind !== 'authority') || policyProblem === null) return []
    return [
      {
        rule: 'policy-readable',
        level: 'block',
        commit: update.new,
        why: policyProblem,
        next: [{ ask: 'mend .improver/policy.yaml and push again' }],
      },
    ]
  },
}
