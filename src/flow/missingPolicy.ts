import type { Policy } from '../model/policy.ts'
import { readPolicy } from '../policy/readPolicy.ts'
import { presetTexts } from './packageRoot.ts'

/** What `run` goes by where nobody has written a policy. */
export function defaultPolicy(): Policy {
  return readPolicy(
    'version: 1\nextends: recommended@1\nbranches: { protected: [main, master] }\n',
    presetTexts(),
    'no policy',
  )
}

/** What holds where nobody has written a policy: no branch is protected. */
export function unprotectedPolicy(): Policy {
  return readPolicy(
    'version: 1\nextends: recommended@1\nbranches: { protected: [] }\n',
    presetTexts(),
    'no policy',
  )
}
