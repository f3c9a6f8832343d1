import { once } from 'node:events'
import type { Oid } from '../model/change.ts'
import type { Repository } from './repository.ts'
import { GitError, startGit } from './run.ts'

/** So many go into one command line, and each is compared with what those before it have in common. */
const FEW = 300

/**
 * Commits that all of these have in common: the best ones of a few, some of many. None where they have nothing in
 * common, or where there are so many apart from each other that it would take too long to tell.
 */
export async function commonAncestors(repo: Repository, commits: Oid[]): Promise<Oid[]> {
  const apart = commits.length > FEW ? await oldest(repo, commits) : commits
  if (!apart.length || apart.length > FEW) return []
  const { stdout } = await repo.run(['merge-base', '--octopus', ...apart], { accept: [1] })
  return stdout
    .toString('utf8')
    .split('\n')
    .filter(line => line)
}

/** Those of them that have none of the others among their ancestors, by one walk however many there are. */
async function oldest(repo: Repository, commits: Oid[]): Promise<Oid[]> {
  const asked = new Set(commits)
  const found: Oid[] = []
  // Parents come first: one that is asked for, or has one below it.
  const above = new Set<Oid>()
  for await (const [commit = '', ...parents] of walk(repo, commits)) {
    const covered = parents.some(parent => above.has(parent))
    if (asked.has(commit) && !covered) found.push(commit)
    if (covered || asked.has(commit)) above.add(commit)
  }
  return found
}

/** All that these commits hold, each with its parents, parents before their children. */
async function* walk(repo: Repository, commits: Oid[]): AsyncGenerator<Oid[]> {
  const args = ['rev-list', '--topo-order', '--reverse', '--parents', '--stdin']
  const child = startGit(args, { cwd: repo.dir, inHook: repo.inHook })
  const words: Buffer[] = []
  child.stderr.on('data', chunk => words.push(chunk))
  const closed = once(child, 'close') as Promise<[number | null]>
  closed.catch(() => {})
  child.stdin.on('error', () => {})
  child.stdin.end(`${commits.join('\n')}\n`)
  let rest = ''
  for await (const chunk of child.stdout) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.split(' ')
  }
  const [code] = await closed
  if (code !== 0) throw new GitError(args, repo.dir, code ?? 128, Buffer.concat(words).toString('utf8'))
}
