import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits after a lost race: a random part of a span that doubles with each loss, so that any number of
 * writers spread out. The span ends at one second: with 64 writers somebody then moves every few ms.
 */
export async function backoff(losses: number): Promise<void> {
  const span = Math.min(1_000, 8 * 2 ** Math.min(losses, 10))
  await sleep(Math.random() * span)
}
