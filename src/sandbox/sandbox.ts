import type { SandboxKind } from '../model/check.ts'

/** A folder or file lent read-only: what stands at `source` outside is seen at `target` inside. */
export type Mount = { source: string; target: string }

/** What one command may use. Every limit is for all its processes together. */
export type Limits = {
  timeoutMs: number
  /** Anonymous and shared memory of all processes, and the size of the private /tmp. */
  memoryBytes: number
  /** Processes and threads. */
  processes: number
  /** Of both outputs together; a command that prints more is killed. */
  outputBytes: number
  /** What the writable folders may hold once the command has added to them; by default 2 GiB. */
  diskBytes?: number
  /** The same for how many files and folders, where the file system counts them; by default 262,144. */
  files?: number
  /** What one process may hold open; by default 4,096. */
  openFiles?: number
}

/** Where a command runs, what it may see and what it may use. All paths are absolute. */
export type RunOptions = Limits & {
  cwd: string
  /** Folders that the command may change; what it writes there stays. */
  writable: string[]
  /** Files and folders lent read-only at their own place. */
  readable: string[]
  /** Folders lent read-only at another place; only bubblewrap can do that, others leave them out. */
  mounts?: Mount[]
  /** Added to the scrubbed environment. */
  env?: Record<string, string>
}

/** Why a command came to its end: its own exit, or the limit that it ran into. */
export type Ended = 'exit' | 'timeout' | 'output' | 'memory' | 'processes' | 'disk' | 'files'

export type SandboxResult = {
  /** What kept the command in: `none` means that it ran with the user's own rights. */
  kind: SandboxKind
  /** Null when the command was killed. */
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  ended: Ended
  /** Whether output was lost. */
  truncated: boolean
}

/** Runs commands of the repository; nothing else in this project may. */
export type Sandbox = {
  kind: SandboxKind
  /** Runs a command to its end. Throws only when it could not be started in the sandbox at all. */
  run(command: string[], options: RunOptions): Promise<SandboxResult>
}
