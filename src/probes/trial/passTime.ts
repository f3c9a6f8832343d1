import { isOnNetwork, startPatience } from './patience.ts'
import type { Stage } from './stage.ts'

const realImmediate = setImmediate

/**
 * Lets time pass until something is settled: moves the clock from timer to timer, and where there is none waits for what comes from
 * outside. Gives up when nothing is left that could settle it, or after so many timers; where it reaches for another machine, or
 * something from outside keeps it waiting, it is said that this is how it was this time.
 * @param mostTurns how often the clock is moved.
 */
export async function passTime(
  { stage, say, moveClock }: { stage: Stage; say(line: string): void; moveClock(): Promise<void> },
  isSettled: () => boolean,
  mostTurns: number,
): Promise<void> {
  const patience = startPatience()
  let [idle, reaches] = [false, false]
  for (let turn = 0; !isSettled() && turn < mostTurns && !idle; ) {
    await new Promise(done => realImmediate(done))
    if (isSettled()) return
    if (!reaches && isOnNetwork()) {
      reaches = true
      say(stage.unlike('network'))
    }
    if (stage.clock.countTimers() > 0) {
      turn++
      await moveClock()
    } else if (patience.isOver()) {
      say(stage.unlike('patience'))
      return
    } else idle = (await patience.waitForOutside()) && stage.clock.countTimers() === 0
  }
}
