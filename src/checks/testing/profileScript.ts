/**
 * Loaded into every Node process of a run that is profiled, and into its threads: writes what V8 samples into a file of `DIR` when it ends,
 * also on the signal by which vitest ends its workers. It is what `--cpu-prof` does, which not every Node lets the environment ask for.
 */
export const TAKE_PROFILE = `'use strict'
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Session } = require('node:inspector')
const { findSourceMap } = require('node:module')
const { isMainThread, threadId } = require('node:worker_threads')
function original(frame) {
  try {
    if (!frame.url || frame.url.startsWith('node:')) return
    const map = findSourceMap(frame.url)
    const entry = map && map.findEntry(frame.lineNumber, frame.columnNumber)
    if (entry && typeof entry.originalLine === 'number') frame.original = entry.originalLine
  } catch {}
}
try {
  process.setSourceMapsEnabled(true)
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.setSamplingInterval', { interval: 500 })
  session.post('Profiler.start')
  let isDone = false
  const write = () => {
    if (isDone) return
    isDone = true
    session.post('Profiler.stop', (error, given) => {
      if (error) return
      for (const { callFrame } of given.profile.nodes) original(callFrame)
      try { writeFileSync(join(DIR, process.pid + '-' + threadId + '.cpuprofile'), JSON.stringify(given.profile)) } catch {}
    })
  }
  process.once('exit', write)
  const isWorker = /[\\\\/](?:vitest|tinypool)[\\\\/]/.test(process.argv[1] || '')
  if (isWorker && isMainThread)
    process.once('SIGTERM', () => {
      write()
      if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM')
    })
} catch {}
`
