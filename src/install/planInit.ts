import { accessSync, constants, existsSync, lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '../model/failure.ts'
import type { Carrier } from '../model/policy.ts'
import { readFileState, sameState, textFile } from './fileState.ts'
import { whereText } from './hookStub.ts'
import type { InstallFacts } from './installFacts.ts'
import type { HookName, InstallPlan, InstallStep } from './installStep.ts'
import { findManager } from './managers.ts'
import { planPolicy } from './planPolicy.ts'
import { planServerSettings } from './planServerSettings.ts'
import type { PolicyFileChoices } from './policyFile.ts'
import { carrierPath, protectedCachePath, protectedCacheText } from './protectedCache.ts'

/**
 * What the user chose. `only` is for hosts that run no other hook of a server. `protect` are the globs of a policy that
 * is there already, read by the caller, and `carrier` its `attribution.carrier`.
 */
export type InitChoices = {
  preset: PolicyFileChoices['preset']
  server?: boolean
  only?: 'update'
  protect?: string[]
  carrier?: Carrier
}

/**
 * Plans an installation; nothing is changed. An empty list of steps means that all is in place.
 * @throws Failure when this repository can't have it as asked: bare without `server`, no person, no branch to
 * protect, hooks that other repositories share, a directory that can't be written.
 */
export function planInit(facts: InstallFacts, choices: InitChoices): InstallPlan {
  const server = choices.server ?? false
  if (facts.bare && !server)
    throw new Failure(`${facts.dir} is a bare repository, where nobody commits`, [
      { run: ['git', '-C', facts.dir, 'improver', 'init', '--server'], where: 'here' },
    ])
  if (!facts.bare && server)
    throw new Failure(`${facts.dir} has a work tree; a server repository is bare`, [
      { run: ['git', '-C', facts.dir, 'improver', 'init'], where: 'here' },
    ])
  const manager = findManager(facts)
  const part = manager.plan(facts, server ? serverHooks(choices) : clientHooks(choices))
  const policy = server ? null : planPolicy(facts, choices)
  const steps = [
    ...part.steps,
    ...(server
      ? planServerSettings(facts)
      : planOwnFiles(facts, choices.protect ?? policy?.protect ?? null, choices.carrier)),
    ...(policy?.steps ?? []),
  ]
  for (const step of steps) refuseUnwritable(step)
  const notes = [
    ...part.notes,
    ...(policy?.notes ?? []),
    ...fleeting(facts),
    ...(server ? serverNotes(facts, choices) : []),
  ]
  const next = [...(part.manual.length ? part.next : []), ...(policy?.next ?? [])]
  const { dir, commonDir } = facts
  return {
    kind: 'init',
    dir,
    commonDir,
    manager: manager.name,
    steps,
    manual: part.manual,
    notes,
    next,
    directories: [],
  }
}

function clientHooks({ carrier }: InitChoices): HookName[] {
  return [
    'commit-msg',
    'pre-push',
    'prepare-commit-msg',
    ...(carrier === 'note' ? ['post-commit' as const] : []),
  ]
}

function serverHooks({ only }: InitChoices): HookName[] {
  return only ? [only] : ['pre-receive', 'post-receive']
}

function serverNotes({ sha256 }: InstallFacts, { only }: InitChoices): string[] {
  return [
    ...(only
      ? [
          'update judges one ref after the other: a push of several refs may land in part, where pre-receive takes all or none',
        ]
      : []),
    ...(sha256
      ? [
          'this repository is SHA-256, which the second, independent reader cannot read: what approves is decoded by git and by us alone',
        ]
      : []),
  ]
}

/** The files in the git directory that the sh hooks read. They are ours and change with the policy. */
function planOwnFiles(
  facts: InstallFacts,
  protect: string[] | null,
  carrier: Carrier | undefined,
): InstallStep[] {
  const files: [string, string, string][] = [
    [join(facts.commonDir, 'improver', 'where'), whereText(facts.where), 'where this clone has the package'],
  ]
  const tags = carrierPath(facts.commonDir)
  if (carrier || readFileState(tags).kind === 'absent')
    files.push([tags, `${carrier ?? 'trailer'}\n`, 'how the commits of agents are tagged, for the sh hooks'])
  if (protect)
    files.push([
      protectedCachePath(facts.commonDir),
      protectedCacheText(protect),
      'what is protected, for the sh hooks',
    ])
  return files.flatMap(([path, text, detail]): InstallStep[] => {
    const before = readFileState(path)
    const after = textFile(text, 0o644)
    if (sameState(before, after)) return []
    const action = before.kind === 'absent' ? 'create' : 'edit'
    return [{ action, path, detail, before, after, owned: true }]
  })
}

/** Said before anything is done, because half an installation is worse than none. */
function refuseUnwritable(step: InstallStep): void {
  let dir = dirname(step.path)
  while (!existsSync(dir)) {
    // A dangling link would send our directories somewhere else.
    if (lstatSync(dir, { throwIfNoEntry: false })) throw new Failure(`${dir} is a symlink that leads nowhere`)
    dir = dirname(dir)
  }
  try {
    accessSync(dir, constants.W_OK)
  } catch {
    throw new Failure(`${dir} can't be written, so ${step.path} can't be put there`, [
      { run: ['ls', '-ld', dir], where: 'here' },
    ])
  }
}

/** npx keeps packages in a cache that is emptied some day, and then every hook says only that it is missing. */
function fleeting({ where }: InstallFacts): string[] {
  if (!/[\\/](_npx|\.pnpm-store|dlx-[^/]*)[\\/]/.test(where.home)) return []
  return [
    'the package runs from a cache that may be emptied: install it with npm install --save-dev git-improver',
  ]
}
