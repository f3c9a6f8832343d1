import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Observation } from '../../model/trial.ts'
import type { SideTask, SideWord } from './protocol.ts'

/** How a side ended, and which script it was busy with. */
export type SideEnd =
  | { how: 'done' }
  | { how: 'stopped' }
  | { how: 'unloadable'; why: string }
  | { how: 'hung'; script: number | null }
  | { how: 'ended'; script: number | null; why: string }

/** A place where the day is another one than in Greenwich, with a summer time, and a language with letters of its own. */
const ELSEWHERE = { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' }
/** And another one on the other side of Greenwich, with plain words. */
const FARTHER = {
  TZ: 'Asia/Kathmandu',
  LC_ALL: 'C',
  LANG: 'C',
  HOME: '/elsewhere',
  USER: 'elsewhere',
  NODE_ENV: 'elsewhere',
}

/** How long loading may take, which is more than a script does: a compiler, say. */
const LOADING_MS = 12_500

/**
 * Starts a process for a bundle and listens until it is done, dies, or is silent for longer than it may.
 * @param take told of each script's observation; true ends it.
 * @param loading told of the marks that were passed while the bundle was loaded, and what was to be seen of that.
 */
export function startSide(
  task: SideTask,
  patienceMs: number,
  take: (script: number, shows: Observation) => boolean,
  loading: (marks: number[], seen: string) => void,
): Promise<SideEnd> {
  const child = fork(fileURLToPath(new URL('./side.js', import.meta.url)), [], {
    execArgv: ['--max-old-space-size=768', '--disable-warning=ExperimentalWarning', '--no-deprecation'],
    env: { ...process.env, ...(task.keeps === 'elsewhere' ? FARTHER : ELSEWHERE) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  })
  return new Promise(resolve => {
    let script: number | null = null
    let timer: NodeJS.Timeout
    const end = (how: SideEnd) => {
      clearTimeout(timer)
      child.removeAllListeners()
      child.on('error', () => {})
      child.kill('SIGKILL')
      resolve(how)
    }
    const wait = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => end({ how: 'hung', script }), ms)
    }
    child.on('message', (word: SideWord) => {
      wait(patienceMs)
      if ('loading' in word) loading(word.loading, word.seen)
      else if ('unloadable' in word) end({ how: 'unloadable', why: word.unloadable })
      else if ('done' in word) end({ how: 'done' })
      else if ('script' in word && take(word.script, word.shows)) end({ how: 'stopped' })
      else script = word.begins ?? script
    })
    child.on('error', error => end({ how: 'ended', script, why: error.message }))
    child.on('exit', (code, signal) => end({ how: 'ended', script, why: `ended with ${code ?? signal}` }))
    wait(LOADING_MS)
    child.send(task)
  })
}
