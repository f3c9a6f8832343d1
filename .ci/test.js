// Runs the tests with node:test. Node 20 has no globs in --test, so the files are listed here.
// `--all` adds the slow ones, `--slow` runs no others; paths as arguments run just those.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './ensure.js'

const args = process.argv.slice(2)
const named = args.filter(arg => !arg.startsWith('--'))
const [all, slow] = ['--all', '--slow'].map(flag => args.includes(flag))
const found = readdirSync(join(root, 'tests'), { recursive: true })
  .map(name => join('tests', name.toString()))
  .filter(name => name.endsWith('.test.ts') && !name.startsWith(join('tests', 'subjects', 'catalogue')))
  .filter(name => all || name.endsWith('.slow.test.ts') === slow)
  .sort()
const files = named.length ? named : found

// Node leaves one core free; with two cores that would be half of the machine.
const seed = all ? [] : ['--import', new URL('../tests/helpers/propertySeed.ts', import.meta.url).href]
// In a log what failed is named once more at the end, as a terminal's reporter does by itself.
const names = process.stdout.isTTY ? ['spec'] : ['tap', new URL('failures.js', import.meta.url).href]
const reporters = names.flatMap(reporter => [
  `--test-reporter=${reporter}`,
  '--test-reporter-destination=stdout',
])
const threads = `--test-concurrency=${availableParallelism()}`
const flags = ['--import', 'tsx', ...seed, '--test', threads, ...reporters]
const { status } = spawnSync(process.execPath, [...flags, ...files], {
  cwd: root,
  stdio: 'inherit',
  // The recorded coverage of children is merged by c8; a certificate file only slows every start.
  env: { ...process.env, NODE_EXTRA_CA_CERTS: '' },
})
process.exit(status ?? 1)
