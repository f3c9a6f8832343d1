import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isPlugAndPlay } from '../sandbox/plugAndPlay.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'

/**
 * The command that runs a repository's tests, or why there is none to run. `words` are its own and those of the scripts
 * that it may come to.
 */
export type TestCommand = { command: string[]; says: string; words: string } | { none: string }

type Manifest = {
  scripts?: Record<string, string>
  packageManager?: string
  dependencies?: object
  devDependencies?: object
}

/**
 * Finds how the tests are run: the policy's command, else package.json's test script by the repository's own
 * package manager where one can be run offline, else the script itself. It is read from the *base*, so
 * that no candidate chooses how it is judged.
 * @param base the base tree; @param wanted `checks.tests` of the policy.
 */
export function findTestCommand(base: string, wanted: string | null): TestCommand {
  const text = readTreeFile(base, 'package.json')
  const manifest = text === null ? null : parse(text)
  if (wanted === null) {
    if (manifest === null)
      return { none: 'there is no package.json that can be read, and the policy names no tests' }
    const script = manifest.scripts?.test
    if (!script || /no test specified/.test(script)) return { none: 'package.json has no test script' }
  }
  const needs = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies }).length > 0
  if (needs && !existsSync(join(base, 'node_modules')) && !existsSync(join(base, '.pnp.cjs')))
    return { none: 'the dependencies are not installed: run npm ci first' }
  const words = wordsOf(manifest?.scripts ?? {}, wanted)
  if (wanted !== null) return { command: ['/bin/sh', '-c', wanted], says: wanted, words }
  return { ...byManager(base, manifest ?? {}), words }
}

function byManager(base: string, manifest: Manifest): { command: string[]; says: string } {
  // Run as Yarn runs it, which knows nothing of pretest; Yarn itself would want what an install leaves beside the runtime.
  if (isPlugAndPlay(base)) {
    const script = manifest.scripts?.test ?? ''
    return { command: ['/bin/sh', '-c', script], says: script }
  }
  const [named = ''] = manifest.packageManager?.split('@') ?? []
  const manager =
    named ||
    (existsSync(join(base, 'pnpm-lock.yaml')) ? 'pnpm' : existsSync(join(base, 'yarn.lock')) ? 'yarn' : 'npm')
  const program = ['npm', 'pnpm', 'yarn'].includes(manager) ? installed(manager) : null
  if (program) return { command: [program, 'run', 'test'], says: `${manager} run test` }
  const scripts = ['pretest', 'test', 'posttest'].map(name => manifest.scripts?.[name]).filter(Boolean)
  return { command: ['/bin/sh', '-c', scripts.join(' && ')], says: scripts.join(' && ') }
}

/** The command, and each script whose name stands in what was reached so far. */
function wordsOf(scripts: Record<string, string>, wanted: string | null): string {
  const texts = wanted === null ? ['pretest test posttest'] : [wanted]
  const left = new Map(Object.entries(scripts))
  for (let before = -1; before !== texts.length; ) {
    before = texts.length
    const named = new Set(texts.flatMap(text => text.split(/[\s'"`&|;()]+/)))
    for (const [name, text] of left) if (named.has(name) && left.delete(name)) texts.push(String(text))
  }
  return texts.slice(wanted === null ? 1 : 0).join('\n')
}

/** Beside Node only, since nothing else is seen in the sandbox; Corepack's shims would download. */
function installed(name: string): string | null {
  const program = join(dirname(process.execPath), name)
  return existsSync(program) && !realpathSync(program).includes('corepack') ? program : null
}

function parse(text: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Manifest) : null
  } catch {
    return null
  }
}
