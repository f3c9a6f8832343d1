import { textOf } from '../fileState.ts'
import { isOurStub } from '../hookStub.ts'
import type { InstallFacts } from '../installFacts.ts'

/** Whether a hook that lies in the hooks directory says that some manager wrote it. */
export function signedBy(facts: InstallFacts, signature: RegExp): boolean {
  return [...facts.hooks.values()].some(state => {
    const text = textOf(state)
    return !isOurStub(text) && signature.test(text)
  })
}
