import { join } from 'node:path'
import { gateCommand, type HookManager, type ManagerPart } from '../hookManager.ts'
import { afterShebang, sharedBlockStep } from '../sharedBlockStep.ts'
import { shellQuote } from '../shellQuote.ts'

/**
 * A hooks directory inside the work tree, such as `.githooks`, or `.husky` with husky 5 to 8. It is
 * committed and other people's clones run it, so our lines in it hold no path of this machine.
 */
export const treeHooks: HookManager = {
  name: 'hooks in the work tree',
  found: ({ hooksDir }) => hooksDir.place === 'tree' && hooksDir.kind !== 'other',
  plan(facts, hooks) {
    const part: ManagerPart = { steps: [], manual: [], notes: [], next: [] }
    const dir = facts.hooksDir.path
    for (const name of hooks) {
      const step = sharedBlockStep(dir, name, { mode: 0o755, head: '#!/bin/sh\n', place: afterHusky })
      if (step === 'blocked')
        part.manual.push({
          title: `${name} is no sh script, so it has to call the gate itself and refuse when that exits with 1`,
          file: join(dir, name),
          lines: [`${gateCommand(facts, shellQuote)} ${name} "$@"`],
        })
      else if (step) part.steps.push(step)
      const state = facts.hooks.get(name)
      if (state?.kind === 'file' && !(state.mode & 0o111))
        part.notes.push(`${join(dir, name)} is not executable, so git ignores it: chmod +x it to have it run`)
    }
    return part
  },
}

/** husky 5 to 8 starts the hook again from the line that reads husky.sh: ours must come after it to run once. */
function afterHusky(text: string): number | null {
  const found = /^\. .*\/_\/husky\.sh.*\n/m.exec(text)
  return found ? found.index + found[0].length : afterShebang(text)
}
