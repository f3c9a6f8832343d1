const MOST = 2
const started = new Map<string, number>()

/**
 * What makes a command that a test starts record which lines it ran: only the first few of its kind in a test file, since
 * recording takes a quarter of the time and the next hundred run the same lines.
 * @param kind a verb of ours, or of git's where hooks of ours run.
 */
export function recorded(kind: string): { NODE_V8_COVERAGE?: string } {
  const folder = process.env.NODE_V8_COVERAGE
  const before = started.get(kind) ?? 0
  started.set(kind, before + 1)
  return folder && before < MOST ? { NODE_V8_COVERAGE: folder } : {}
}
