const running = new Set<() => void>()

/** Takes note of what ends a command that was just started. @returns to be called when it has ended. */
export function noteRunning(kill: () => void): () => void {
  running.add(kill)
  return () => running.delete(kill)
}

/**
 * Kills every command that runs in a sandbox of this process, for one that is about to die itself: they would
 * outlive it by a moment, and still write into folders that are being removed.
 */
export function endRunning(): void {
  for (const kill of running) kill()
  running.clear()
}
