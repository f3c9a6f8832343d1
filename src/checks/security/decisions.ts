/** What a finding that a change brings leads to: the check fails, or a person is asked. */
export type Weight = 'fails' | 'asks'

/** `shipped` is what runs at users; `aside` are tests, documentation, examples and benchmarks. */
type Decision = { shipped: Weight; aside: Weight; words: string }

/**
 * What becomes of each kind of finding. What is dangerous whoever wrote it, and hardly ever honest, fails; what is
 * dangerous only in the wrong hands asks a person; neither ever passes. In tests and documentation the same words are
 * often there on purpose (a planted key, a fixture with an install script), so there a person is asked.
 */
export const DECISIONS = {
  secret: { shipped: 'fails', aside: 'asks', words: 'a secret' },
  'secret-perhaps': { shipped: 'asks', aside: 'asks', words: 'what is written like a secret' },
  hidden: { shipped: 'fails', aside: 'asks', words: 'text that no reader sees, or sees in another order' },
  payload: { shipped: 'fails', aside: 'fails', words: 'a message written in invisible characters' },
  character: { shipped: 'asks', aside: 'asks', words: 'an odd character' },
  eval: { shipped: 'fails', aside: 'asks', words: 'text that is run as code' },
  code: { shipped: 'asks', aside: 'asks', words: 'code from elsewhere' },
  dynamic: { shipped: 'asks', aside: 'asks', words: 'what it reaches cannot be read from the text' },
  network: { shipped: 'asks', aside: 'asks', words: 'the network' },
  files: { shipped: 'asks', aside: 'asks', words: 'files' },
  processes: { shipped: 'asks', aside: 'asks', words: 'processes' },
  environment: { shipped: 'asks', aside: 'asks', words: 'the environment' },
  prototype: { shipped: 'asks', aside: 'asks', words: 'a prototype that others share' },
  lint: { shipped: 'asks', aside: 'asks', words: 'lint' },
  'install-script': { shipped: 'fails', aside: 'asks', words: 'a script that runs at install' },
  manifest: { shipped: 'asks', aside: 'asks', words: 'the manifest' },
  dependency: { shipped: 'asks', aside: 'asks', words: 'a dependency' },
  'lock-elsewhere': { shipped: 'fails', aside: 'asks', words: 'the lock file points elsewhere' },
  'lock-told': { shipped: 'asks', aside: 'asks', words: 'the lock file' },
  'test-off': { shipped: 'fails', aside: 'fails', words: 'a test that no longer tests' },
  'test-edited': { shipped: 'asks', aside: 'asks', words: 'an edited test' },
  steering: { shipped: 'asks', aside: 'asks', words: 'steers' },
  unread: { shipped: 'asks', aside: 'asks', words: 'nothing here can read it' },
  advisory: { shipped: 'fails', aside: 'fails', words: 'a known vulnerability' },
  'advisory-minor': { shipped: 'asks', aside: 'asks', words: 'a known vulnerability' },
} as const satisfies Record<string, Decision>

export type Rule = keyof typeof DECISIONS
