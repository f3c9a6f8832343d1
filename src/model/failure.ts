import type { Step } from './decision.ts'

/**
 * Exit codes of every verb: 0 allowed or passed, 1 refused or failed, 2 bad input (128 during a bisect,
 * to which a 2 is a bad commit), 125 inconclusive (git bisect's skip), 128 our own fault.
 */
export const EXIT = { ok: 0, refused: 1, badInput: 2, inconclusive: 125, fault: 128 } as const

/**
 * The one error that is meant for a person: what, where, and the next command.
 * Anything else that is thrown is a fault of ours and exits with 128.
 */
export class Failure extends Error {
  readonly next: Step[]
  readonly exit: number

  constructor(message: string, next: Step[] = [], exit: number = EXIT.badInput) {
    super(message)
    this.name = 'Failure'
    this.next = next
    this.exit = exit
  }
}
