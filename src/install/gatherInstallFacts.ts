import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import type { Repository } from '../git/repository.ts'
import { findSigningKey } from '../git/signingKey.ts'
import { Failure } from '../model/failure.ts'
import { readFileState, textOf } from './fileState.ts'
import { findHooksDir } from './findHooksDir.ts'
import type { InstallFacts } from './installFacts.ts'
import { readJournal } from './journal.ts'
import { packageHome } from './packageHome.ts'
import { SERVER_SETTINGS } from './serverSettings.ts'

/**
 * Looks up everything that `planInit` and `planUninstall` need. Reads only.
 * @param home where the package is and which Node to record; by default this very one.
 * @throws Failure when the record of an earlier installation can't be read.
 */
export async function gatherInstallFacts(
  repo: Repository,
  where: { home?: string; node?: string } = {},
): Promise<InstallFacts> {
  const home = where.home ?? packageHome()
  const { dir, gitDir, commonDir, bare } = repo
  // A path with a newline in it reads as two, and we would write beside the repository.
  if (!isAbsolute(commonDir) || !existsSync(join(commonDir, 'objects')))
    throw new Failure(`${commonDir} is no git directory: is there a newline in the path of ${dir}?`)
  const hooksDir = await findHooksDir(repo)
  const policyPath = join(dir, '.improver', 'policy.yaml')
  return {
    dir,
    gitDir,
    commonDir,
    bare,
    sha256: repo.objectFormat === 'sha256',
    where: { home, node: where.node ?? process.execPath },
    homeInTree: bare ? null : inside(dir, home),
    hooksDir,
    hooks: readHooks(hooksDir.kind === 'directory' ? hooksDir.path : null),
    topFiles: new Set(bare ? [] : readdirSync(dir)),
    packageJson: bare ? null : readPackageJson(join(dir, 'package.json')),
    branches: await findBranches(repo),
    identity: await findIdentity(repo),
    signingKey: await findSigningKey(repo),
    homeDir: homeOf(),
    policy: bare ? { kind: 'absent' } : readFileState(policyPath),
    policyTracked: !bare && (await answers(repo, ['ls-files', '--error-unmatch', '--', policyPath])),
    config: await readConfig(repo, join(commonDir, 'config')),
    journal: readJournal(commonDir),
  }
}

/** A chroot may know neither HOME nor the user. */
function homeOf(): string {
  try {
    return homedir()
  } catch {
    return '/'
  }
}

/** git's answer to a question that it may answer with no. */
async function ask(repo: Repository, args: string[]): Promise<string | null> {
  const { code, stdout } = await repo.run(args, { accept: [1, 128] })
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : null
}

async function answers(repo: Repository, args: string[]): Promise<boolean> {
  return (await ask(repo, args)) !== null
}

async function findBranches(repo: Repository): Promise<InstallFacts['branches']> {
  const has = (ref: string) => answers(repo, ['show-ref', '--verify', '--quiet', ref])
  const current = await ask(repo, ['symbolic-ref', '-q', 'HEAD'])
  const remote = await ask(repo, ['symbolic-ref', '-q', 'refs/remotes/origin/HEAD'])
  return {
    current: current?.replace(/^refs\/heads\//, '') ?? null,
    unborn: !(await answers(repo, ['rev-parse', '-q', '--verify', 'HEAD^{commit}'])),
    main: await has('refs/heads/main'),
    master: await has('refs/heads/master'),
    remote: remote?.replace(/^refs\/remotes\/origin\//, '') ?? null,
  }
}

async function findIdentity(repo: Repository): Promise<InstallFacts['identity']> {
  const name = await ask(repo, ['config', '--get', 'user.name'])
  const email = await ask(repo, ['config', '--get', 'user.email'])
  return name && email ? { name, email } : null
}

async function readConfig(repo: Repository, path: string): Promise<InstallFacts['config']> {
  const values = new Map<string, string[]>()
  for (const { key } of SERVER_SETTINGS) {
    const all = await ask(repo, ['config', '--file', path, '-z', '--get-all', key])
    values.set(key, all === null ? [] : all.split('\0').slice(0, -1))
  }
  return { path, before: readFileState(path), values }
}

function readHooks(dir: string | null): InstallFacts['hooks'] {
  const names = dir === null ? [] : readdirSync(dir).filter(name => !name.endsWith('.sample'))
  return new Map(names.map(name => [name, readFileState(join(dir ?? '', name))]))
}

function readPackageJson(path: string): InstallFacts['packageJson'] {
  try {
    const value: unknown = JSON.parse(textOf(readFileState(path)))
    return typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : null
  } catch {
    return null
  }
}

function inside(dir: string, home: string): string | null {
  // npm link and pnpm put a symlink there, so the place as written counts before the real one.
  for (const [top, at] of [
    [dir, home],
    [realpathSync(dir), realpathSync(home)],
  ] as const) {
    const path = relative(top, at)
    if (path && !path.startsWith('..') && !path.startsWith('/')) return path
  }
  return null
}
