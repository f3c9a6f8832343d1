import type { Command } from 'commander'

/** What a verb may use: where to work, and the two streams. Everything for scripts goes to `out`, once. */
export type Context = {
  dir: string
  json: boolean
  out(text: string): void
  err(text: string): void
}

/**
 * One verb of the command line. `configure` names arguments and options; `run` gets them as commander
 * read them, the positional ones first, and gives the exit code.
 */
export type Verb = {
  name: string
  describe: string
  /** Shown by `-h`; the others by `help --all`. */
  common: boolean
  configure(command: Command): void
  run(context: Context, args: string[], options: Record<string, unknown>): Promise<number>
}
