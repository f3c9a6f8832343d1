import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Failure } from '../../model/failure.ts'
import { ABSENT, type FileState, readFileState, sameState, textFile, textOf } from '../fileState.ts'
import { gateCommand, type HookManager, type ManagerPart } from '../hookManager.ts'
import { ASIDE, hookStub, isOurStub } from '../hookStub.ts'
import type { InstallFacts } from '../installFacts.ts'
import type { HookName } from '../installStep.ts'
import { shellQuote } from '../shellQuote.ts'

/**
 * No manager: the hooks directory of the repository itself. A hook that is there is moved aside in the same
 * directory (so that what it finds beside itself stays found), and our hook runs it first.
 */
export const gitHooks: HookManager = {
  name: 'git',
  found: () => true,
  plan(facts, hooks) {
    refuseForeignDirectory(facts)
    const part: ManagerPart = { steps: [], manual: [], notes: [], next: [] }
    for (const name of hooks) planHook(facts, name, part)
    return part
  },
}

function planHook(facts: InstallFacts, name: HookName, part: ManagerPart): void {
  const path = join(facts.hooksDir.path, name)
  const before = facts.hooks.get(name) ?? ABSENT
  const after = textFile(hookStub(name, facts.where), 0o755)
  if (sameState(before, after)) return
  if (isOurStub(textOf(before))) {
    part.steps.push({ action: 'edit', path, detail: 'our own hook, brought up to date', before, after })
    return
  }
  if (before.kind === 'absent') {
    part.steps.push({ action: 'create', path, detail: `a ${name} hook that asks the gate`, before, after })
    return
  }
  if (before.kind === 'other') throw new Failure(`${path} is not a file, so no hook can be put there`)
  if (actsOnItsName(path, name, before)) {
    part.manual.push({
      title: `${name} is there and acts on the name it is called by, so it can't be moved aside; call the gate in it`,
      file: path,
      lines: [`${gateCommand(facts, shellQuote)} ${name} "$@" || exit $?`],
    })
    return
  }
  const to = `${path}${ASIDE}`
  if (facts.hooks.has(basename(to)))
    throw new Failure(`${path} was put there after git-improver had moved an older hook to ${to}`, [
      { ask: 'Which of the two shall run? Keep that one as the hook, delete the other, and run init again.' },
    ])
  part.steps.push(
    { action: 'move', path, to, detail: 'the hook that was there; it still runs, first', before },
    { action: 'create', path, detail: `runs ${basename(to)}, then asks the gate`, before: ABSENT, after },
  )
  if (before.kind === 'file' && !(before.mode & 0o111))
    part.notes.push(`${name} was not executable, so git ignored it, and it stays ignored`)
}

/**
 * Some hooks are one program under many names (overcommit, busybox style links, hand-made dispatchers).
 * Under another name they would do another thing, or nothing.
 */
function actsOnItsName(path: string, name: HookName, state: FileState): boolean {
  let text = textOf(state)
  if (state.kind === 'symlink') {
    const target = readFileState(path).kind === 'absent' ? '' : readTarget(path)
    if (target && !target.startsWith('#!') && basename(state.target) !== name) return true
    text = target
  }
  return /basename\b[^\n]*(\$0|\$\{0|BASH_SOURCE|__FILE__|__file__|argv)|\$\{0##|PROGRAM_NAME|__filename/.test(
    text,
  )
}

function readTarget(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

/** Hooks that other repositories run too are not ours to change. */
function refuseForeignDirectory({ hooksDir, commonDir, dir, where, bare }: InstallFacts): void {
  const { path, scope, place, kind } = hooksDir
  if (kind === 'other')
    throw new Failure(
      `core.hooksPath (${scope}) is ${path}, which is no directory: hooks are switched off here`,
      [{ run: ['git', '-C', dir, 'config', '--show-origin', '--get-all', 'core.hooksPath'], where: 'here' }],
    )
  if (place === 'repository') return
  const own = join(commonDir, 'hooks')
  const name = bare ? 'pre-receive' : 'commit-msg'
  throw new Failure(
    `core.hooksPath (${scope}) is ${path}, outside this repository: other repositories may run those hooks too`,
    [
      { run: ['git', '-C', dir, 'config', '--local', 'core.hooksPath', own], where: 'here' },
      {
        ask: `Do its hooks have to run here? Then add to ${join(path, name)}: sh ${shellQuote(join(where.home, 'hooks/gate/run'))} ${name} "$@" || exit $?`,
      },
    ],
  )
}
