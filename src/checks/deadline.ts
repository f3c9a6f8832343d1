import type { ts } from 'ts-morph'

/** The compiler took longer than it may. */
export class OutOfTime extends Error {}

/** Stops a compiler that runs in this process: it asks now and then whether it should go on. */
export function deadline(ms: number): ts.CancellationToken {
  const end = performance.now() + ms
  const isOver = () => performance.now() > end
  return {
    isCancellationRequested: isOver,
    throwIfCancellationRequested() {
      if (isOver()) throw new OutOfTime(`the compiler was not done after ${Math.round(ms / 1000)} s`)
    },
  }
}
