import { existsSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { GitError, runGit } from '../git/run.ts'
import { makeSharedFolder } from '../git/sharedFolder.ts'
import { EXIT, Failure } from '../model/failure.ts'
import { makeParents, readFileState, sameState, writeFileState } from './fileState.ts'
import type { InstallPlan, InstallStep, Setting } from './installStep.ts'
import { type Journal, readJournal, writeJournal } from './journal.ts'
import { recordStep } from './recordStep.ts'

/**
 * Does what a plan says, step by step, and keeps the journal that `uninstall` reads.
 * Each path is looked at again first; when one is no longer what the plan saw, or a step fails, the steps that
 * were done are undone, so that there is never half an installation.
 * @returns what is left to say: directories that stayed because something else is in them.
 * @throws Failure naming the path and the reason.
 */
export async function applyPlan(plan: InstallPlan): Promise<{ notes: string[] }> {
  if (!plan.steps.length && plan.kind === 'init') return { notes: [] }
  const old = readJournal(plan.commonDir)
  let journal: Journal = old ?? { version: 1, records: [], directories: [] }
  const done: InstallStep[] = []
  const made: string[] = []
  try {
    // Its own directory first, so that it is on record like every other.
    if (plan.kind === 'init' && !existsSync(join(plan.commonDir, 'improver')))
      made.push(makeSharedFolder(plan.commonDir, 'improver').path)
    for (const step of plan.steps) {
      if (!sameState(readFileState(step.path), step.before))
        throw new Failure(`${step.path} has changed since the plan was made; run it again`, [], EXIT.refused)
      if (step.action === 'move' && readFileState(step.to).kind !== 'absent')
        throw new Failure(`${step.to} is there already; run it again`, [], EXIT.refused)
      made.push(...makeParents(step.action === 'move' ? step.to : step.path))
      const record = () => {
        if (plan.kind !== 'init') return
        journal = {
          ...recordStep(journal, step),
          directories: [...new Set([...journal.directories, ...made])],
        }
        writeJournal(plan.commonDir, journal)
      }
      record()
      done.push(step)
      await doStep(step)
      if (step.action === 'config') record()
    }
    if (plan.kind === 'uninstall') writeJournal(plan.commonDir, null)
  } catch (error) {
    for (const step of done.reverse()) undoStep(step)
    writeJournal(plan.commonDir, old)
    for (const dir of made.reverse()) removeEmpty(dir)
    throw explain(error)
  }
  return { notes: plan.directories.flatMap(dir => removeEmpty(dir)) }
}

async function doStep(step: InstallStep): Promise<void> {
  if (step.action === 'move') renameSync(step.path, step.to)
  else if (step.action === 'config') for (const setting of step.settings) await set(step.path, setting)
  else writeFileState(step.path, step.after)
}

function undoStep(step: InstallStep): void {
  if (step.action === 'move') {
    if (readFileState(step.path).kind === 'absent') renameSync(step.to, step.path)
  } else writeFileState(step.path, step.before)
}

async function set(file: string, { key, after }: Setting): Promise<void> {
  const config = ['config', '--file', file]
  // 5 is git's word for a key that was not there to unset.
  await runGit([...config, '--unset-all', key], { cwd: '/', accept: [5] })
  for (const value of after) await runGit([...config, '--add', key, value], { cwd: '/' })
}

/** Takes an empty directory away; tells about one that is not empty. */
function removeEmpty(dir: string): string[] {
  try {
    rmdirSync(dir)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return [`${dir} stays, because something else is in it`]
    if (code !== 'ENOENT') return [`${dir} stays: ${code}`]
  }
  return []
}

function explain(error: unknown): unknown {
  if (error instanceof Failure) return error
  if (error instanceof GitError)
    return new Failure(`git could not write its configuration: ${error.stderr.trim()}`)
  const { code, path, message } = error as NodeJS.ErrnoException
  if (!code) return error
  return new Failure(
    `${path ?? 'a file'} can't be written (${code}), so everything is as it was: ${message}`,
    [{ run: ['ls', '-ld', path ?? '.'], where: 'here' }],
  )
}
