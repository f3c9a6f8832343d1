/**
 * What is handed to a test runner to make it write down what it finds, as texts: they run inside the sandbox, in the
 * repository's own Node, beside nothing of ours. `DIR` stands for the folder to write into.
 */

/**
 * Loaded into every Node process of the run by NODE_OPTIONS. In the process of a runner it adds that runner's own flag
 * for a report and takes itself out of the environment, so that the tests and what they start are as they always are.
 */
export const PRELOAD = `'use strict'
const fs = require('node:fs')
const { dirname, join } = require('node:path')
const dir = DIR
const here = require('node:worker_threads').isMainThread && !process.env.NODE_TEST_CONTEXT
const RUNNERS = [
  ['vitest', /[\\\\/]vitest[\\\\/]vitest\\.mjs$/],
  ['jest', /[\\\\/]jest(?:-cli)?[\\\\/]bin[\\\\/]jest\\.js$/],
  ['mocha', /[\\\\/]mocha[\\\\/](?:bin[\\\\/]_?mocha(?:\\.js)?|lib[\\\\/]cli[\\\\/]cli\\.js)$/],
  ['ava', /[\\\\/]ava[\\\\/](?:entrypoints[\\\\/])?cli\\.m?js$/],
  ['tap', /[\\\\/](?:tap|@tapjs[\\\\/]run)[\\\\/](?:bin[\\\\/]run\\.js|dist[\\\\/]\\w+[\\\\/](?:run|index)\\.m?js)$/],
]
function mainFile() {
  try { return fs.realpathSync(process.argv[1]) } catch { return '' }
}
function add(...flags) {
  const end = process.argv.indexOf('--', 2)
  process.argv.splice(end < 0 ? process.argv.length : end, 0, ...flags)
}
const has = flag => process.argv.some(one => one === flag || one.startsWith(flag + '=') || one.startsWith(flag + '.'))
const ASK = {
  vitest(file) {
    if (has('--outputFile') || ['bench', 'list', 'init'].includes(process.argv[2])) return
    add('--reporter=default', '--reporter=json', '--outputFile.json=' + file)
  },
  jest(file) {
    if (has('--outputFile') || has('--json') || has('--listTests')) return
    add('--json', '--outputFile=' + file)
  },
  mocha() { add('--reporter=' + join(__dirname, 'mocha.cjs')) },
  ava(file) {
    const write = process.stdout.write
    process.stdout.write = function (chunk, ...more) {
      fs.appendFileSync(file, chunk)
      return write.call(this, chunk, ...more)
    }
    if (!has('--tap') && !has('-t')) add('--tap')
  },
  tap(file) { if (!has('--output-file') && !has('-o')) add('--output-file=' + file) },
}
if (here) {
  const main = mainFile()
  if (WATCH) process.once('beforeExit', () => fs.writeFileSync(join(dir, 'ended-' + process.pid), main))
  const [name] = RUNNERS.find(([, place]) => place.test(main)) ?? []
  const node = process.execArgv.includes('--test')
  if (name || node) {
    process.env.NODE_OPTIONS = (process.env.NODE_OPTIONS ?? '').replace(BEGIN, '').trim()
    if (!process.env.NODE_OPTIONS) delete process.env.NODE_OPTIONS
    const { execArgv, argv, env } = process
    const started = { runner: name ?? 'node', execArgv, argv: argv.slice(1), cwd: process.cwd(), options: env.NODE_OPTIONS ?? null }
    fs.writeFileSync(join(dir, 'started-' + process.pid + '.json'), JSON.stringify(started))
    if (name) ASK[name](join(dir, name + '-' + process.pid))
  }
}
`

/** A reporter of node:test: a line a test. It writes by itself, since what it yields is lost when the process is ended. */
export const NODE_REPORTER = `import { appendFileSync } from 'node:fs'
const file = DIR + '/node-' + process.pid
const names = []
export default async function* (events) {
  for await (const { type, data } of events) {
    if (type === 'test:start') names.splice(data.nesting, names.length, data.name)
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const outcome = data.skip !== undefined || data.todo !== undefined ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed'
    const path = [...names.slice(0, data.nesting), data.name]
    appendFileSync(file, JSON.stringify({ file: data.file ?? '', path, outcome }) + '\\n')
  }
  appendFileSync(file, '{"end":true}\\n')
}
`

/** A reporter of mocha: a line a test, beside what its default reporter prints. */
export const MOCHA_REPORTER = `'use strict'
const { appendFileSync, realpathSync } = require('node:fs')
const { dirname, join } = require('node:path')
const file = DIR + '/mocha-' + process.pid
let Spec = class {}
try {
  const main = dirname(realpathSync(process.argv[1]))
  const found = require(join(main, main.endsWith('cli') ? '../reporters/spec' : '../lib/reporters/spec'))
  Spec = typeof found === 'function' ? found : (found.Spec ?? Spec)
} catch {}
module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options)
    const tell = outcome => test => {
      const path = test.titlePath ? test.titlePath() : [test.fullTitle()]
      appendFileSync(file, JSON.stringify({ file: test.file ?? '', path, outcome }) + '\\n')
    }
    runner.on('pass', tell('passed'))
    runner.on('fail', tell('failed'))
    runner.on('pending', tell('skipped'))
    runner.on('end', () => appendFileSync(file, '{"end":true}\\n'))
  }
}
`

/**
 * Loaded into every Node process of a run that is measured, for vitest's workers alone: it ends them by a signal, on which V8 writes
 * nothing. What other programs do on a signal stays theirs, also where they are too busy to hear of it.
 */
export const TAKE_COVERAGE = `'use strict'
const isWorker = /[\\\\/](?:vitest|tinypool)[\\\\/]/.test(process.argv[1] || '')
if (isWorker && process.env.NODE_V8_COVERAGE && require('node:worker_threads').isMainThread)
  process.once('SIGTERM', () => {
    try { require('node:v8').takeCoverage() } catch {}
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM')
  })
`
