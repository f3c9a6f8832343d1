/** Who types a command: each has a home, an identity and a clone of their own. */
export type Player = 'jane' | 'rob'

/**
 * One command of the demo and what must come of it. `{name}` in `run` stands for something that an
 * earlier command taught, or for a value that the stage knows.
 */
export type Step = {
  who: Player
  /** A line for a POSIX shell, shown as it is run. */
  run: string
  /** The exit code it must end with; 0 when left out. */
  exit?: number
  /** What its output must say. */
  says?: RegExp[]
  /** What its output must not say. */
  silent?: RegExp[]
  /** Names for the first group of a pattern in its output. */
  learn?: Record<string, RegExp>
  /** How many lines of output are shown; all when left out. Everything is checked all the same. */
  show?: number
}

export type Scene = {
  heading: string
  /** What a spectator should know before the commands, in a few lines. */
  words: string
  steps: Step[]
}

/** What the scenes need to know of the stage before anything has run. */
export type Setting = {
  /** Whether people sign with SSH keys, so that a review is more than typed text. */
  signing: boolean
  /** Whether the repository's code runs in isolation. */
  sandbox: 'required' | 'none'
}
