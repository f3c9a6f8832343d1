import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quoted } from '../startPlugAndPlay.ts'
import { MOCHA_REPORTER, NODE_REPORTER, PRELOAD, TAKE_COVERAGE } from './askScripts.ts'
import { TAKE_PROFILE } from './profileScript.ts'

/** How a run is asked for a report: what the sandbox lends, what may be written, and the environment. */
export type Asked = { readable: string; writable: string; env: Record<string, string> }

/**
 * Prepares to have the runners of a command write what they find into files, apart from what the tests print.
 * What is run stays the same: a reporter is added to the one that there is.
 * @param folder an own, empty one. @param words the command and the scripts that it may come to.
 * @param watch whether each process also says that it came to its end by itself. @param profiled whether it also writes what it spends its
 *   time on.
 */
export function askReport(folder: string, words: string, watch = false, profiled = false): Asked {
  const [readable, writable] = [join(folder, 'ask'), join(folder, 'report')]
  mkdirSync(readable)
  mkdirSync(writable)
  const reporter = join(readable, 'node.mjs')
  const destination = join(writable, 'node.out')
  const flags = ['--require', join(readable, 'preload.cjs'), `--test-reporter=${reporter}`]
  flags.push(`--test-reporter-destination=${destination}`, ...besides(words))
  const options = flags.map(quoted).join(' ')
  const write = (name: string, text: string) =>
    writeFileSync(
      join(readable, name),
      text.replace(/DIR|BEGIN|WATCH/g, word =>
        JSON.stringify({ DIR: writable, BEGIN: options, WATCH: watch }[word]),
      ),
    )
  write('preload.cjs', PRELOAD)
  write('node.mjs', NODE_REPORTER)
  write('mocha.cjs', MOCHA_REPORTER)
  const more = [...(watch ? ['cover.cjs'] : []), ...(profiled ? ['profile.cjs'] : [])]
  if (watch) write('cover.cjs', TAKE_COVERAGE)
  if (profiled) write('profile.cjs', TAKE_PROFILE)
  // Apart, so that it stays in the environment of what a runner starts.
  const required = more.map(name => ` --require ${quoted(join(readable, name))}`)
  return { readable, writable, env: { NODE_OPTIONS: `${options}${required.join('')}` } }
}

/** node:test wants a destination for each reporter once there are two, and prints none by default then. */
function besides(words: string): string[] {
  if (words.includes('--test-reporter-destination')) return []
  if (words.includes('--test-reporter')) return ['--test-reporter-destination=stdout']
  return ['--test-reporter=spec', '--test-reporter-destination=stdout']
}
