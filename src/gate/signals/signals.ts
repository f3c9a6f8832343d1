import { agentIdentity } from './agentIdentity.ts'
import { agentMarks } from './agentMarks.ts'
import { agentNotes } from './agentNotes.ts'
import { improverTrailers } from './improverTrailers.ts'
import { marker } from './marker.ts'
import { receipt } from './receipt.ts'
import type { Signal } from './signal.ts'
import { traced } from './traced.ts'

/** Every signal there is, the loudest first. */
export const SIGNALS: Signal[] = [
  improverTrailers,
  agentIdentity,
  receipt,
  marker,
  agentMarks,
  agentNotes,
  traced,
]
