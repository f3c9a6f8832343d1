import type { Step } from '../model/decision.ts'
import type { FileState } from './fileState.ts'

/** The hooks that git-improver has: a client's and a server's. `post-commit` is for notes of agents alone. */
export type HookName =
  | 'commit-msg'
  | 'pre-push'
  | 'prepare-commit-msg'
  | 'post-commit'
  | 'pre-receive'
  | 'update'
  | 'post-receive'

/** One key of the repository's own git configuration: the values it had there, and those it shall have. */
export type Setting = { key: string; before: string[]; after: string[] }

/**
 * One thing that init or uninstall does, as a value: shown first, done later, and only while the path still is
 * what `before` says. `path` is absolute. `owned` marks files of ours that change by themselves later on.
 */
export type InstallStep =
  | {
      action: 'create' | 'edit' | 'chmod' | 'delete'
      path: string
      detail: string
      before: FileState
      after: FileState
      owned?: true
    }
  | { action: 'move'; path: string; to: string; detail: string; before: FileState }
  | { action: 'config'; path: string; detail: string; before: FileState; settings: Setting[] }

/** Something that we don't do ourselves: what it is, and the very lines to add, in which file. */
export type ManualStep = { title: string; file: string; lines: string[] }

/** A whole plan. Nothing has happened yet. */
export type InstallPlan = {
  kind: 'init' | 'uninstall'
  /** The directory where git runs, and the one that all worktrees share. */
  dir: string
  commonDir: string
  /** Which hook manager is in charge: `git` when there is none. */
  manager: string
  steps: InstallStep[]
  manual: ManualStep[]
  /** What a person should know: why something is left alone, or what a choice means. */
  notes: string[]
  /** What comes after it. */
  next: Step[]
  /** Directories that uninstall takes away when they are empty, innermost first. */
  directories: string[]
}

/** The plan as `--json` prints it. */
export function planAsJson(plan: InstallPlan): { steps: { path: string; action: string }[] } {
  return { steps: plan.steps.map(({ path, action }) => ({ path, action })) }
}
