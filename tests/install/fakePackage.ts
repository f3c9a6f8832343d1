import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from '../helpers/gitRepository.ts'

/** What Node was started with: the judge of these tests only writes it down. */
export type Call = { argv: string[]; stdin: string; cwd: string; env: Record<string, string> }

/** An installed package with the real gate, a judge that records and answers as told, and a counted Node. */
export type FakePackage = {
  home: string
  /** Stands for Node: it counts its starts and then runs the real one. */
  node: string
  bin: string
  calls(): Call[]
  starts(): number
  reset(): void
  /** The exit code of the next judgements. */
  answer(code: number): void
}

/** Makes one; `at` puts it at a given place, such as a node_modules folder. */
export function fakePackage(at = join(tempDir('git-improver-package-'), 'git-improver')): FakePackage {
  mkdirSync(join(at, 'dist'), { recursive: true })
  mkdirSync(join(at, 'bin'))
  cpSync(new URL('../../hooks/gate', import.meta.url), join(at, 'hooks', 'gate'), { recursive: true })
  const log = join(at, 'calls.jsonl')
  const starts = join(at, 'starts')
  const code = join(at, 'answer')
  writeFileSync(
    join(at, 'dist', 'hook.js'),
    `const fs = require('node:fs')
const argv = process.argv.slice(2)
const stdin = /commit/.test(argv[0]) ? '' : fs.readFileSync(0, 'utf8')
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(NODE_|GIT_)/.test(name)))
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ argv, stdin, cwd: process.cwd(), env }) + '\\n')
process.exit(Number(fs.existsSync(${JSON.stringify(code)}) ? fs.readFileSync(${JSON.stringify(code)}, 'utf8') : 0))
`,
  )
  writeFileSync(join(at, 'package.json'), '{"name":"git-improver","type":"commonjs"}\n')
  const node = join(at, 'bin', 'node')
  writeFileSync(node, `#!/bin/sh\necho x >> '${starts}'\nexec '${process.execPath}' "$@"\n`)
  chmodSync(node, 0o755)
  const lines = (path: string) =>
    existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
  return {
    home: at,
    node,
    bin: join(at, 'bin'),
    calls: () => lines(log).map(line => JSON.parse(line) as Call),
    starts: () => lines(starts).length,
    reset() {
      for (const path of [log, starts, code]) rmSync(path, { force: true })
    },
    answer: exit => writeFileSync(code, String(exit)),
  }
}
