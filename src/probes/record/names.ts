/** The global function that instrumented code calls, by a name that no program has: (module, site, arguments). */
export const CALLED = '__gitImproverCalled'

/** The variable of the environment that names the file to write calls to. */
export const CALLS_FILE = 'GIT_IMPROVER_CALLS'
