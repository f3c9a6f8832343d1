import type { Scene, Setting } from './scene.ts'
import { begin } from './scenes/begin.ts'
import { harmlessLooking } from './scenes/harmlessLooking.ts'
import { improve } from './scenes/improve.ts'
import { landDocumentation } from './scenes/landDocumentation.ts'
import { ledger } from './scenes/ledger.ts'
import { signOff } from './scenes/signOff.ts'
import { slowLookup } from './scenes/slowLookup.ts'
import { undo } from './scenes/undo.ts'

/** The whole life of improvements, in the order of the play. */
export function scenes(setting: Setting): Scene[] {
  return [
    begin(setting),
    improve(setting),
    landDocumentation,
    ledger,
    slowLookup,
    signOff(setting),
    harmlessLooking,
    undo,
  ]
}
