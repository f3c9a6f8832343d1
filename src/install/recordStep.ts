import { readFileState } from './fileState.ts'
import type { InstallStep } from './installStep.ts'
import { type Journal, type JournalRecord, stateDigest, storeState } from './journal.ts'

/**
 * The journal with one more step, which is written before the step is done: a machine that stops between the
 * two must not leave somebody's hook aside with nobody knowing. When the path is in it already (an upgrade), what stood there at
 * the very first stays on record: that is what uninstall gives back.
 */
export function recordStep(journal: Journal, step: InstallStep): Journal {
  if (step.action === 'move') {
    const record: JournalRecord = {
      did: 'move',
      path: step.path,
      to: step.to,
      before: storeState(step.before),
    }
    return { ...journal, records: [...journal.records, record] }
  }
  // What a configuration file will hold only git knows, so it is looked at; the caller records such a step twice.
  const left = stateDigest(step.action === 'config' ? readFileState(step.path) : step.after)
  const did = step.action === 'config' ? 'config' : 'write'
  const known = journal.records.findIndex(record => record.did === did && record.path === step.path)
  const first = journal.records[known]
  if (first && first.did !== 'move') {
    const records = journal.records.with(known, merge(first, step, left))
    return { ...journal, records }
  }
  const before = storeState(step.before)
  const record: JournalRecord =
    step.action === 'config'
      ? { did: 'config', path: step.path, before, left, settings: step.settings }
      : { did: 'write', path: step.path, before, left, ...(step.owned ? { owned: true as const } : {}) }
  return { ...journal, records: [...journal.records, record] }
}

function merge(first: JournalRecord, step: InstallStep, left: string): JournalRecord {
  if (first.did === 'write') return { ...first, left }
  if (first.did !== 'config' || step.action !== 'config') return first
  const kept = first.settings.filter(one => !step.settings.some(({ key }) => key === one.key))
  const settings = step.settings.map(one => {
    const was = first.settings.find(({ key }) => key === one.key)
    return was ? { ...one, before: was.before } : one
  })
  return { ...first, left, settings: [...kept, ...settings] }
}
