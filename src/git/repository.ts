import { resolve } from 'node:path'
import { Failure } from '../model/failure.ts'
import { GitError, type RunOptions, type RunResult, runGit } from './run.ts'

/** An open repository: where it is, and git with its place and environment filled in. */
export type Repository = {
  /** The top of the work tree, or the git directory of a bare repository. Commands run here. */
  dir: string
  gitDir: string
  /** Shared by all linked worktrees; equal to `gitDir` in the main one. */
  commonDir: string
  bare: boolean
  shallow: boolean
  objectFormat: 'sha1' | 'sha256'
  inHook: boolean
  /** Runs git and gives exit code, bytes and error text. */
  run(args: string[], options?: Omit<RunOptions, 'cwd' | 'inHook'>): Promise<RunResult>
  /** Runs git and gives its output as text without the last newline. */
  text(args: string[], options?: Omit<RunOptions, 'cwd' | 'inHook'>): Promise<string>
}

/**
 * Opens the repository that holds `dir`.
 * @param inHook whether we run inside a hook of this repository, and git's own variables must stay.
 * @throws Failure when there is none, or git refuses to read it.
 */
export async function openRepository(dir: string, inHook = false): Promise<Repository> {
  const flags = ['--is-bare-repository', '--is-shallow-repository', '--show-object-format']
  const paths = ['--git-dir', '--git-common-dir']
  const ask = (args: string[]) =>
    runGit(['rev-parse', '--path-format=absolute', ...args], { cwd: dir, inHook }).catch(error => {
      throw unopened(dir, error)
    })
  const [bare, shallow, format, ...rest] = (await ask([...flags, ...paths])).stdout
    .toString('utf8')
    .split('\n')
  // A path may hold a newline; then there are more lines than answers, and each is asked for alone.
  const [gitDir, commonDir] =
    rest.length === 3
      ? rest
      : await Promise.all(
          paths.map(async path => (await ask([path])).stdout.toString('utf8').replace(/\n$/, '')),
        )
  const isBare = bare === 'true'
  const top = isBare ? gitDir : await topLevel(dir, inHook)
  const at = resolve(top ?? dir)
  return {
    dir: at,
    gitDir: gitDir ?? '',
    commonDir: commonDir ?? '',
    bare: isBare,
    shallow: shallow === 'true',
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    inHook,
    run: (args, options = {}) => runGit(args, { ...options, cwd: at, inHook }),
    text: async (args, options = {}) => {
      const { stdout } = await runGit(args, { ...options, cwd: at, inHook })
      return stdout.toString('utf8').replace(/\n$/, '')
    },
  }
}

async function topLevel(dir: string, inHook: boolean): Promise<string | undefined> {
  const { stdout, code } = await runGit(['rev-parse', '--show-toplevel'], { cwd: dir, inHook, accept: [128] })
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined
}

function unopened(dir: string, error: unknown): unknown {
  if (!(error instanceof GitError)) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT')
      return new Failure(`cannot start git in ${dir}: the directory or git itself is missing`, [
        { run: ['git', '--version'], where: 'here' },
      ])
    return error
  }
  if (/dubious ownership/.test(error.stderr))
    return new Failure(`git does not trust ${dir}: it belongs to another user`, [
      { run: ['git', 'config', '--global', '--add', 'safe.directory', dir], where: 'here' },
    ])
  return new Failure(`${dir} is not inside a git repository`, [{ run: ['git', 'init'], where: 'here' }])
}
