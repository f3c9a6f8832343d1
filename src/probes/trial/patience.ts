const later = setTimeout
const noLater = clearTimeout
const now = performance.now.bind(performance)

/**
 * How long one wait for what comes from outside may take in all, in milliseconds. Reading a file or signing a text takes one; a busy
 * machine makes that a hundred, and a socket that nobody closes would take for ever.
 */
const PATIENT_MS = 400
/** After so many waits that took all of it this is how the module is, and it gets less. */
const MOST_OVERRUN = 5
const IMPATIENT_MS = 20

/** What Node has open while it reaches for another machine: what comes of that, and when, is chance, also where no network is. */
const NETWORK = /^(?:TCP|TLS|UDP|GetAddrInfo|GetNameInfo|QueryReq|HTTP)/

let overrun = 0

/** Whether something is under way to another machine. */
export function isOnNetwork(): boolean {
  return process.getActiveResourcesInfo().some(name => NETWORK.test(name))
}

/** One wait for what no clock can hurry: files, and work that Node does on other threads. */
export type Patience = {
  isOver(): boolean
  /**
   * Lets something happen outside.
   * @returns whether nothing is left that could: Node says so itself when it has no more to do (`beforeExit`). What it has open can't be
   *   asked instead, since `getActiveResourcesInfo` knows nothing of signing, hashing and compressing.
   */
  waitForOutside(): Promise<boolean>
}

export function startPatience(): Patience {
  const over = now() + (overrun < MOST_OVERRUN ? PATIENT_MS : IMPATIENT_MS)
  return {
    isOver() {
      if (now() < over) return false
      overrun++
      return true
    },
    waitForOutside() {
      return new Promise(done => {
        const end = (isIdle: boolean) => {
          process.off('beforeExit', idle)
          noLater(timer)
          done(isIdle)
        }
        const idle = () => end(true)
        const timer = later(() => end(false), 1)
        // It must not be what keeps Node busy.
        timer.unref()
        process.once('beforeExit', idle)
      })
    },
  }
}
