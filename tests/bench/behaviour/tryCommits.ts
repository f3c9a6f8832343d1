import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { tempDir } from '../../helpers/gitRepository.ts'
import { askCheck } from './askCheck.ts'
import { isKnown, readTried, writeTried } from './tried.ts'

const SAYS_SO = /\b(?:refactor|clean ?up|simplif|tidy|restructure|streamline|deduplicate|extract|rename var)/i
const CODE = /\.[cm]?[jt]sx?$/
const NO_PROGRAM =
  /\.d\.[cm]?ts$|(?:^|[./_])(?:tests?|spec|bench|benchmarks?|fixtures?|examples?|scripts?)[./_]/
const MOST_FILES = 3
const MOST_LINES = 120
const FEWEST_LINES = 2

type Commit = { id: string; subject: string; files: string[]; changed: string[] }

/**
 * Asks the check of commits of a clone's history that call themselves refactorings. The clone is only read. It goes on where
 * it was broken off.
 * @param file what comes of each is added to it.
 * @param plan how many commits, the newest first, which touch such modules; `quick`: only whether anything differs is asked.
 */
export async function tryCommits(
  from: string,
  file: string,
  { modules, seeds, quick }: { modules: RegExp; seeds: number; quick: boolean },
): Promise<void> {
  const known = readTried(file)
  for (const { id, subject, files, changed } of refactorings(from, modules).slice(0, seeds)) {
    const change = {
      repository: basename(from),
      module: files.join(' '),
      line: 0,
      kind: 'commit',
      was: id,
      is: subject,
    }
    if (isKnown(known, change)) continue
    const root = realpathSync(tempDir())
    const trees = { base: join(root, 'base'), head: join(root, 'head') }
    exportTree(from, `${id}^`, trees.base)
    exportTree(from, id, trees.head)
    const ask = await askCheck(from, trees, quick)
    await writeTried(file, change, () => ask(changed))
    rmSync(root, { recursive: true, force: true })
  }
}

/** Commits with one parent whose subject says that nothing changes, that change a few lines of few files of code and no tests. */
function refactorings(from: string, modules: RegExp): Commit[] {
  const log = git(from, ['log', '--no-merges', '--no-renames', '--numstat', '--format=%x00%H %s'])
  return log
    .split('\0')
    .slice(1)
    .flatMap(entry => {
      const [head = '', ...lines] = entry.trim().split('\n')
      const [id = '', subject = ''] = [head.slice(0, 40), head.slice(41)]
      const stats = lines.filter(Boolean).map(line => line.split('\t'))
      const changed = stats.map(([, , path]) => path ?? '')
      const files = changed.filter(path => CODE.test(path) && !NO_PROGRAM.test(path))
      const count = stats.reduce((sum, [added, gone]) => sum + Number(added) + Number(gone), 0)
      const fits =
        SAYS_SO.test(subject) &&
        files.length > 0 &&
        files.length === changed.length &&
        files.length <= MOST_FILES &&
        files.some(path => modules.test(path)) &&
        count >= FEWEST_LINES &&
        count <= MOST_LINES
      return fits ? [{ id, subject, files, changed }] : []
    })
}

function exportTree(from: string, commit: string, to: string): void {
  mkdirSync(to, { recursive: true })
  const archive = git(from, ['archive', '--format=tar', commit], 'buffer')
  execFileSync('tar', ['-x', '-C', to], { input: archive })
}

function git(from: string, args: string[]): string
function git(from: string, args: string[], encoding: 'buffer'): Buffer
function git(from: string, args: string[], encoding: 'utf8' | 'buffer' = 'utf8'): string | Buffer {
  return execFileSync('git', ['-C', from, ...args], { encoding, maxBuffer: 2 ** 30 })
}
