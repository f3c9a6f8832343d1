import { join } from 'node:path'
import { Failure } from '../model/failure.ts'
import { ABSENT, type FileState, readFileState, sameState, textFile, textOf } from './fileState.ts'
import { ASIDE, withoutSharedBlock } from './hookStub.ts'
import type { InstallFacts } from './installFacts.ts'
import type { InstallPlan, InstallStep, Setting } from './installStep.ts'
import { type JournalRecord, journalPath, restoreState, stateDigest } from './journal.ts'

type Undo = { steps: InstallStep[]; notes: string[] }
type Write = Extract<JournalRecord, { did: 'write' }>
type Config = Extract<JournalRecord, { did: 'config' }>

/**
 * Plans the way back: every path as it was, bytes and mode. What somebody changed since is theirs: it is left
 * alone and named, but lines of ours that stand whole in it are taken out.
 * @throws Failure when nothing was installed here.
 */
export function planUninstall(facts: InstallFacts): InstallPlan {
  const { journal, dir, commonDir } = facts
  if (!journal)
    throw new Failure(`nothing was installed in ${dir}: there is no ${journalPath(commonDir)}`, [
      { run: ['git', 'improver', 'init'], where: 'here' },
    ])
  const steps: InstallStep[] = []
  const notes: string[] = []
  /** Paths where our hook stays, so that what it calls has to stay as well. */
  const kept = new Set<string>()
  for (const record of journal.records.toReversed()) {
    const undo = undoRecord(record, facts, steps, kept)
    steps.push(...undo.steps)
    notes.push(...undo.notes)
  }
  const directories = journal.directories.toReversed()
  const own = join(commonDir, 'improver')
  if (!directories.includes(own)) directories.push(own)
  return {
    kind: 'uninstall',
    dir,
    commonDir,
    manager: 'git',
    steps,
    manual: [],
    notes,
    next: [],
    directories,
  }
}

function undoRecord(
  record: JournalRecord,
  facts: InstallFacts,
  planned: InstallStep[],
  kept: Set<string>,
): Undo {
  if (record.did === 'config') return undoConfig(record, facts)
  if (record.did === 'write') {
    if (facts.policyTracked && record.path === join(facts.dir, '.improver', 'policy.yaml'))
      return say(`${record.path} is committed and stays; to take it out: git rm -r .improver`)
    return undoWrite(record, kept)
  }
  const { path, to } = record
  if (kept.has(path)) return say(`${to} stays, because ${path} runs it`)
  const aside = readFileState(to)
  // It is where it belongs: we were stopped before it was moved, or after it was moved back.
  if (aside.kind === 'absent' && sameState(readFileState(path), restoreState(record.before)))
    return { steps: [], notes: [] }
  if (aside.kind === 'absent') {
    const after = restoreState(record.before)
    const detail = `the hook that was here; ${to} is gone, so it comes from the journal`
    return { steps: [{ action: 'create', path, detail, before: ABSENT, after }], notes: [] }
  }
  if (!planned.some(step => step.path === path) && readFileState(path).kind !== 'absent')
    return say(`${to} stays, because something else is at ${path} now`)
  const changed = !sameState(aside, restoreState(record.before))
  const step: InstallStep = {
    action: 'move',
    path: to,
    to: path,
    detail: 'the hook that was here',
    before: aside,
  }
  return { steps: [step], notes: changed ? [`${path} comes back as you changed it meanwhile`] : [] }
}

function undoWrite(record: Write, kept: Set<string>): Undo {
  const { path } = record
  const now = readFileState(path)
  const after = restoreState(record.before)
  if (sameState(now, after)) return { steps: [], notes: [] }
  const back = (to: FileState, detail: string): Undo => {
    const action = to.kind === 'absent' ? 'delete' : now.kind === 'absent' ? 'create' : 'edit'
    return { steps: [{ action, path, detail, before: now, after: to }], notes: [] }
  }
  if (record.owned && now.kind === 'file') return back(after, 'ours')
  if (stateDigest(now) === record.left)
    return back(after, after.kind === 'absent' ? 'ours' : 'as it was before init')
  if (now.kind === 'absent') return say(`${path} is gone already`)
  const text = textOf(now)
  const without = now.kind === 'file' && Buffer.from(text).equals(now.bytes) ? withoutSharedBlock(text) : null
  if (now.kind === 'file' && without !== null) {
    const undo = back(textFile(without, now.mode), 'our lines are taken out, yours stay')
    return { ...undo, notes: [`${path} was changed since init, so only our lines are taken out`] }
  }
  kept.add(path)
  return say(
    `${path} was changed since init, so it is left alone: look at it and delete it by hand (see ${ASIDE})`,
  )
}

function undoConfig(record: Config, facts: InstallFacts): Undo {
  const { path } = record
  const before = readFileState(path)
  if (stateDigest(before) === record.left) {
    const detail = 'the configuration as it was before init'
    return {
      steps: [{ action: 'edit', path, detail, before, after: restoreState(record.before) }],
      notes: [],
    }
  }
  const ours = ({ key, after }: Setting) =>
    (facts.config.values.get(key) ?? []).join('\0') === after.join('\0')
  const settings = record.settings
    .filter(ours)
    .map(({ key, before, after }) => ({ key, before: after, after: before }))
  const left = record.settings.filter(setting => !ours(setting)).map(({ key }) => key)
  const notes = [`${path} was changed since init, so only our keys are set back in it`]
  if (left.length) notes.push(`${left.join(', ')} in ${path} stays, because it was set anew since init`)
  if (!settings.length) return { steps: [], notes }
  const detail = settings.map(({ key, after }) => `${key}${after.length ? `=${after}` : ' unset'}`).join(', ')
  return { steps: [{ action: 'config', path, detail, before, settings }], notes }
}

function say(note: string): Undo {
  return { steps: [], notes: [note] }
}
