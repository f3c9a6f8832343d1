import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AGENTS } from '../../src/agents/agents.ts'
import { recorded } from './coverage.ts'

/** A real git repository in a temp folder, sealed from the user's and the machine's configuration. */
export type TestRepository = {
  dir: string
  env: NodeJS.ProcessEnv
  /** Runs git here and gives what it printed, trimmed. Throws with git's words when it fails. */
  git(...args: string[]): string
  /** The same, for commands that should fail: exit code and both outputs. */
  tryGit(...args: string[]): { code: number; stdout: string; stderr: string }
  write(path: string, text: string): void
  /** Writes the files, stages everything and commits; gives the commit's name. */
  commit(message: string, files?: Record<string, string>, options?: { author?: string }): string
}

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new temp folder that goes away when the tests end. */
export function tempDir(name = 'git-improver-'): string {
  const dir = mkdtempSync(join(tmpdir(), name))
  folders.push(dir)
  return dir
}

let tick = 1_700_000_000

/** What an agent that runs these tests would leak into them. */
const OF_AGENTS = new Set(AGENTS.flatMap(({ environment }) => environment))

/** The sealed environment: no agent, an own home, no system config, no record of coverage, a clock that moves one second a commit. */
export function sealedEnvironment(home: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (OF_AGENTS.has(name)) continue
    if (!/^(GIT_|NODE_EXTRA_CA_CERTS|NODE_V8_COVERAGE|HUSKY|LEFTHOOK|CLAUDE|CURSOR_)/.test(name))
      env[name] = value
  }
  return {
    ...env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

/** Makes a repository whose person is `name` (`Jane Doe <jane@example.org>`). */
export function makeRepository(
  options: { bare?: boolean; name?: string; from?: string; sha256?: boolean; dir?: string } = {},
): TestRepository {
  const root = tempDir()
  const home = join(root, 'home')
  const dir = options.dir ?? join(root, 'repo')
  mkdirSync(home, { recursive: true })
  const [, who = '', email = ''] = /^(.*) <(.*)>$/.exec(options.name ?? 'Jane Doe <jane@example.org>') ?? []
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\n\tname = ${who}\n\temail = ${email}\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n` +
      '[maintenance]\n\tauto = false\n[advice]\n\tdetachedHead = false\n[protocol "file"]\n\tallow = always\n',
  )
  const env = sealedEnvironment(home)
  const format = options.sha256 ? ['--object-format=sha256'] : []
  if (options.from) execFileSync('git', ['clone', '-q', options.from, dir], { env, stdio: 'pipe' })
  else
    execFileSync('git', ['init', '-q', ...format, ...(options.bare ? ['--bare'] : []), dir], {
      env,
      stdio: 'pipe',
    })
  return repositoryAt(dir, env)
}

/** The same helpers over a folder that is a repository already, or will be. */
export function repositoryAt(dir: string, env: NodeJS.ProcessEnv): TestRepository {
  const tryGit = (...args: string[]) => {
    tick += 1
    const covered = recorded(args.find(arg => !arg.startsWith('-')) ?? '')
    const dates = { GIT_AUTHOR_DATE: `@${tick} +0000`, GIT_COMMITTER_DATE: `@${tick} +0000` }
    try {
      const stdout = execFileSync('git', args, {
        cwd: dir,
        // An amend keeps its author date only while the variable is unset.
        env: args.includes('--amend')
          ? { ...env, ...covered, GIT_COMMITTER_DATE: dates.GIT_COMMITTER_DATE }
          : { ...env, ...covered, ...dates },
        stdio: 'pipe',
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      })
      return { code: 0, stdout: stdout.trimEnd(), stderr: '' }
    } catch (error) {
      const failed = error as { status: number; stdout: string; stderr: string }
      return {
        code: failed.status ?? 128,
        stdout: failed.stdout ?? '',
        stderr: failed.stderr ?? String(error),
      }
    }
  }
  const git = (...args: string[]) => {
    const { code, stdout, stderr } = tryGit(...args)
    if (code !== 0) throw new Error(`git ${args.join(' ')} failed with ${code}: ${stdout}${stderr}`)
    return stdout
  }
  const write = (path: string, text: string) => {
    const file = join(dir, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return {
    dir,
    env,
    git,
    tryGit,
    write,
    commit(message, files = {}, { author } = {}) {
      for (const [path, text] of Object.entries(files)) write(path, text)
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message, ...(author ? [`--author=${author}`] : []))
      return git('rev-parse', 'HEAD')
    },
  }
}
