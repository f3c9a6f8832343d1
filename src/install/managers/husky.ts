import { existsSync, lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gateCommand, type HookManager } from '../hookManager.ts'
import type { InstallFacts } from '../installFacts.ts'
import { afterShebang, sharedBlockStep } from '../sharedBlockStep.ts'
import { shellQuote } from '../shellQuote.ts'

/**
 * husky 9: core.hooksPath is `<dir>/_`, whose generated stubs run `<dir>/<hook>` with `sh -e` unless HUSKY=0.
 * The files in `<dir>` are the team's and committed, so our lines in them hold no path of this machine.
 */
export const husky: HookManager = {
  name: 'husky',
  found: ({ hooksDir }) => hooksDir.path.endsWith('/_') && hooksDir.place === 'tree',
  plan(facts, hooks) {
    const dir = dirname(facts.hooksDir.path)
    const part = { steps: [], manual: [], notes: [], next: [] } as ReturnType<HookManager['plan']>
    if (!existsSync(join(facts.hooksDir.path, 'h')))
      part.notes.push(`${facts.hooksDir.path} has no husky in it, so no hook fires yet: run npx husky`)
    for (const name of hooks) {
      const step = isRealDirectory(dir)
        ? // husky passes the file to sh itself, so it needs neither a first line nor a mode.
          sharedBlockStep(dir, name, { mode: 0o644, head: '', place: afterShebang })
        : 'blocked'
      if (step === 'blocked') part.manual.push(byHand(facts, dir, name))
      else if (step) part.steps.push(step)
    }
    return part
  },
}

function isRealDirectory(dir: string): boolean {
  return lstatSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function byHand(facts: InstallFacts, dir: string, name: string) {
  return {
    title: `${name} under husky can't be edited safely (a symlink, or no sh script)`,
    file: join(dir, name),
    lines: [`${gateCommand(facts, shellQuote)} ${name} "$@" || exit $?`],
  }
}
