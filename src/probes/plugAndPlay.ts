import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs a command as `yarn run` would where packages are found by Plug'n'Play, without Yarn itself:
 * `plugAndPlay.js <tree> <options for Node> run <command> [arguments]`. The commands of the packages that the workspace of the current
 * folder declares are found by what its runtime says, and a `yarn` that knows scripts, those commands and workspaces is one of them.
 */
type Locator = { name: string; reference: string }
type Package = { packageLocation: string; packageDependencies: Map<string, string | [string, string] | null> }
type Runtime = {
  setup(): void
  findPackageLocator(path: string): Locator | null
  getLocator(name: string, reference: string | [string, string]): Locator
  getPackageInformation(locator: Locator): Package | null
  getDependencyTreeRoots(): Locator[]
}
type Manifest = { name?: string; bin?: string | Record<string, string>; scripts?: Record<string, string> }

const node = quoted(process.execPath)
const [tree = '', options = '', how, ...words] = process.argv.slice(2)
const runtime = createRequire(join(tree, 'package.json'))(join(tree, '.pnp.cjs')) as Runtime
// It replaces functions of node:fs, so that archives are read like folders.
runtime.setup()
syncBuiltinESMExports()
if (how === 'yarn') likeYarn(process.cwd(), words)
else start(process.cwd(), process.cwd(), words)

/** Starts a command beside the programs of the workspace of a folder, and ends as it does. */
function start(of: string, cwd: string, [program = '', ...more]: string[]): never {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'))
  const add = (name: string, line: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${line} "$@"\n`, { mode: 0o755 })
  for (const [name, file] of programsOf(of))
    if (/^[\w.@+-]+$/.test(name)) add(name, `exec ${isForNode(file) ? `${node} ` : ''}${quoted(file)}`)
  const again = [process.argv[1] ?? '', tree].map(quoted).join(' ')
  add('yarn', `options=$NODE_OPTIONS; unset NODE_OPTIONS; exec ${node} ${again} "$options" yarn`)
  const env = { ...process.env, NODE_OPTIONS: options, PATH: `${bin}:${process.env.PATH}` }
  const { status, signal, error } = spawnSync(program, more, { cwd, env, stdio: 'inherit' })
  if (error) process.stderr.write(`${program}: ${error.message}\n`)
  process.exit(status ?? (signal ? 128 + constants.signals[signal] : 127))
}

/** `yarn [run] <script or program>`, `yarn node`, `yarn exec` and `yarn workspace <name> ...`; nothing else can be done offline. */
function likeYarn(cwd: string, given: string[]): never {
  const [verb = 'run', ...rest] = given
  if (verb === 'workspace') {
    const found = runtime.getDependencyTreeRoots().find(root => root.name === rest[0])
    if (!found) unknown(`no workspace named ${rest[0]}`)
    return likeYarn(locationOf(found) ?? cwd, rest.slice(1))
  }
  const own = locationOf(runtime.findPackageLocator(`${cwd}/`)) ?? tree
  if (verb === 'node') start(own, cwd, [process.execPath, ...rest])
  if (verb === 'exec') start(own, cwd, rest[0] === '--' ? rest.slice(1) : rest)
  const all = verb === 'run' ? rest : given
  const isTop = all[0] === '-T' || all[0] === '--top-level'
  const of = isTop ? tree : own
  const [name = 'run', ...more] = isTop ? all.slice(1) : all
  const script = manifestOf(of).scripts?.[name]
  if (script !== undefined) start(of, of, ['/bin/sh', '-c', `${script} "$@"`, 'sh', ...more])
  if (!programsOf(of).has(name)) unknown(`no script or program named ${name}, and nothing else is done here`)
  start(of, cwd, [name, ...more])
}

function unknown(why: string): never {
  process.stderr.write(`yarn, as git-improver stands in for it: ${why}\n`)
  process.exit(127)
}

/** The commands that a workspace may use: its own and those of what it declares. */
function programsOf(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  const locator = runtime.findPackageLocator(`${folder}/`)
  const known = locator && runtime.getPackageInformation(locator)
  if (!locator || !known) return found
  const all = [...known.packageDependencies].flatMap(([name, reference]) =>
    reference === null ? [] : [runtime.getLocator(name, reference)],
  )
  for (const one of [locator, ...all]) {
    const place = locationOf(one)
    if (place === null) continue
    const { name = one.name, bin = {} } = manifestOf(place)
    const commands = typeof bin === 'string' ? { [name.replace(/^@[^/]*\//, '')]: bin } : bin
    for (const [command, file] of Object.entries(commands)) found.set(command, join(place, file))
  }
  return found
}

function locationOf(locator: Locator | null): string | null {
  return (locator && runtime.getPackageInformation(locator)?.packageLocation) ?? null
}

/** Nothing of what is not there: an optional package of another system. */
function manifestOf(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  } catch {
    return {}
  }
}

/** Anything but a script of another program's and a program of the machine, as Yarn sees it. */
function isForNode(file: string): boolean {
  try {
    const at = openSync(file, 'r')
    const bytes = Buffer.alloc(64)
    readSync(at, bytes, 0, 64, 0)
    closeSync(at)
    const [line = ''] = bytes.toString('latin1').split('\n')
    return line.startsWith('#!')
      ? /\bnode\b/.test(line)
      : !/^(?:\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(line)
  } catch {
    return true
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
