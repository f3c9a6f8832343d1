import type { FileState } from './fileState.ts'
import type { Where } from './hookStub.ts'
import type { Journal } from './journal.ts'

/** Where git looks for hooks, and which configuration says so (`default` when none does). */
export type HooksDir = {
  path: string
  scope: 'default' | 'local' | 'worktree' | 'global' | 'system' | 'command'
  /** `repository`: in the git directory. `tree`: in the work tree, so it is committed. `outside`: neither. */
  place: 'repository' | 'tree' | 'outside'
  /** A real directory, nothing there yet, or something that is no directory (`/dev/null`). */
  kind: 'directory' | 'absent' | 'other'
}

/** Everything that planning needs to know, gathered once; planning itself looks nothing up but file states. */
export type InstallFacts = {
  /** Top of the work tree, or the bare repository. */
  dir: string
  gitDir: string
  commonDir: string
  bare: boolean
  /** Whether objects are named by SHA-256. */
  sha256: boolean
  where: Where
  /** The package's root as seen from the top of the work tree, when it lies inside; else null. */
  homeInTree: string | null
  hooksDir: HooksDir
  /** Every file in the hooks directory but git's samples. */
  hooks: ReadonlyMap<string, FileState>
  /** The names in the top directory, and package.json when it can be read. */
  topFiles: ReadonlySet<string>
  packageJson: { [key: string]: unknown } | null
  branches: {
    /** What HEAD names, even before the first commit; null when it is detached. */
    current: string | null
    unborn: boolean
    main: boolean
    master: boolean
    /** The branch that the remote's HEAD names. */
    remote: string | null
  }
  identity: { name: string; email: string } | null
  /** The SSH key that this person signs commits with: type and base64. */
  signingKey: string | null
  homeDir: string
  policy: FileState
  /** Whether git tracks the policy file: then it is the team's, and uninstall leaves it. */
  policyTracked: boolean
  config: { path: string; before: FileState; values: ReadonlyMap<string, string[]> }
  journal: Journal | null
}
