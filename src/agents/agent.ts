/** A regular expression as data: its source text, always matched without regard to case. */
export type Pattern = string

/**
 * What one coding agent, or one automation, leaves behind in a repository. Facts only: what follows
 * from them is for the gate and the policy to say.
 */
export type Agent = {
  name: string
  /** An agent writes code of its own; automation (Renovate, release bots, a forge's committer) does not. */
  kind: 'agent' | 'automation'
  /** Addresses that the tool itself authors or commits with: patterns for the whole address. */
  emails: Pattern[]
  /** Trailers that it adds: the key without case, and a pattern found anywhere in the value. */
  trailers: { key: string; value: Pattern }[]
  /** Other marks in messages, each a pattern for one whole line. */
  marks: Pattern[]
  /** Marks in the author's or committer's name, such as aider's suffix. */
  names: Pattern[]
  /** Environment variables that are set (not empty) while it runs a command. */
  environment: string[]
  /** The names by which a person or a script starts it on a command line. */
  commands: string[]
  /** Where each of these facts can be looked up. */
  sources: string[]
}
